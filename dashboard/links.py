"""Every link of the product is made here: a plain href that carries language, day and version along.

The browser follows it without a reload (dashboard/browser.py), and with one where scripts are off.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.request import Request
from data_access.access.roles import Action

PAGE_ACTIONS: Mapping[str, Action | None] = {
    **dict.fromkeys(
        ("overview", "field", "problem", "team", "milestone", "milestones", "history"), Action.SEE
    ),
    **dict.fromkeys(("sessions", "session", "readiness", "instructions", "assistance"), Action.SEE),
    "upload": Action.BRING,
    "people": Action.MANAGE_PEOPLE,
    "audit": Action.SEE_AUDIT,
    "settings": Action.SET_THRESHOLDS,
    "account": None,
}
"""Each page with what one must be allowed, for one field at least, to open it; None: whoever has come in."""

PAGES = tuple(PAGE_ACTIONS)

PAGE_PATHS = frozenset({"/", *(f"/{page}" for page in PAGES if page != "overview")})
"""Where a browser finds them."""

RESTRICTED = frozenset({"people", "audit", "settings"})
"""The pages of which the audit notes who opened them."""


def link(request: Request, page: str, /, **parameters: object) -> str:
    """The address of a page with its own parameters; those that are None or empty are left out."""
    path = "/" if page == "overview" else f"/{page}"
    merged = {**dict(request.kept), **parameters}
    wanted = {name: str(value) for name, value in merged.items() if value not in (None, "")}
    return f"{path}?{urlencode(wanted)}" if wanted else path
