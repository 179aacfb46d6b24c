"""The overview: the sentence, the lights of all problems, the board of fields, what has changed."""

from markupsafe import Markup

from dashboard import reads
from dashboard.markup import block, kept_for_request
from dashboard.request import Request
from data_access.field_board import FieldLight, Move, direction, moves
from data_access.reads.milestones import MilestoneFilter
from data_access.roll_up import Counts
from data_access.traffic_light import Light

CHANGES_SHOWN = 6
# What the panel of changes holds on a wall: with long names fewer changes, so that nothing needs scrolling.
_LINES_OF_CHANGES = 24
_LETTERS_A_LINE = 38
DUE_DAYS = 14


@kept_for_request
def overview_block(request: Request, *, all_changes: bool = False) -> Markup:
    """The whole overview for a viewer; with `all_changes` every problem that turned, however many."""
    view, before = request.view, request.month_ago()
    board = reads.field_board(view)
    earlier = {one.field.id: one for one in reads.field_board(before)} if before else {}
    changes = moves(reads.problem_lights(view), reads.problem_lights(before)) if before else ()
    turned = [move for move in changes if move.before is not None]
    shown = turned if all_changes else _worst_and_best(turned, _room(turned, request))
    due = reads.count_milestones(view, MilestoneFilter(due_within=DUE_DAYS))
    return block(
        "overview.html",
        request,
        total=sum((one.problems for one in board), Counts()),
        earlier_total=sum((one.problems for one in earlier.values()), Counts()) if before else None,
        worse=sum(move.direction < 0 for move in turned),
        better=sum(move.direction > 0 for move in turned),
        fields=[(one, _movement(one, earlier.get(one.field.id))) for one in board],
        changes=shown,
        more_changes=len(turned) - len(shown),
        leading=reads.leading_milestones(view, tuple(move.problem.id for move in shown)),
        due=due.total,
        due_days=DUE_DAYS,
        at_risk=due.red + due.amber + due.grey,
    )


def _movement(now: FieldLight, before: FieldLight | None) -> tuple[int, Light | None]:
    """How a field's light moved in a month: direction, and the light that it had."""
    return (direction(now.light, before.light), before.light) if before else (0, None)


def _room(turned: list[Move], request: Request) -> int:
    """How many changes fit: each takes the lines of its problem's name and two for its reason."""
    names = (f"{move.problem.code} {request.texts.spoken(move.problem.name)}" for move in turned)
    lines = max((-(-len(name) // _LETTERS_A_LINE) + 2 for name in names), default=1)
    return min(CHANGES_SHOWN, _LINES_OF_CHANGES // lines)


def _worst_and_best(turned: list[Move], room: int) -> list[Move]:
    """As many changes as fit: all of the worse first, but never the better ones left out wholly."""
    worse = [move for move in turned if move.direction <= 0]
    better = [move for move in turned if move.direction > 0]
    room_for_better = min(len(better), max(2, room - len(worse)))
    return worse[: room - room_for_better] + better[:room_for_better]
