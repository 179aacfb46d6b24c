"""How large and how long a measure is; what is None, each measure knows best itself."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    rows: int | None = None
    times: int | None = None
    viewers: tuple[int, ...] | None = None
    seconds: float | None = None
    reruns: int | None = None
    engines: tuple[str, ...] | None = None

    def or_else(self, other: "Options") -> "Options":
        """These options, and another's for what is not said."""
        said = {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}
        return replace(other, **said)


_ON_SQLITE = ("sqlite",)
SHORT = {
    "pages": Options(rows=2_000, times=1, viewers=(2,), seconds=0.2),
    "browsing": Options(rows=2_000, times=1),
    "growth": Options(rows=20_000, times=1, viewers=(2,), seconds=0.2),
    "first-look": Options(rows=2_000, times=1, viewers=(2,)),
    "importing": Options(rows=2_000, times=1),
    "reading": Options(rows=2_000, times=1),
    "memory": Options(rows=2_000, viewers=(3,), reruns=60),
    "start": Options(rows=2_000, times=1),
    "replicas": Options(rows=2_000, times=1, viewers=(4,), seconds=0.5),
    "meeting": Options(rows=2_000, viewers=(3,), seconds=16.0, engines=_ON_SQLITE),
}
"""By measure: the short form, which only shows that it runs."""
