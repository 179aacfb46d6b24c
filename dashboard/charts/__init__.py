"""Charts, one a module: drawn with Altair when the product is made, filled in with data when it is shown."""
