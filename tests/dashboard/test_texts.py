"""The catalogues: every message has its words in Kazakh and Russian, and they keep its values."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.catalogues import messages
from dashboard.texts import CATALOGUED, catalogue_path, texts

PROJECT = Path(__file__).parents[2]
_VALUES = re.compile(r"{(\w+)}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@pytest.mark.parametrize("language", CATALOGUED)
def test_every_message_is_translated_and_keeps_its_values(language: str) -> None:
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    missing, spoilt = [], []
    for message in messages():
        if not message.id:
            continue
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        translated = catalogue.get(forms[0])
        strings = (translated.string if translated else None) or ""
        words = [strings] if isinstance(strings, str) else list(strings)
        if not words or not all(words):
            missing.append(forms[0])
        elif any(set(_VALUES.findall(one)) != set(_VALUES.findall(forms[-1])) for one in words):
            spoilt.append(forms[0])
    assert (missing, spoilt) == ([], [])


@pytest.mark.parametrize("language", CATALOGUED)
def test_no_message_is_left_over_from_earlier_code(language: str) -> None:
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    known = {message.id for message in messages()}
    assert [message.id for message in catalogue if message.id not in known] == []


@pytest.mark.parametrize("number", [1, 2, 5, 21, 22, 25, 111])
def test_russian_days_follow_the_number(number: int) -> None:
    words = texts("ru").ngettext("{number} day over its term", "{number} days over its term", number)
    last_two, last = number % 100, number % 10
    if last == 1 and last_two != 11:
        assert words.endswith("день")
    elif last in {2, 3, 4} and last_two not in {12, 13, 14}:
        assert words.endswith("дня")
    else:
        assert words.endswith("дней")


def test_templates_hold_no_words_outside_the_catalogues() -> None:
    found = []
    for template in sorted((PROJECT / "dashboard" / "templates").glob("*.html")):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
        found += [(template.name, word) for word in re.findall(r"[^\W\d_]{2,}", text)]
    # The languages' own names stand in the switch in each language alike.
    assert [item for item in found if item[1] not in {"Қаз", "Рус", "Eng"}] == []


def test_code_of_the_screens_holds_no_words_in_other_languages() -> None:
    found = []
    for path in sorted([*(PROJECT / "dashboard").rglob("*.py"), *(PROJECT / "pages").glob("*.py")]):
        found += [(path.name, text) for text in _texts(path) if _CYRILLIC.search(text)]
    assert found == []


def _texts(path: Path) -> list[str]:
    """The string constants of a module."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
