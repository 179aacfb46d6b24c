"""The screen that asks which column is which: what it proposes, what it takes, what it will not take yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import source
from dashboard.request import Request, actions_of
from dashboard.texts import texts
from data_access.access.roles import local_person
from data_access.database import Database
from data_access.model import Kind
from data_access.uploads.bring import Prepared, prepare
from data_access.uploads.choices import Choices
from data_access.uploads.foreign.mapping import FileMapping
from data_access.words import LANGUAGES
from tests.data_access.uploads.bringing import (
    DAY,
    bring,
    new_programme,
    newest_view,
    the_programme,
    workbook,
)
from tests.data_access.uploads.foreign_ground import ground
from tests.data_access.uploads.foreign_sheets import SECTIONED, STATUSES, WITHOUT_PROBLEM, Foreign
from tests.pages.serving import unfold

OFFICER = "officer@example.kz"
PERSON = local_person(OFFICER)
USE, REMEMBER = "Use this mapping", "Remember it for next time"

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def known(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database that knows what foreign sheets refer to; the screens read it."""
    new_programme(database)
    bring(database, ground())
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    source.database.cache_clear()
    yield database
    source.database().close()
    source.database.cache_clear()


def sent(database: Database, content: bytes, mapping: FileMapping | None = None) -> Prepared:
    return prepare(
        database,
        programme=the_programme(database),
        file_name="plan.xlsx",
        content=content,
        as_at=None,
        day=DAY,
        actor=OFFICER,
        choices=Choices(mapping=mapping),
    )


def _screen() -> None:
    """The page's part, run as a script by itself."""
    import streamlit as st  # noqa: PLC0415 - AppTest runs the body of this function alone

    from dashboard.components.mapping import keep_mapping, show_mapping  # noqa: PLC0415

    prepared, request = st.session_state["prepared"], st.session_state["asked"]
    keep_mapping(request, prepared, "file")
    answer = show_mapping(request, prepared, "file")
    if answer is not None:
        st.session_state["answer"] = answer


def shown(database: Database, prepared: Prepared, language: str = "en") -> AppTest:
    app = AppTest.from_function(_screen, default_timeout=60)
    app.session_state["prepared"] = prepared
    app.session_state["asked"] = Request(
        programme=the_programme(database),
        view=newest_view(database),
        today=DAY,
        newest=1,
        latest=1,
        language=language,
        kept=(),
        can=actions_of(PERSON),
        person=PERSON,
    )
    return app.run()


def box(app: AppTest, key: str) -> Any:
    """A list to choose from, by the end of its key."""
    [found] = [one for one in app.selectbox if str(one.key).endswith(key)]
    return found


def button(app: AppTest) -> Any:
    [found] = app.button
    return found


def html(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.html)


def given(app: AppTest) -> FileMapping:
    button(app).click()
    app.run()
    answer: FileMapping = app.session_state["answer"]
    return answer


def test_each_column_is_shown_with_its_values_and_what_it_is_taken_for(known: Database) -> None:
    app = shown(known, sent(known, STATUSES.content()))
    assert not app.exception
    taken = {letters: box(app, f"-{letters}").value for letters in STATUSES.columns}
    assert taken == STATUSES.columns
    assert box(app, "milestone-A").value == ""
    assert "Статус исполнения" in html(app)
    assert "в работе · По плану · на паузе" in html(app)


def test_nothing_can_be_used_before_all_words_have_a_meaning(known: Database) -> None:
    app = shown(known, sent(known, STATUSES.content()))
    assert button(app).disabled
    assert "Say what these words mean: на паузе." in html(app)
    assert [box(app, f"declared-{at}").value for at in range(3)] == ["amber", "green", None]
    box(app, "declared-2").select("grey")
    app.run()
    assert not button(app).disabled
    answer = given(app)
    [sheet] = answer.sheets
    assert sheet.words == {"declared": {**STATUSES.words, "на паузе": "grey"}}
    assert sent(known, STATUSES.content(), answer).faults == ()


def test_a_correction_counts(known: Database) -> None:
    app = shown(known, sent(known, WITHOUT_PROBLEM.content()))
    box(app, "-D").select("forecast")
    box(app, "-E").select("term")
    box(app, "all-problem_id").select("HEA-02")
    app.run()
    [sheet] = given(app).sheets
    assert {one.column: one.attribute for one in sheet.columns if one.attribute} == {
        **WITHOUT_PROBLEM.columns,
        "D": "forecast",
        "E": "term",
    }
    assert sheet.constants == {"problem_id": "HEA-02"}


def test_what_no_column_says_is_chosen_by_code_and_name(known: Database) -> None:
    app = shown(known, sent(known, WITHOUT_PROBLEM.content()), "ru")
    problem = box(app, "all-problem_id")
    assert problem.value == "HEA-01"
    assert "HEA-02 · Очереди в поликлиниках" in problem.options
    # What a new row needs comes before what it may have.
    constants = [str(one.key).rsplit("-", 1)[1] for one in app.selectbox if "-all-" in str(one.key)]
    assert constants == ["problem_id", "team_id", "ministry_id"]


