"""Trials of a whole installation: real nginx, several replicas and PostgreSQL as processes, under failures."""
