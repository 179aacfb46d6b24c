"""Alembic's migrations of both databases, from the first table on."""
