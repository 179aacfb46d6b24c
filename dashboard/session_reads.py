"""The kept reads of sessions, instructions, meetings and requests for help (see `dashboard.source.kept`)."""

from dashboard.source import kept
from data_access.sessions import circumstances as circumstances_of
from data_access.sessions import help as help_requests
from data_access.sessions import instruction_history as instruction_history_of
from data_access.sessions import instructions as instructions_of
from data_access.sessions import meetings, schedule
from data_access.sessions import readiness as readiness_of
from data_access.sessions import subject as subject_of

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
