"""What a whole list leaves out may still be referred to by what stays."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from data_access.model import MODELS, Kind
from data_access.reads.snapshot import Reader
from data_access.uploads.check import Checked
from data_access.uploads.columns import SHEETS
from data_access.uploads.compare import Comparison
from data_access.uploads.fault import Fault, FaultCode
from data_access.uploads.known import Known

_CHUNK = 5000


def faults_of_removals(
    reader: Reader, checked: Checked, known: Known, comparison: Comparison
) -> Iterator[Fault]:
    """A fault for each thing that would be removed while something that stays refers to it."""
    removed: dict[Kind, dict[str, int]] = {}
    for gone in comparison.removed:
        entity_id = known.listed[gone.kind][gone.code].entity_id
        removed.setdefault(gone.kind, {})[gone.code] = entity_id
    for kind, ids in removed.items():
        sheet = next(sheet.name for sheet in checked.sheets if sheet.kind is kind)
        users: dict[str, tuple[Kind, str]] = {}
        for user_kind, attribute in _referring(kind):
            told = _told(checked, user_kind, attribute)
            for user, code in _stored(reader, user_kind, attribute, ids):
                if user not in told and user not in removed.get(user_kind, {}):
                    users.setdefault(code, (user_kind, user))
            for user, code in told.items():
                if code in ids:
                    users.setdefault(str(code), (user_kind, user))
        for code, (user_kind, user) in sorted(users.items()):
            yield Fault(
                sheet=sheet,
                cell="",
                code=FaultCode.STILL_USED,
                found=code,
                params={"kind": kind, "by_kind": user_kind, "by": user},
            )


def _referring(kind: Kind) -> Iterator[tuple[Kind, str]]:
    """The kinds and their columns that hold references to a kind."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.refers_to is kind and hasattr(MODELS[sheet.kind], column.attribute):
                yield sheet.kind, column.attribute


def _told(checked: Checked, kind: Kind, attribute: str) -> dict[str, Any]:
    """What the file says of an attribute, by the code of the thing that has it."""
    told: dict[str, Any] = {}
    for sheet in checked.sheets:
        if sheet.kind is kind and attribute in sheet.attributes:
            code, at = sheet.attributes.index("code"), sheet.attributes.index(attribute)
            told |= {str(values[code]): values[at] for values in sheet.values}
    return told


def _stored(reader: Reader, kind: Kind, attribute: str, ids: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The things of a kind that now refer to any of `ids`, each with the code that it refers to."""
    model: Any = MODELS[kind]
    codes = {entity_id: code for code, entity_id in ids.items()}
    wanted = sorted(codes)
    for place in range(0, len(wanted), _CHUNK):
        statement = select(model.code, getattr(model, attribute)).where(
            getattr(model, attribute).in_(wanted[place : place + _CHUNK]), model.to_change.is_(None)
        )
        for user, entity_id in reader.connection.execute(statement):
            yield user, codes[entity_id]
