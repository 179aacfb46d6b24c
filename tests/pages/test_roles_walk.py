"""Each role before each page: by the links that it is shown and by the address itself, in its field and others.

What is expected is written here by hand, from the words of the requirement, and not asked of the code.
"""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import source
from dashboard.links import PAGES
from data_access.access.audit import entries
from data_access.access.roles import Grant, Person, Role
from data_access.database import Database
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.point import latest_version, open_reader, programmes
from data_access.sessions.help import help_requests
from data_access.sessions.instructions import InstructionFilter, instructions
from data_access.sessions.meetings import meetings
from data_access.sessions.schedule import sessions
from data_access.sessions.wall import position
from data_access.view import View
from tests.pages.serving import come_as, run, serve, shown, unfold

OWN, FOREIGN = "CON", "AGR"
WITH_OWN = {
    "field": {"field": OWN},
    "problem": {"problem": f"{OWN}-03"},
    "team": {"team": f"T-{OWN}"},
    "milestone": {"milestone": f"{OWN}-03-M09"},
    "milestones": {"field": OWN},
    "assistance": {"subject": OWN},
}
WITH_FOREIGN = {
    name: {parameter: code.replace(OWN, FOREIGN)}
    for name, one in WITH_OWN.items()
    for parameter, code in one.items()
}

# Who may open what (y). A role given for one field opens the same pages, with that field alone in them.
PAGES_BY_HAND = """
page          viewer officer coordinator chair administrator nobody
overview      y      y       y           y     -             -
field         y      y       y           y     -             -
problem       y      y       y           y     -             -
team          y      y       y           y     -             -
milestone     y      y       y           y     -             -
milestones    y      y       y           y     -             -
history       y      y       y           y     -             -
sessions      y      y       y           y     -             -
session       y      y       y           y     -             -
readiness     y      y       y           y     -             -
instructions  y      y       y           y     -             -
assistance    y      y       y           y     -             -
upload        -      y       y           -     -             -
people        -      -       -           -     y             -
audit         -      -       -           -     y             -
settings      -      -       y           -     -             -
account       y      y       y           y     y             y
"""

# What a page offers to whom: a button or a link by its words.
OFFERS_BY_HAND = """
page          offer                          viewer officer coordinator chair
sessions      Prepare                        -      -       y           -
session-one   Save_the_settings              -      -       y           -
session-one   Open_it_now                    -      -       y           y
instructions  Give_the_instruction           -      -       y           y
instruction   Report                         -      -       y           -
instruction   Take_off_control               -      -       y           -
instruction   Move_the_term                  -      -       y           -
assistance    Record                         -      y       y           -
change        take_back=preview              -      -       y           -
"""


def table(text: str, first: int) -> list[tuple[tuple[str, ...], str, bool]]:
    head, *rows = (line.split() for line in text.strip().splitlines())
    return [
        (tuple(row[:first]), head[place], row[place] == "y")
        for row in rows
        for place in range(first, len(head))
    ]


