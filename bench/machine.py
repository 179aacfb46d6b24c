"""What a measure ran on: without it no figure says anything."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def described(libraries: Iterable[str]) -> str:
    """The machine, Python and these libraries as a list in Markdown."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return "\n".join(
        (
            f"- {_processor()}, {os.cpu_count()} cores, {platform.system()}",
            f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
            f"- {versions}",
        )
    )


def load() -> str:
    """How many processes wanted a core in the last minute, on average; above the number of cores they wait."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    """The processor's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
