"""Tests of what is known, without a screen."""