@pytest.fixture
def served(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    serve(monkeypatch, sample_url)
    yield source.database()
    source.database().close()
    source.database.cache_clear()


def view_of(database: Database) -> View:
    with database.reading() as connection:
        [programme] = programmes(connection)
        version = latest_version(connection, programme.id)
    return View(programme_id=programme.id, version=version, day=programme.today(source.now()))


def person(database: Database, name: str, *, own: bool = False) -> Person:
    """Somebody with a role by its name, for all fields or for the own one; nobody: somebody without a role."""
    with open_reader(database, view_of(database)) as reader:
        field = find(reader, Kind.FIELD, OWN)
    grants = () if name == "nobody" else (Grant(Role(name), field if own else None),)
    return Person(account_id=1, name=name, email=f"{name}@example.kz", grants=grants)


def is_refused(app: AppTest) -> bool:
    return "Your role does not allow this" in shown(app) or "nobody has given you a role" in shown(app)


def test_the_tables_by_hand_forget_no_page() -> None:
    assert {page for (page,), _, _ in table(PAGES_BY_HAND, 1)} == set(PAGES)


@pytest.mark.parametrize("role", ["viewer", "officer", "coordinator", "chair", "administrator", "nobody"])
def test_each_role_before_each_page(served: Database, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    come_as(monkeypatch, person(served, role))
    linked: set[str] = set()
    for (page,), of, allowed in table(PAGES_BY_HAND, 1):
        if of != role:
            continue
        app = run(page, lang="en", **WITH_OWN.get(page, {}))
        assert not app.exception
        assert is_refused(app) is not allowed, page
        if allowed and page != "session":
            linked |= set(re.findall(r'href="/([a-z]*)', shown(app).split("</header>")[0]))
    allowed_pages = {page for (page,), of, allowed in table(PAGES_BY_HAND, 1) if of == role and allowed}
    assert {page or "overview" for page in linked} <= allowed_pages


@pytest.mark.parametrize("role", ["viewer", "officer"])
@pytest.mark.parametrize("page", WITH_FOREIGN)
def test_a_foreign_field_in_the_address_is_as_if_it_were_not_there(
    served: Database, monkeypatch: pytest.MonkeyPatch, role: str, page: str
) -> None:
    come_as(monkeypatch, person(served, role, own=True))
    own = shown(run(page, lang="en", **WITH_OWN[page]))
    assert not is_refused(run(page, lang="en", **WITH_OWN[page]))
    foreign = run(page, lang="en", **WITH_FOREIGN[page])
    assert not foreign.exception
    [code] = WITH_FOREIGN[page].values()
    told = shown(foreign).replace(code, "").replace(f"={FOREIGN}", "")
    assert "There is nothing with the code" in told or "which does not exist" in told
    assert "Agriculture" not in told
    assert "Agriculture" not in own
    with served.reading() as connection:
        newest = [entry for _, entry in entries(connection, limit=3)]
    assert any(one.object == f"asked for {code}" and one.actor == f"{role}@example.kz" for one in newest)


@pytest.mark.parametrize("role", ["viewer", "officer", "coordinator", "chair"])
def test_pages_offer_what_the_role_may_do(
    served: Database, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    with open_reader(served, view_of(served)) as reader:
        prepared = next(one.code for one in sessions(reader) if one.state == "prepared")
        given = next(one.code for one in instructions(reader, InstructionFilter(is_open=True)))
        version = reader.view.version
    addresses = {
        "session-one": ("sessions", {"session": prepared}),
        "instruction": ("instructions", {"instruction": given}),
        "change": ("history", {"change": str(version)}),
    }
    come_as(monkeypatch, person(served, role, own=role in {"viewer", "officer"}))
    for (page, offer), of, offered in table(OFFERS_BY_HAND, 2):
        if of != role:
            continue
        name, parameters = addresses.get(page, (page, {}))
        app = unfold(run(name, lang="en", **parameters))
        assert not app.exception
        labels = [button.label for button in app.button]
        words = offer.replace("_", " ")
        found = any(label.startswith(words) for label in labels) or offer in shown(app)
        assert found is offered, (page, offer, labels)


@pytest.mark.parametrize("role", ["viewer", "officer", "chair"])
def test_what_is_not_offered_is_refused_at_its_address_too(
    served: Database, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    come_as(monkeypatch, person(served, role))
    assert is_refused(run("history", lang="en", change="99", take_back="preview"))
    with open_reader(served, view_of(served)) as reader:
        meeting, request = meetings(reader)[0].code, help_requests(reader)[0].code
        session = sessions(reader)[0]
    may_record = role == "officer"
    assert is_refused(run("assistance", lang="en", meeting=meeting)) is not may_record
    assert is_refused(run("assistance", lang="en", request=request)) is not may_record
    with served.reading() as connection:
        before = position(connection, session.id)
    run("session", lang="en", session=session.code, lead="1", item="1")
    with served.reading() as connection:
        assert position(connection, session.id) == before


def test_an_officer_records_nothing_about_foreign_fields(
    served: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = person(served, "officer", own=True)
    seer = Person(account_id=1, name="x", email="x@example.kz", grants=(*officer.grants, Grant(Role.VIEWER)))
    come_as(monkeypatch, seer)
    with open_reader(served, view_of(served)) as reader:
        own = find(reader, Kind.FIELD, OWN)
        foreign = next(one.code for one in meetings(reader) if one.subject.field_id != own)
    assert is_refused(run("assistance", lang="en", meeting=foreign))
    app = unfold(run("assistance", lang="en"))
    [choice] = [one for one in app.selectbox if str(one.key).startswith("new-meeting")]
    assert choice.options
    assert all(option.startswith(OWN) for option in choice.options)


def test_whom_nobody_knows_is_shown_nothing(served: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    come_as(monkeypatch, None)
    for page in PAGES:
        app = run(page, lang="en", **WITH_OWN.get(page, {}))
        assert not app.exception
        assert "Sign in to see the programme." in shown(app)
        assert "</header>" not in shown(app)
        assert "Construction" not in shown(app)
