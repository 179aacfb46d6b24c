"""Back-ups: the whole content of a database in one file, and back into a database of either engine."""
