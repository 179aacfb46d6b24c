"""The kept reads of the screens (see `dashboard.source.kept`)."""

from dashboard.source import kept, kept_result
from data_access.field_board import FieldLight, field_lights
from data_access.reads import board, changes, history, lookup, milestones, people
from data_access.reads import change_content as change_content_of
from data_access.reads import origins as origins_of
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
list_changes = kept(changes.changes)
count_changes = kept(changes.count_changes)
change = kept(changes.change)
change_content = kept(change_content_of.change_content)
origins = kept(origins_of.origins)
milestone_history = kept(history.milestone_history)
team_members = kept(people.team_members)
thresholds = kept(Reader.thresholds)


@kept_result
def field_board(view: View) -> tuple[FieldLight, ...]:
    """The fields in scope with their lights, worst first."""
    return field_lights(fields(view), problem_lights(view), thresholds(view))