def test_the_headings_of_sections_say_what_no_column_says(known: Database) -> None:
    app = shown(known, sent(known, SECTIONED.content()), "ru")
    assert not app.exception
    problem = box(app, "all-problem_id")
    assert problem.value == "§"
    assert problem.options[:2] == ["–", "По заголовкам разделов"]
    assert "1. HEA-01 – врачи на селе (2 раза)" in html(app)
    assert [box(app, f"§-problem_id-{at}").value for at in range(2)] == ["HEA-01", "HEA-02"]
    assert "То же, что заголовок выше" in box(app, "§-problem_id-0").options
    answer = given(app)
    [sheet] = answer.sheets
    assert (sheet.by_section, sheet.constants) == (("problem_id",), {})
    assert sent(known, SECTIONED.content(), answer).faults == ()


def test_one_problem_for_all_rows_in_place_of_the_headings(known: Database) -> None:
    app = shown(known, sent(known, SECTIONED.content()))
    box(app, "all-problem_id").select("HEA-02")
    app.run()
    assert not [one for one in app.selectbox if "§-problem_id" in str(one.key)]
    [sheet] = given(app).sheets
    assert (sheet.by_section, sheet.constants) == ((), {"problem_id": "HEA-02"})


def test_one_attribute_from_two_columns_is_refused(known: Database) -> None:
    app = shown(known, sent(known, WITHOUT_PROBLEM.content()))
    box(app, "-E").select("term")
    app.run()
    assert button(app).disabled
    assert "“Term” is chosen for several columns: D, E. Keep one." in html(app)


def test_without_a_column_of_codes_nothing_is_used(known: Database) -> None:
    app = shown(known, sent(known, WITHOUT_PROBLEM.content()))
    box(app, "-A").select("")
    app.run()
    assert button(app).disabled
    assert "Say which column holds the code" in html(app)


def test_another_kind_asks_for_its_own_columns(known: Database) -> None:
    app = shown(known, sent(known, STATUSES.content()))
    box(app, "-kind").select(Kind.PROBLEM.value)
    app.run()
    assert {one.value for one in app.selectbox if "-problem-" in str(one.key)} >= {"code", "name_ru"}
    assert "Term" not in box(app, "problem-F").options


def test_a_sheet_may_be_left_out(known: Database) -> None:
    app = shown(known, sent(known, STATUSES.content()))
    box(app, "-kind").select("")
    app.run()
    [sheet] = given(app).sheets
    assert sheet.kind is None
    assert not sent(known, STATUSES.content(), FileMapping(sheets=(sheet,))).needs_mapping


def know_a_milestone(known: Database) -> None:
    """Let a milestone of the foreign sheet be known, whose problem the sheet's constant can be held against."""
    headers = ("Code", "Title", "Problem", "Term")
    bring(known, workbook({"Milestones": [headers, ("HEA-01-M01", "a", "HEA-01", date(2026, 6, 15))]}))


def used(known: Database, foreign: Foreign, *, is_kept: bool) -> Prepared:
    """A file whose proposed mapping was used, and remembered or not; what its next edition then is."""
    app = shown(known, sent(known, foreign.content()))
    [kept] = app.checkbox
    assert (kept.label, kept.value) == (REMEMBER, True)
    if not is_kept:
        kept.uncheck()
    app.session_state["prepared"] = sent(known, foreign.content(), given(app))
    app.run()
    return sent(known, replace(foreign, name="Март").content())


def test_what_is_used_is_remembered(known: Database) -> None:
    know_a_milestone(known)
    assert not used(known, WITHOUT_PROBLEM, is_kept=True).needs_mapping


def test_what_is_not_to_be_remembered_is_asked_again(known: Database) -> None:
    know_a_milestone(known)
    assert used(known, WITHOUT_PROBLEM, is_kept=False).needs_mapping


def test_how_a_file_was_read_by_itself_is_said_and_can_be_corrected(known: Database) -> None:
    know_a_milestone(known)
    app = shown(known, used(known, WITHOUT_PROBLEM, is_kept=True))
    assert f"The columns are read as {OFFICER} said on" in html(app)
    unfold(app)
    box(app, "all-team_id").select("T-HEA")
    app.run()
    [sheet] = given(app).sheets
    assert sheet.constants == {"problem_id": "HEA-01", "team_id": "T-HEA"}


def test_our_own_file_is_not_asked_about(known: Database) -> None:
    app = shown(known, sent(known, workbook({"Ministries": [("Code", "Name (en)"), ("MX", "New")]})))
    assert (len(app.selectbox), len(app.button)) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_viewers_language(known: Database, language: str) -> None:
    app = shown(known, sent(known, STATUSES.content()), language)
    assert not app.exception
    assert texts(language).light("amber") in box(app, "declared-0").options
