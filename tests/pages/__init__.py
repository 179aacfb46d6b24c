"""Each page run without a browser."""
