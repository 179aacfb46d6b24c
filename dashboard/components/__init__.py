"""Blocks of screens, each made of kept reads and a template."""
