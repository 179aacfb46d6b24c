"""The wall of a session: one screen an item, in letters that the farthest seat can read."""
