"""Every doubt has words that say what is odd, with the figures that it does not go with."""

import pytest

from dashboard.doubt_words import doubt_message
from dashboard.texts import texts
from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.words import LANGUAGES

# What was found and all that the codes' comments promise (see DoubtCode).
FOUND: dict[DoubtCode, tuple[str, dict[str, str]]] = {
    DoubtCode.TERM_BEFORE_START: ("2026-04-30", {"start": "2026-05-01"}),
    DoubtCode.FORECAST_BEFORE_START: ("2026-04-30", {"start": "2026-05-01"}),
    DoubtCode.DONE_IN_FUTURE: ("2026-04-30", {"as_at": "2026-04-01"}),
    DoubtCode.NOT_DONE: ("10000", {}),
    DoubtCode.DECLARED_DONE: ("done", {}),
    DoubtCode.DONE_BELOW_HUNDRED: ("8050", {"done_on": "2026-04-30"}),
    DoubtCode.PERCENT_WENT_DOWN: ("3000", {"before": "3500", "reported_on": "2026-04-30"}),
    DoubtCode.TERM_RESET: ("2026-06-30", {"before": "2026-05-31", "baseline": "2026-04-30", "resets": "2"}),
    DoubtCode.OWNER_RESPELLED: ("Мангыстау", {"like": "Маңғыстау"}),
    DoubtCode.DECLARED_GREEN: ("green", {"reason": "past_term", "days": "41"}),
    DoubtCode.AS_AT_OLDER: ("2026-04-30", {"newest": "2026-05-31", "count": "12"}),
    DoubtCode.MINISTRY_DIFFERS: ("MTS", {"before": "MIC"}),
    DoubtCode.CODE_LIKE_KNOWN: ("CON-1", {"like": "CON-01", "kind": "problem"}),
}


def doubt(code: DoubtCode, **params: str) -> Doubt:
    found, promised = FOUND[code]
    return Doubt(
        sheet="S", cell="A5", code=code, found=found, params={"column": "term", **promised, **params}
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DoubtCode)
def test_every_code_has_a_finished_sentence(code: DoubtCode, language: str) -> None:
    message = doubt_message(texts(language), doubt(code))
    assert message.endswith((".", "?"))
    assert not {"{", "}"} & set(message)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        (DoubtCode.TERM_BEFORE_START, ["30.04.2026", "01.05.2026"]),
        (DoubtCode.DONE_BELOW_HUNDRED, ["80.5%", "30.04.2026"]),
        (DoubtCode.PERCENT_WENT_DOWN, ["30%", "35%", "30.04.2026"]),
        (DoubtCode.TERM_RESET, ["30.06.2026", "31.05.2026", "30.04.2026", "2"]),
        (DoubtCode.OWNER_RESPELLED, ["“Мангыстау”", "“Маңғыстау”"]),
        (DoubtCode.DECLARED_GREEN, ["“Green”", "41 days over its term"]),
        (DoubtCode.AS_AT_OLDER, ["30.04.2026", "12 milestones", "31.05.2026"]),
        (DoubtCode.MINISTRY_DIFFERS, ["MIC", "MTS"]),
        (DoubtCode.CODE_LIKE_KNOWN, ["“CON-1”", "“CON-01”", "“Problems”"]),
    ],
)
def test_its_figures_are_told(code: DoubtCode, figures: list[str]) -> None:
    message = doubt_message(texts("en"), doubt(code))
    assert [figure for figure in figures if figure not in message] == []


def test_one_milestone_is_no_plural() -> None:
    assert "1 milestone has" in doubt_message(texts("en"), doubt(DoubtCode.AS_AT_OLDER, count="1"))
