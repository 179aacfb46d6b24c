"""The base, theirs and ours: what a file changes, and what both sides changed."""
