"""Files that leave the product, in the viewer's language."""
