"""The history: every change with who, when, which file and how much; newest first."""

from markupsafe import Markup

from dashboard import reads
from dashboard.markup import block, kept_for_request
from dashboard.request import Request

CHANGES_A_PAGE = 40


@kept_for_request
def history_block(request: Request, page: int) -> Markup:
    """One page of the history."""
    total = reads.count_changes(request.view)
    return block(
        "history.html",
        request,
        changes=reads.list_changes(request.view, limit=CHANGES_A_PAGE, offset=CHANGES_A_PAGE * (page - 1)),
        page=page,
        pages=max(1, -(-total // CHANGES_A_PAGE)),
    )
