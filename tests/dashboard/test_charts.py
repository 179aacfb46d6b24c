"""Charts: the drawings are those of Altair, and filled in they are valid, say the data, and have no blank left."""

import json
from datetime import date
from typing import Any

import altair as alt
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.charts.drawings.written import contents
from dashboard.charts.filled_in import filled_in, path_of
from dashboard.charts.timeline import SELECTION, timeline
from dashboard.charts.trend import trend
from dashboard.texts import texts
from data_access.reads.milestones import MilestoneState
from data_access.roll_up import Counts
from data_access.traffic_light import Light, Reason, Verdict
from data_access.words import LANGUAGES, Words

DAY = date(2026, 11, 21)
MONTHS = [("Oct", Counts(red=1, green=30)), ("Nov", Counts()), ("now", Counts(amber=2, grey=1, done=3))]


def _milestone(code: str, name: str = "Lay the pipe", **known: Any) -> MilestoneState:
    words = Words(name, name, name)
    fields: dict[str, Any] = {
        "id": 1,
        "code": code,
        "name": words,
        "problem_id": 2,
        "problem_code": "CON-01",
        "field_id": 3,
        "team_id": None,
        "team": words,
        "ministry": words,
        "owner": "",
        "start": date(2026, 1, 1),
        "term": date(2026, 12, 1),
        "baseline": date(2026, 12, 1),
        "resets": 0,
        "reported_on": None,
        "forecast": None,
        "done_on": None,
        "progress": None,
        "declared": None,
        "note": "",
        "verdict": Verdict(Light.GREEN, Reason.ON_TRACK),
    }
    return MilestoneState(**{**fields, **known})


MILESTONES = (
    _milestone("A-1", forecast=date(2027, 1, 10), verdict=Verdict(Light.RED, Reason.FORECAST_FAR_BEHIND)),
    _milestone(
        "A-2", start=None, done_on=date(2026, 11, 1), verdict=Verdict(Light.DONE, Reason.DONE_ON_TIME)
    ),
    _milestone("A-3", name='A "name" with \\ and $last and ' + "many words " * 20),
)


def _rows(chart: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    [content] = [content for name, content in chart["datasets"].items() if name.startswith(f"{kind}-")]
    rows: list[dict[str, Any]] = pyarrow.ipc.open_stream(content).read_all().to_pylist()
    return rows


def _check(chart: dict[str, Any]) -> None:
    """Raise a fault unless Vega-Lite allows it."""
    alt.LayerChart.from_dict({name: part for name, part in chart.items() if name != "datasets"})


@pytest.mark.parametrize("name", ["timeline", "trend"])
def test_drawings_are_as_altair_draws_them(name: str) -> None:
    """After a change: python -m dashboard.charts.drawings."""
    assert path_of(name).read_text(encoding="utf-8") == contents()[name]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 3])
def test_a_timeline_is_valid(language: str, number: int) -> None:
    chart = timeline(MILESTONES[:number], DAY, texts(language))
    _check(chart)
    assert [one["name"] for one in chart["params"]] == [SELECTION]
    chart["layer"][0]["encoding"]["x"]["scale"]["domain"] = "first"
    with pytest.raises(Exception, match="'first' is not of type 'array'"):
        _check(chart)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trend_is_valid(language: str) -> None:
    chart = trend(MONTHS, texts(language))
    _check(chart)
    assert chart["layer"][0]["encoding"]["x"]["sort"] == ["Oct", "Nov", "now"]


def test_a_timeline_says_its_milestones() -> None:
    chart = timeline(MILESTONES, DAY, texts("en"))
    rows = _rows(chart, "rows")
    assert [(row["code"], row["slip"], row["done"]) for row in rows] == [
        ("A-1", "+40 days", False),
        ("A-2", "", True),
        ("A-3", "", False),
    ]
    assert rows[0]["end"] == "2027-01-10T00:00:00"
    assert _rows(chart, "today") == [{"day": "2026-11-21T00:00:00", "word": "today"}]
    names = chart["layer"][0]["encoding"]["y"]["axis"]["labelExpr"].removesuffix(")[datum.value]")[1:]
    lines = json.loads(names)["A-3"]
    assert " ".join(lines).startswith('A "name" with \\ and $last and many words')
    assert chart["height"]["step"] > 20 * len(lines), "the row has room for all lines of a name"


def test_a_trend_says_its_counts() -> None:
    rows = _rows(trend(MONTHS, texts("en")), "rows")
    reds = [row for row in rows if row["light"] == "red"]
    assert [(row["month"], row["word"], row["number"]) for row in reds] == [
        ("Oct", "Red", 1),
        ("Nov", "Red", 0),
        ("now", "Red", 0),
    ]
    assert (reds[0]["low"], reds[0]["high"]) == (30, 31)


def test_other_data_make_another_chart_and_the_same_the_same() -> None:
    """The browser takes a chart of the same specification for the one that it shows."""
    first, again = (timeline(MILESTONES, DAY, texts("en")) for _ in range(2))
    other = timeline(
        (_milestone("A-1", name="Lay the pipe", declared=Light.RED), *MILESTONES[1:]), DAY, texts("en")
    )
    assert first == again
    assert first["layer"][0]["data"] != other["layer"][0]["data"]


_VALUES = some.fixed_dictionaries(
    {
        "text": some.text(),
        "whole": some.integers(-(2**63), 2**63 - 1),
        "part": some.floats(allow_nan=False),
        "truth": some.booleans(),
    }
)


@given(some.lists(_VALUES, min_size=1))
def test_whatever_is_packed_comes_out_as_it_was(rows: list[dict[str, Any]]) -> None:
    blanks: dict[str, object] = {"words": [], "months": [], "tallest": 1, "least": 1}
    assert _rows(filled_in("trend", blanks, {"rows": rows}), "rows") == rows


def test_a_blank_without_a_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        filled_in("trend", {}, {"rows": [{"month": "Oct"}]})
