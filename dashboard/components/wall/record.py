"""What is kept of a session when it closes: facts, reasons, the words of each language, the rule."""

import json
from dataclasses import asdict
from typing import Any

from dashboard import reads, session_reads
from dashboard.components.wall.item import milestones_of
from dashboard.components.wall.stage import live_stage, sides_of
from dashboard.request import Request
from dashboard.standing import Group, standing
from data_access.sessions.schedule import AgendaEntry, SessionInfo
from data_access.traffic_light import RULE_REVISION
from data_access.view import View
from data_access.words import LANGUAGES

FORMAT = 1  # raised when the shape of the record changes, so that older ones are still understood


def record_content(request: Request, session: SessionInfo) -> str:
    """The record as JSON: screens as they are drawn in each language, and the facts behind them."""
    view = sides_of(request, session).now
    stages = {language: live_stage(request, session, language) for language in LANGUAGES}
    content = {
        "format": FORMAT,
        "rule_revision": RULE_REVISION,
        "thresholds": asdict(reads.thresholds(view)),
        "session": asdict(session),
        "letters": next(iter(stages.values())).letters,
        "languages": {
            language: {"state": stage.state, "slides": stage.slides} for language, stage in stages.items()
        },
        "facts": [_facts(view, entry) for entry in session_reads.agenda(request.current, session.id)],
    }
    return json.dumps(content, ensure_ascii=False, default=str)


def _facts(view: View, entry: AgendaEntry) -> dict[str, Any]:
    subject = entry.subject
    group = Group(kind=subject.kind.value, id=subject.id, code=subject.code)
    return {
        "agenda_item": asdict(entry),
        "standing": asdict(standing(view, group)),
        "milestones": [asdict(one) for one in milestones_of(view, entry)],
    }
