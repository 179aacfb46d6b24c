"""Gathers what the proposal for an agenda asks for beside the figures (see `data_access.sessions.proposal`)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from data_access.model import AgendaItem
from data_access.reads.snapshot import Reader, of_programme
from data_access.sessions.help import open_help
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import InstructionFilter, instructions
from data_access.sessions.meetings import last_met
from data_access.sessions.proposal import Circumstances, OverdueInstructions
from data_access.sessions.schedule import SessionInfo, opened_before, sessions
from data_access.sessions.subject import subjects


def circumstances(reader: Reader, session: SessionInfo) -> Circumstances:
    """Instructions, agendas, meetings and requests for help, as known when a session is prepared."""
    return Circumstances(
        overdue=_overdue(reader),
        last_met=last_met(reader),
        open_help=open_help(reader),
        sessions_ago=_sessions_ago(reader, session),
    )


def _overdue(reader: Reader) -> Mapping[int, OverdueInstructions]:
    """The overdue instructions of each field and problem itself; a problem's are not its field's as well."""
    terms: dict[int, list[date]] = defaultdict(list)
    for one in instructions(reader, InstructionFilter(state=InstructionState.OVERDUE)):
        if one.subject is not None:
            terms[one.subject.id].append(one.baseline)
    return {
        subject: OverdueInstructions(number=len(found), oldest=min(found)) for subject, found in terms.items()
    }


def _sessions_ago(reader: Reader, session: SessionInfo) -> Mapping[int, int]:
    """How many sessions before this one a subject was last on an agenda.

    A field was spoken of with each of its problems, and its problems with it.
    """
    earlier = opened_before(sessions(reader), session)
    ago = {one.id: place for place, one in enumerate(earlier, start=1)}
    known = subjects(reader)
    items = reader.connection.execute(
        select(AgendaItem.session_id, AgendaItem.subject_id).where(of_programme(AgendaItem, reader.view))
    )
    direct: dict[int, int] = {}
    of_field: dict[int, int] = {}
    for item in items:
        if item.session_id in ago and item.subject_id in known:
            place, field = ago[item.session_id], known[item.subject_id].field_id
            direct[item.subject_id] = min(place, direct.get(item.subject_id, place))
            of_field[field] = min(place, of_field.get(field, place))
    found: dict[int, int] = dict(of_field)
    for one in known.values():
        places = [direct[of] for of in (one.id, one.field_id) if of in direct]
        if one.id != one.field_id and places:
            found[one.id] = min(places)
    return found
