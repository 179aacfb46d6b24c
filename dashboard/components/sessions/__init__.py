"""Preparing sessions: the list of them, one with its settings and agenda, and what is proposed for that."""
