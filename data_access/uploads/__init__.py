"""Spreadsheets in: read, check, compare, apply. All but the last are pure."""
