"""The kept reads of the screens (see `dashboard.source.kept`)."""

from dashboard.source import kept
from data_access.field_board import FieldLight, field_lights
from data_access.reads import board, changes, history, lookup, milestones
from data_access.reads import origins as origins_of
from data_access.reads.snapshot import Reader


def _field_board(reader: Reader) -> tuple[FieldLight, ...]:
    return field_lights(board.fields(reader), board.problem_lights(reader), reader.thresholds())


field_board = kept(_field_board)
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
origins = kept(origins_of.origins)
milestone_history = kept(history.milestone_history)
thresholds = kept(Reader.thresholds)
