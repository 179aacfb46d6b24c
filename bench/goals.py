"""The goals that the product sets itself, each with the figure that was measured beside it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from vl_convert import vegalite_to_svg

from bench.timing import table

_FAR = 10.0
_MET, _MISSED, _LINE = "#3F7F5F", "#B3402E", "#14202B"
_AXIS = "part of the goal (left of the line: met)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What was measured, the figure, and what it should be: at most, or where `at_least`, at least."""

    what: str
    figure: float
    goal: float
    unit: str = ""
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps to the goal."""
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal

    @property
    def part(self) -> float:
        """How far the figure is from the goal, the same way round for all: up to 1 is met.

        Where the goal is nothing at all there are no parts of it: 1 or far away.
        """
        if not self.goal:
            return 1.0 if self.is_met else _FAR
        return self.goal / self.figure if self.at_least else self.figure / self.goal


@dataclass(frozen=True, slots=True)
class Result:
    """What a measure found: its page in Markdown, and its goals."""

    page: str
    goals: tuple[Goal, ...]


def keep(folder: Path, name: str, result: Result) -> None:
    """Write a measure's page and goals, and the table and the picture of all goals that are kept there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(result.page, encoding="utf-8")
    goals = [asdict(one) for one in result.goals]
    (folder / f"{name}.json").write_text(json.dumps(goals, indent=1) + "\n", encoding="utf-8")
    kept = {
        path.stem: [Goal(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
        for path in sorted(folder.glob("*.json"))
    }
    (folder / "README.md").write_text(_page(kept), encoding="utf-8")
    picture = _picture(goal for goals in kept.values() for goal in goals)
    (folder / "goals.svg").write_text(picture, encoding="utf-8")


def _page(kept: Mapping[str, Iterable[Goal]]) -> str:
    rows = [
        (
            f"[{name}]({name}.md): {one.what}",
            f"{_said(one.figure)} {one.unit}".strip(),
            f"{'at least' if one.at_least else 'at most'} {_said(one.goal)} {one.unit}".strip(),
            "met" if one.is_met else "**missed**",
        )
        for name, goals in kept.items()
        for one in goals
    ]
    return f"{_INTRODUCTION}\n\n{table(('what', 'measured', 'goal', ''), rows)}\n\n![The goals](goals.svg)\n"


def _picture(goals: Iterable[Goal]) -> str:
    """Each figure as a part of its goal as SVG, on a scale where twice and half are as far from it."""
    points = [{"what": one.what, "part": one.part, "is_met": one.is_met} for one in goals]
    by_met = {"field": "is_met", "type": "nominal", "legend": None}
    marks = {
        "data": {"values": points},
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {
            "x": {"field": "part", "type": "quantitative", "scale": {"type": "log"}, "title": _AXIS},
            "y": {
                "field": "what",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 520, "grid": True},
            },
            "color": {**by_met, "scale": {"domain": [True, False], "range": [_MET, _MISSED]}},
            "shape": {**by_met, "scale": {"domain": [True, False], "range": ["circle", "diamond"]}},
        },
    }
    line = {
        "data": {"values": [{"part": 1}]},
        "mark": {"type": "rule", "color": _LINE},
        "encoding": {"x": {"field": "part", "type": "quantitative"}},
    }
    return vegalite_to_svg({"width": 480, "layer": [line, marks], "background": "white"})


def _said(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.2f}"


_INTRODUCTION = """# The goals and what was measured

Written by `make bench`: each measure has its page, which says what it did, on what and under which load. The
picture shows each figure as a part of its goal; diamonds missed it
([why they did](../README.md#goals-that-are-missed-and-why))."""
