"""Plain words for the marked workbooks of the tests."""

from data_access.uploads.workbooks.findings import FindingWords

WORDS = FindingWords(
    title="Faults and doubts",
    headings=("Sort", "Sheet", "Cell", "Found", "What", "Proposal"),
    fault="Fault",
    doubt="Doubt",
    fault_message=lambda fault: fault.code.value,
    doubt_message=lambda doubt: doubt.code.value,
    found=lambda found: found.found,
    proposal=lambda proposal: f"Rather {proposal}",
    replaced="Replaced",
    left_out=lambda number: f"{number} more",
)
