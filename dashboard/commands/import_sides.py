"""What an import says of what others did meanwhile: its options, as lines, as JSON."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from dashboard.components.change_words import column_type, column_words, value_words
from dashboard.texts import Texts, _
from data_access.uploads.bring import Prepared
from data_access.uploads.choices import Side
from data_access.uploads.sides.base import UnknownBaseError
from data_access.uploads.sides.comparison import Clash, Conflict
from data_access.uploads.values.value import Value

_MOST_DIGITS = 9
_THINGS = {
    Clash.REMOVED: _("{code}: changed in the file, removed by {actor} ({moment})"),
    Clash.CHANGED: _("{code}: left out of the file, changed by {actor} ({moment})"),
}


def add_side_options(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller name the base, decide conflicts, and confirm removals."""
    parser.add_argument(
        "--base",
        metavar="VERSION",
        type=lambda text: _number(words, text),
        help=words.gettext(
            "the data version that the sender worked from; without it, the one that the file was made from, "
            "else the sender's last file"
        ),
    )
    deciding = parser.add_mutually_exclusive_group()
    deciding.add_argument(
        "--theirs",
        dest="side",
        action="store_const",
        const=Side.THEIRS,
        help=words.gettext("where others changed the same, take what the file says"),
    )
    deciding.add_argument(
        "--current",
        dest="side",
        action="store_const",
        const=Side.CURRENT,
        help=words.gettext("where others changed the same, leave what is there"),
    )
    parser.add_argument(
        "--confirm-removals",
        metavar="NUMBER",
        type=lambda text: _number(words, text),
        help=words.gettext("with --whole: how many things are to be removed"),
    )


def side_choices(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of `Choices` that these options fill."""
    return {
        "base": arguments.base,
        "decides_all": arguments.side,
        "confirmed_removals": arguments.confirm_removals,
    }


def unknown_base(words: Texts, error: UnknownBaseError) -> str:
    """Why a base was refused, and where to look."""
    return words.gettext(
        "There is no version {version} to compare with. “python -m dashboard history” lists the versions.",
        version=error.version,
    )


def sides_in_words(words: Texts, prepared: Prepared, time_zone: str) -> Iterator[str]:
    """A line for each conflict (≠), and what is to be done about those not decided and about removals."""
    comparison = prepared.comparison
    for conflict in comparison.conflicts:
        yield f"≠ {_conflict(words, conflict, time_zone)}{_decision(words, conflict)}"
    if comparison.undecided:
        yield words.ngettext(
            "{number} conflict is not decided. Take the file's value with --theirs, or leave what is there "
            "with --current.",
            "{number} conflicts are not decided. Take the file's values with --theirs, or leave what is "
            "there with --current.",
            len(comparison.undecided),
        )
    if not prepared.is_confirmed:
        count = len(comparison.removed)
        yield words.ngettext(
            "{number} thing would be removed. Confirm it with --confirm-removals {count}.",
            "{number} things would be removed. Confirm them with --confirm-removals {count}.",
            count,
            count=str(count),
        )


def sides_in_json(prepared: Prepared) -> dict[str, Any]:
    """The parts of an answer as JSON that speak of the base, of conflicts and of removals."""
    comparison = prepared.comparison
    return {
        "base": prepared.base.version,
        "conflicts": [_conflict_in_json(conflict) for conflict in comparison.conflicts],
        "removals": [{"kind": gone.kind.value, "code": gone.code} for gone in comparison.removed],
    }


def _conflict(words: Texts, conflict: Conflict, time_zone: str) -> str:
    values = {"code": conflict.code, "actor": "", "moment": ""}
    if conflict.changed_by is not None:
        values["actor"] = conflict.changed_by.actor
        values["moment"] = words.moment(conflict.changed_by.recorded_at, time_zone)
    if conflict.attribute is None:
        return words.gettext(_THINGS[conflict.clash], **values)
    kind = column_type(conflict.kind, conflict.attribute)
    values["attribute"] = column_words(words, conflict.kind, conflict.attribute)
    for name in ("base", "theirs", "current"):
        values[name] = value_words(words, kind, getattr(conflict, name))
    return words.gettext(
        "{code} {attribute}: {base}, in the file {theirs}, now {current} ({actor}, {moment})", **values
    )


def _decision(words: Texts, conflict: Conflict) -> str:
    if conflict.decision is None:
        return ""
    told = _("the file's is taken") if conflict.decision is Side.THEIRS else _("what is there stays")
    return f": {words.gettext(told)}"


def _conflict_in_json(conflict: Conflict) -> dict[str, Any]:
    author = conflict.changed_by
    return {
        "kind": conflict.kind.value,
        "code": conflict.code,
        "attribute": conflict.attribute,
        "clash": conflict.clash.value,
        "base": _plain(conflict.base),
        "theirs": _plain(conflict.theirs),
        "current": _plain(conflict.current),
        "change": author.change if author else None,
        "actor": author.actor if author else None,
        "recorded_at": author.recorded_at.isoformat() if author else None,
        "sheet": conflict.sheet,
        "cell": conflict.cell,
        "decision": conflict.decision.value if conflict.decision else None,
    }


def _plain(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _number(words: Texts, text: str) -> int:
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no number", text=text))
    return int(text)
