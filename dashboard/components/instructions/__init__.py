"""Instructions: recording, listing, reporting."""
