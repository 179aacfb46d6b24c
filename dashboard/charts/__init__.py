"""Charts, one a module: made with Altair once, kept as plain specifications."""
