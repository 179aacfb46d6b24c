"""A file of any format as cells: formats, encodings, bounds, and the marks that cells carry."""
