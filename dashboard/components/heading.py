"""The heading of a page."""

from markupsafe import Markup

from dashboard.markup import block, kept_for_request
from dashboard.request import Request


@kept_for_request
def heading(request: Request, text: str) -> Markup:
    """A heading in the letters of a page without a sentence of its own."""
    return block("heading.html", request, text=text)
