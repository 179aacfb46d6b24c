"""Reading: always of a view, that is, as of a version, for a day, within a scope."""
