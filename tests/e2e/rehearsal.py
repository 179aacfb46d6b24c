"""What the tests of the wall need: sessions made ready, keys pressed, and all that a screen says read back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Page, expect

from data_access.database import Database
from data_access.reads.point import latest_version, newest_version, open_reader, programmes, version_by
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.sessions.schedule import sessions
from data_access.sessions.subject import subjects
from data_access.view import View
from data_access.words import Words
from tests.e2e.screen import in_language, wait_until_drawn
from tests.e2e.site import Site

ITEMS = 12
TITLE = Words("Реформалардың барысы туралы", "О ходе реформ", "On the progress of the reforms")
_ACTOR = "coordinator@example.kz"

# Every cell of the wall in its order; its clock, and the mark of newer data, are no part of what was said.
_CELLS = """() => [...document.querySelectorAll(".wall :is(h1, h2, p, li, b, footer, .wall-verdict > span)")]
    .filter((one) => !one.closest(".wall-state") || one.matches(".wall-state"))
    .map((one) => {
        const copy = one.cloneNode(true)
        copy.querySelectorAll(".wall-clock, .wall-news").forEach((mark) => mark.remove())
        return copy.textContent.replace(/\\s+/g, " ").trim()
    })"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open session: its entity id, its code, the codes of its problems in order, how many screens its wall has."""

    id: int
    code: str
    problems: tuple[str, ...]
    screens: int


def open_new_session(site: Site, *, days_ago: int = 0, items: int = ITEMS) -> Opened:
    """Prepare a session of so many problems and open it on what was known by its day."""
    database = Database(site.database_url)
    now = datetime.now(UTC)
    with database.reading() as connection:
        programme = programmes(connection)[0]
        newest = newest_version(connection, programme.id)
        day = programme.today(now) - timedelta(days=days_ago)
        version = min(version_by(connection, programme, day), newest)
    with open_reader(database, View(programme_id=programme.id, version=version, day=day)) as reader:
        problems = [one for one in subjects(reader).values() if one.kind == "problem"][:items]
    session = _prepare(database, programme.id, day, [one.id for one in problems], now)
    open_session(database, programme.id, session, version=version, day=day, actor=_ACTOR, recorded_at=now)
    found = _session_code(database, programme.id, session, day)
    database.close()
    codes = tuple(one.code for one in problems)
    return Opened(id=session, code=found, problems=codes, screens=items + 2)


def _prepare(database: Database, programme_id: int, day: date, problems: list[int], now: datetime) -> int:
    session = prepare_session(
        database, programme_id, held_on=day, title=TITLE, chair="", actor=_ACTOR, recorded_at=now
    )
    plan = [
        PlannedItem(
            subject_id=one, minutes=8, question="", ask="Қаржыландыру туралы шешім" if place % 2 else ""
        )
        for place, one in enumerate(problems)
    ]
    arrange_agenda(database, programme_id, session, plan, actor=_ACTOR, recorded_at=now)
    return session


def _session_code(database: Database, programme_id: int, session: int, day: date) -> str:
    with database.reading() as connection:
        version = latest_version(connection, programme_id)
    with open_reader(database, View(programme_id=programme_id, version=version, day=day)) as reader:
        return next(one.code for one in sessions(reader) if one.id == session)


def open_wall(
    page: Page,
    site: Site,
    session: Opened,
    language: str,
    *,
    item: int | None = None,
    is_leading: bool = False,
) -> None:
    """Go to the wall: to one of its screens, or to follow it."""
    path = f"/session?session={session.code}"
    path += "" if item is None else f"&item={item}"
    page.goto(site.address + in_language(path + ("&lead=1" if is_leading else ""), language))
    wait_until_drawn(page)


def press(page: Page, key: str, *, item: int) -> None:
    """Press a key that moves the wall to an item, and wait until that is shown."""
    page.keyboard.press(key)
    expect(page.locator(".wall")).to_have_attribute("data-item", str(item))


def cells(page: Page) -> list[str]:
    """All that the screen on the wall says, cell by cell."""
    wait_until_drawn(page)
    found: list[str] = page.evaluate(_CELLS)
    return found
