"""Where the table stands in a sheet, and which header is ours."""
