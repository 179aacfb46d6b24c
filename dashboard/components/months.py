"""Fields month by month: a heat map in which each cell leads to the field as it was at that month's end.

A table of lights rather than a chart: every cell is a link that a keyboard reaches and a reader reads
(docs/decisions/0004-heat-map.md).
"""

from markupsafe import Markup

from dashboard import reads
from dashboard.markup import block, kept_for_request
from dashboard.request import Request


@kept_for_request
def months_block(request: Request) -> Markup:
    """The heat map of fields and months, worst field first as it is now."""
    views = request.months()
    boards = [{one.field.id: one for one in reads.field_board(view)} for view in views]
    return block(
        "months.html",
        request,
        months=[(view, view.day == request.view.day) for view in views],
        rows=[
            (now.field, [board.get(now.field.id) for board in boards])
            for now in reads.field_board(request.view)
        ],
    )
