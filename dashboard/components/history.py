"""The history: every change with who, when, which file and how much; newest first."""

from markupsafe import Markup

from dashboard import history_reads
from dashboard.deed_words import deeds_line
from dashboard.markup import block, kept_for_request
from dashboard.request import Request

CHANGES_A_PAGE = 40


@kept_for_request
def history_block(request: Request, page: int) -> Markup:
    """One page of the history."""
    view = request.known
    total = history_reads.count_changes(view)
    changes = history_reads.list_changes(view, limit=CHANGES_A_PAGE, offset=CHANGES_A_PAGE * (page - 1))
    done = history_reads.deeds(view, tuple(one.id for one in changes))
    return block(
        "history.html",
        request,
        changes=changes,
        done={version: deeds_line(request.texts, some) for version, some in done.items()},
        page=page,
        pages=max(1, -(-total // CHANGES_A_PAGE)),
    )
