"""The version of the product, as pyproject.toml states it."""

import tomllib
from functools import lru_cache

from dashboard.settings import PROJECT


@lru_cache(maxsize=1)
def version() -> str:
    """The version, such as 0.1.0."""
    stated = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(stated["project"]["version"])
