"""Sheets whose headers are not ours: what each column is taken for, and what is remembered of it."""
