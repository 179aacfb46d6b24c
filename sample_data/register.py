"""The register: everything of the first edition but the milestones."""

from dataclasses import dataclass

from data_access.model import Kind
from data_access.words import LANGUAGES, Words
from sample_data.people import members, people
from sample_data.plan import PROJECT_TEAMS
from sample_data.subjects import Subject, fields, ministries, problems, teams

Row = dict[str, str | int | None]
"""Values by attribute; a day is counted from the day of loading, a percentage is in whole percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet: what its rows are, the attributes that it has columns for, and the rows."""

    kind: Kind
    attributes: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, kind: Kind, attributes: tuple[str, ...], rows: list[Row]) -> "SheetRows":
        """A sheet of these rows."""
        return cls(kind=kind, attributes=attributes, rows=tuple(rows))


def names_of(name: Words) -> Row:
    """A name in three columns."""
    return {f"name_{language}": getattr(name, language) for language in LANGUAGES}


def register() -> list[SheetRows]:
    """Everything but the milestones, as the programme began."""
    names = tuple(f"name_{language}" for language in LANGUAGES)
    return [
        SheetRows.of(Kind.MINISTRY, ("code", *names), [_named(one) for one in ministries()]),
        SheetRows.of(
            Kind.FIELD,
            ("code", *names, "ministry_id", "position"),
            [
                {**_named(one), "ministry_id": one.parent, "position": place}
                for place, one in enumerate(fields(), start=1)
            ],
        ),
        SheetRows.of(
            Kind.TEAM,
            ("code", *names, "field_id"),
            [{**_named(one), "field_id": one.parent} for one in teams()],
        ),
        SheetRows.of(
            Kind.PERSON,
            ("code", *names),
            [{"code": code, **names_of(name)} for code, name in people().items()],
        ),
        SheetRows.of(
            Kind.MEMBERSHIP,
            ("code", "person_id", "team_id", "role"),
            [
                {"code": one.code, "person_id": one.person, "team_id": one.team, "role": one.role}
                for one in members()
            ],
        ),
        SheetRows.of(
            Kind.PROBLEM,
            ("code", *names, "field_id", "team_id"),
            [
                {
                    **_named(one),
                    "field_id": one.field,
                    "team_id": PROJECT_TEAMS.get(one.code, f"T-{one.field}"),
                }
                for one in problems()
            ],
        ),
    ]


def _named(subject: Subject) -> Row:
    return {"code": subject.code, **names_of(subject.name)}
