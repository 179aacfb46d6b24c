"""The title of a page that is a list."""

from markupsafe import Markup

from dashboard.markup import block, kept_for_request
from dashboard.request import Request


@kept_for_request
def page_title(request: Request, text: str) -> Markup:
    """A title in the letters of all pages, above filters and rows."""
    return block("page_title.html", request, text=text)
