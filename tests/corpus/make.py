"""All files of the corpus; python -m tests.corpus.make FOLDER writes them, to be looked at."""

import sys
from pathlib import Path

from tests.corpus import contents, damaged, days, formats, layouts, lights, sections
from tests.corpus.case import Case

CASES: list[Case] = [
    *formats.CASES,
    *layouts.CASES,
    *sections.CASES,
    *days.CASES,
    *contents.CASES,
    *lights.CASES,
    *damaged.CASES,
]


def main() -> None:
    """Write each file and a list of their traits."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.content)
    (folder / "traits.txt").write_text(
        "".join(f"{case.name}: {case.trait}\n" for case in CASES), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
