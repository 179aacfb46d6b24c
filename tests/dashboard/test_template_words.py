"""A template's words: every column explained, in every language, and short enough for a spreadsheet."""

from datetime import date

import pytest

from dashboard.documents.template_words import template_words
from data_access.model import Kind
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.workbooks.template import TEMPLATE_LANGUAGES
from data_access.uploads.workbooks.template_words import REFUSAL_LIMIT
from data_access.view import View
from data_access.words import LANGUAGES

WORDS = template_words(View(programme_id=1, version=41, day=date(2026, 3, 5)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SHEETS)
def test_every_column_has_a_finished_comment_with_an_example(kind: Kind, language: str) -> None:
    for column in SHEETS[kind].columns:
        comment = getattr(WORDS.column(kind, column), language)
        assert len(comment) > 25, column.attribute
        assert not {"{", "}"} & set(comment), column.attribute
        assert ("\n" in comment) == column.is_required, column.attribute


def test_examples_are_of_the_kind_that_the_column_asks_for() -> None:
    milestones = SHEETS[Kind.MILESTONE]
    comments = {column.attribute: WORDS.column(Kind.MILESTONE, column) for column in milestones.columns}
    assert "Example: CON-01-M03\n" in comments["code"].en
    assert "Example: CON-01\n" in comments["problem_id"].en
    assert comments["ministry_id"].en.endswith("Example: MIC")
    assert comments["declared"].ru.endswith("Жёлтый")
    assert comments["declared"].kk.endswith("Сары")
    role = SHEETS[Kind.MEMBERSHIP].column("role")
    assert "Mentor" in WORDS.column(Kind.MEMBERSHIP, role).en


def test_refusals_fit_into_the_message_of_a_spreadsheet() -> None:
    checked = {CellType.REFERENCE, CellType.LIGHT, CellType.ROLE, CellType.DATE, CellType.PERCENT}
    assert WORDS.refusals.keys() == checked | {CellType.NUMBER}
    for words in WORDS.refusals.values():
        together = words.spoken_in(TEMPLATE_LANGUAGES, "\n")
        assert 0 < len(together) <= REFUSAL_LIMIT
        assert not {"{", "}"} & set(together)
    assert "32767" in WORDS.refusals[CellType.NUMBER].en


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_finished_sentences(language: str) -> None:
    for words in (*WORDS.steps, WORDS.made_from):
        step = getattr(words, language)
        assert step.endswith(".")
        assert not {"{", "}"} & set(step)
    made_from = getattr(WORDS.made_from, language)
    assert "41" in made_from
    assert "05.03.2026" in made_from
    assert any("_lists" in getattr(step, language) for step in WORDS.steps)
