"""What an import says of faults, doubts and rows held back: as lines, as JSON, as a marked workbook."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.commands.call import workbook_path
from dashboard.documents.finding_words import finding_words
from dashboard.doubt_words import doubt_message
from dashboard.fault_words import fault_message, proposal_words
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.uploads.bring import Prepared
from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.fault import Fault
from data_access.uploads.workbooks.marked import marked_workbook
from data_access.uploads.workbooks.returned import returned_workbook


def add_options(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller have the faults marked, and the good rows applied."""
    parser.add_argument(
        "--faults",
        metavar="OUT.xlsx",
        type=lambda name: workbook_path(words, name),
        help=words.gettext(
            "write the file with its faults and doubts marked, as a workbook; with --accept-good: the rows "
            "that are held back"
        ),
    )
    parser.add_argument(
        "--accept-good",
        action="store_true",
        help=words.gettext("apply the rows without faults, hold back the others"),
    )


def findings_in_words(words: Texts, prepared: Prepared) -> Iterator[str]:
    """A line for each fault and doubt (!), with its place, and what the faults mean for the file."""
    for fault in prepared.faults_told:
        yield f"{_place(prepared, fault)}: {fault_message(words, fault)}{_proposal(words, fault)}"
    for doubt in prepared.doubts:
        yield f"! {_place(prepared, doubt)}: {doubt_message(words, doubt)}{_proposal(words, doubt)}"
    if prepared.is_refused and prepared.faults:
        yield words.ngettext(
            "{number} fault: nothing can be applied.",
            "{number} faults: nothing can be applied.",
            len(prepared.faults_told),
        )
    elif _is_rest_applied(prepared):
        yield words.ngettext(
            "{number} row is held back.", "{number} rows are held back.", prepared.held_back.count
        )


def findings_in_json(words: Texts, prepared: Prepared) -> dict[str, Any]:
    """The parts of an answer as JSON that speak of faults, doubts and rows held back."""
    return {
        "faults": [
            {**_located(fault), "message": fault_message(words, fault), "proposal": fault.proposal}
            for fault in prepared.faults_told
        ],
        "doubts": [
            {**_located(doubt), "message": doubt_message(words, doubt), "proposal": doubt.proposal}
            for doubt in prepared.doubts
        ],
        "held_back": prepared.held_back.count if _is_rest_applied(prepared) else 0,
    }


def write_findings(path: Path, words: Texts, prepared: Prepared) -> str | None:
    """Write the marked workbook, or the rows held back; says so, or None where there is nothing to mark.

    Raises RefusedError when the file cannot be written.
    """
    if _is_rest_applied(prepared):
        content, said = (
            returned_workbook(prepared, finding_words(words)),
            words.gettext("Rows held back: {file}"),
        )
    elif prepared.faults or prepared.doubts:
        content, said = (
            marked_workbook(prepared, finding_words(words)),
            words.gettext("Marked workbook: {file}"),
        )
    else:
        return None
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RefusedError(words.gettext("The file {file} cannot be written.", file=path)) from error
    return said.format(file=path)


def _is_rest_applied(prepared: Prepared) -> bool:
    """Whether rows are held back while the others go in."""
    is_held_up = prepared.is_refused or prepared.waits_for_sender
    return not is_held_up and prepared.held_back.count > 0


def _located(one: Fault | Doubt) -> dict[str, str]:
    return {"sheet": one.sheet, "cell": one.cell, "code": one.code.value}


def _place(prepared: Prepared, one: Fault | Doubt) -> str:
    return "!".join(part for part in (one.sheet, one.cell) if part) or prepared.file_name


def _proposal(words: Texts, one: Fault | Doubt) -> str:
    return f" {proposal_words(words, one.proposal)}" if one.proposal is not None else ""
