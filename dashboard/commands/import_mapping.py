"""What an import says of sheets whose headers are not ours: reading a mapping, writing what is proposed."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.commands.call import Call
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.access import guard
from data_access.access.roles import Person
from data_access.database import Database
from data_access.uploads.bring import Prepared
from data_access.uploads.columns import SHEETS
from data_access.uploads.foreign.mapping import FileMapping, MappingUnreadableError, mapping_from_json
from data_access.uploads.foreign.sheet_proposal import SheetProposal
from data_access.uploads.values.value import text_of


def add_mapping_options(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller say which column is which, be told what is proposed, and have the answer remembered."""
    parser.add_argument(
        "--map",
        metavar="FILE.json",
        type=lambda name: _mapping(words, name),
        help=words.gettext("which column is which in sheets whose headers are not ours"),
    )
    parser.add_argument(
        "--propose",
        metavar="OUT.json",
        type=Path,
        help=words.gettext("only write which column is most likely which, to be corrected for --map"),
    )
    parser.add_argument(
        "--remember",
        action="store_true",
        help=words.gettext("remember what --map says for the next file with the same headers"),
    )


def write_proposal(path: Path, words: Texts, prepared: Prepared) -> str:
    """Write how a file's sheets are most likely to be read; says so. Raises RefusedError when it cannot."""
    try:
        path.write_text(_proposal(prepared), encoding="utf-8")
    except OSError as error:
        raise RefusedError(words.gettext("The file {file} cannot be written.", file=path)) from error
    return words.gettext("Proposed mapping: {file}", file=path)


def mapping_in_words(words: Texts, prepared: Prepared) -> Iterator[str]:
    """A line for each sheet that must be mapped first, and how to do that; one for what was remembered."""
    for name in sorted(prepared.mapped.asked):
        yield words.gettext("{sheet}: its headers are not ours.", sheet=name or prepared.file_name)
    if prepared.needs_mapping:
        yield words.gettext(
            "Write what is proposed with --propose OUT.json, correct it, and give it with --map OUT.json."
        )
    for one in prepared.mapped.remembered:
        yield words.gettext(
            "The columns are read as {name} said on {day}.",
            name=one.saved_by,
            day=words.moment(one.saved_at, prepared.programme.time_zone),
        )


def mapping_in_json(prepared: Prepared) -> dict[str, Any]:
    """The parts of an answer as JSON that speak of mapping."""
    return {
        "needs_mapping": sorted(prepared.mapped.asked),
        "remembered": [one.mapping.sheet for one in prepared.mapped.remembered],
    }


def remember_mapping(call: Call, database: Database, person: Person, prepared: Prepared) -> None:
    """Remember the mapping that a file was read by."""
    guard.remember(person, database, prepared.programme.id, prepared.mapped, saved_at=call.now)


def _proposal(prepared: Prepared) -> str:
    """The proposed mapping as `mapping_from_json` reads it, with samples, and what may stand in it."""
    mapped = prepared.mapped
    mapping = FileMapping(
        sheets=tuple(one.mapping(mapped.names) for one in mapped.proposals),
        day_first=prepared.book.day_first,
    )
    told: dict[str, Any] = json.loads(mapping.to_json())
    for sheet, proposal in zip(told["sheets"], mapped.proposals, strict=True):
        for column, (samples, confidence) in zip(sheet["columns"], _seen(proposal), strict=True):
            column |= {"samples": samples, "confidence": confidence}
    told["attributes"] = {
        kind.value: [column.attribute for column in sheet.columns] for kind, sheet in SHEETS.items()
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _seen(proposal: SheetProposal) -> Iterator[tuple[list[str], float]]:
    for column in proposal.shown:
        yield [text_of(cell) for cell in column.samples], round(column.confidence, 2)


def _mapping(words: Texts, name: str) -> FileMapping:
    try:
        return mapping_from_json(Path(name).read_bytes())
    except OSError as error:
        raise argparse.ArgumentTypeError(
            words.gettext("the file {file} cannot be read", file=name)
        ) from error
    except MappingUnreadableError as error:
        raise argparse.ArgumentTypeError(
            words.gettext("{file} is no mapping ({places})", file=name, places="; ".join(error.places))
        ) from error
