"""Tests of what is seen or handed out, without a browser."""
