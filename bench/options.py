"""How large and how long a measure is; what is None, each measure knows best itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    rows: int | None = None
    times: int | None = None
    viewers: tuple[int, ...] | None = None
    seconds: float | None = None
    reruns: int | None = None
