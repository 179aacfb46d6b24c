"""Every link of the product is made here: a plain href that carries language, day and version along.

The browser follows it without a reload (dashboard/browser.py), and with one where scripts are off.
"""

from urllib.parse import urlencode

from dashboard.request import Request

PAGES = (
    *("overview", "field", "problem", "team", "milestone", "milestones", "upload", "history"),
    *("sessions", "session", "readiness", "instructions", "assistance"),
)


def link(request: Request, page: str, /, **parameters: object) -> str:
    """The address of a page with its own parameters; those that are None or empty are left out."""
    path = "/" if page == "overview" else f"/{page}"
    merged = {**dict(request.kept), **parameters}
    wanted = {name: str(value) for name, value in merged.items() if value not in (None, "")}
    return f"{path}?{urlencode(wanted)}" if wanted else path
