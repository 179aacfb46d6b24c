"""What an item's screen says of working meetings and of help that was asked for."""

from dashboard import session_reads
from dashboard.components.wall.slide import Line
from dashboard.request import Request
from dashboard.texts import Texts
from data_access.sessions.subject import Subject


def working_lines(request: Request, subject: Subject, texts: Texts) -> list[Line]:
    """When the teams were last met, and how many requests for help are open."""
    view = request.current
    met = session_reads.last_met(view).get(subject.id)
    if met is None:
        said = texts.gettext("The teams have not been met yet.")
    else:
        days = (view.day - met).days
        said = texts.ngettext("Last met {number} day ago", "Last met {number} days ago", days)
    lines = [Line(mark="", text=said)]
    asked = session_reads.open_help(view).get(subject.id)
    if asked is not None and asked.number:
        requests = texts.ngettext("{number} request open", "{number} requests open", asked.number)
        oldest = texts.ngettext(
            "the oldest for {number} day", "the oldest for {number} days", (view.day - asked.oldest).days
        )
        lines.append(Line(mark="", text=f"{requests}, {oldest}"))
    return lines
