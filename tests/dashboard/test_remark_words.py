"""Every remark has words that name its places."""

import pytest

from dashboard.remark_words import REMARK_WORDS, remark_message
from dashboard.texts import texts
from data_access.uploads.files.grid import RowRole
from data_access.uploads.files.remarks import Remark, RemarkCode
from data_access.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", RemarkCode)
def test_every_remark_is_a_finished_sentence(code: RemarkCode, language: str) -> None:
    message = remark_message(texts(language), Remark(sheet="S", code=code, places=("17", "23")))
    assert message.endswith(".")
    assert ("17, 23" in message) == ("{places}" in REMARK_WORDS[code])


def test_many_places_are_cut() -> None:
    places = tuple(map(str, range(1000)))
    assert len(remark_message(texts("en"), Remark(sheet="S", code=RemarkCode.SECTION, places=places))) < 150


def test_every_row_that_is_left_out_can_be_told() -> None:
    assert {role.value for role in RowRole} <= {code.value for code in RemarkCode}
