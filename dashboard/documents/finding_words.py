"""What a workbook with marked faults and doubts says to its reader."""

from dashboard.doubt_words import doubt_found, doubt_message
from dashboard.fault_words import fault_message, proposal_words, shortened
from dashboard.texts import Texts
from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.fault import Fault
from data_access.uploads.columns import FINDINGS
from data_access.uploads.workbooks.findings import FindingWords


def finding_words(texts: Texts) -> FindingWords:
    """The words of a marked workbook in a language."""
    return FindingWords(
        title=texts.spoken(FINDINGS),
        headings=(
            texts.gettext("Sort"),
            texts.gettext("Sheet"),
            texts.gettext("Cell"),
            texts.gettext("Found"),
            texts.gettext("What is wrong or odd"),
            texts.gettext("Proposal"),
        ),
        fault=texts.gettext("Fault"),
        doubt=texts.gettext("Doubt"),
        fault_message=lambda fault: fault_message(texts, fault),
        doubt_message=lambda doubt: doubt_message(texts, doubt),
        found=lambda found: _found(texts, found),
        proposal=lambda proposal: proposal_words(texts, proposal),
        replaced=texts.gettext("Put in by your choice, in place of what the file said."),
        left_out=lambda number: texts.ngettext(
            "{number} more is not listed here; its cell is coloured.",
            "{number} more are not listed here; their cells are coloured.",
            number,
        ),
    )


def _found(texts: Texts, found: Fault | Doubt) -> str:
    return doubt_found(texts, found) if isinstance(found, Doubt) else shortened(found.found)
