"""Faults, doubts and proposals: what is wrong or odd in a file, each at its cell."""
