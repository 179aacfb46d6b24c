"""Bringing a file: what would change is shown first, then it is applied as one change."""

from dashboard.components.upload import show_upload
from dashboard.frame import current_request

show_upload(current_request())
