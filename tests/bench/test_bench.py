"""`make bench` measures and writes its pages; how fast anything is, no test says."""

import subprocess
import sys
from pathlib import Path

_PROJECT = Path(__file__).parents[2]


def test_a_measure_of_a_small_file_writes_its_table(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "bench",
        "reading",
        "--rows",
        "40",
        "--times",
        "1",
        "--into",
        str(tmp_path),
    ]
    ended = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    page = (tmp_path / "reading.md").read_text(encoding="utf-8")
    for said in (
        "| python-calamine alone |",
        "| csv alone |",
        "**together**",
        "lean pass",
        "40 rows, 16 columns",
    ):
        assert said in page
