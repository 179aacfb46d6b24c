"""Measuring: programmes of any size, the plans of queries, and (make bench) figures side by side."""
