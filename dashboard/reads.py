"""The kept reads of the screens (see `dashboard.source.kept`)."""

from dashboard.source import kept, kept_result
from data_access.field_board import FieldLight, field_lights
from data_access.reads import board, changes, history, lookup, milestones, people
from data_access.reads import change_content as change_content_of
from data_access.reads import deeds as deeds_of
from data_access.reads import freshness as freshness_of
from data_access.reads import origins as origins_of
from data_access.reads.snapshot import Reader
from data_access.sessions import circumstances as circumstances_of
from data_access.sessions import help as help_requests
from data_access.sessions import instruction_history as instruction_history_of
from data_access.sessions import instructions as instructions_of
from data_access.sessions import meetings, schedule
from data_access.sessions import readiness as readiness_of
from data_access.sessions import subject as subject_of
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
deeds = kept(deeds_of.deeds)
change_content = kept(change_content_of.change_content)
freshness = kept(freshness_of.freshness)
origins = kept(origins_of.origins)
milestone_history = kept(history.milestone_history)
team_members = kept(people.team_members)
thresholds = kept(Reader.thresholds)
subjects = kept(subject_of.subjects)
sessions = kept(schedule.sessions)
agenda = kept(schedule.agenda)
agenda_sizes = kept(schedule.agenda_sizes)
circumstances = kept(circumstances_of.circumstances)
readiness = kept(readiness_of.readiness)
instructions = kept(instructions_of.instructions)
count_instructions = kept(instructions_of.count_by_state)
instruction_history = kept(instruction_history_of.instruction_history)
list_meetings = kept(meetings.meetings)
last_met = kept(meetings.last_met)
list_help_requests = kept(help_requests.help_requests)
open_help = kept(help_requests.open_help)


@kept_result
def field_board(view: View) -> tuple[FieldLight, ...]:
    """The fields in scope with their lights, worst first."""
    return field_lights(fields(view), problem_lights(view), thresholds(view))
