"""Writes the specifications of all charts: `python -m dashboard.charts.drawings`."""

from dashboard.charts.drawings.written import write

write()
