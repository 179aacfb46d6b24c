"""What the programme says of itself: thresholds with a preview, names, remembered mappings, the age of its data."""

from dashboard.components.programme.programme_screen import show_programme
from dashboard.frame import current_request

show_programme(current_request())
