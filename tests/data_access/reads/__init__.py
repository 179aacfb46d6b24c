"""Tests of reading: as of a version, for a day, within a scope."""
