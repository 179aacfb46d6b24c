"""The kept reads of most screens (see `dashboard.source.kept`): what stands where, as of a view.

Those of sessions are in `dashboard.session_reads`, those of what has changed in `dashboard.history_reads`: the
overview, with which most people begin, needs neither.
"""

from dashboard.source import kept, kept_result
from data_access.field_board import FieldLight, field_lights
from data_access.reads import board, lookup, milestones, people
from data_access.reads.snapshot import Reader
from data_access.view import View

fields = kept(board.fields)
ministries = kept(board.ministries)
teams = kept(board.teams)
problem_lights = kept(board.problem_lights)
find = kept(lookup.find)
list_milestones = kept(milestones.milestones)
count_milestones = kept(milestones.counts)
leading_milestones = kept(milestones.leading_milestones)
team_members = kept(people.team_members)
thresholds = kept(Reader.thresholds)


@kept_result
def field_board(view: View) -> tuple[FieldLight, ...]:
    """The fields in scope with their lights, worst first."""
    return field_lights(fields(view), problem_lights(view), thresholds(view))
