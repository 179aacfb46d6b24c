"""From a code in a URL to the thing it means, codes of the past included."""

from sqlalchemy import select

from data_access.model import MODELS, Kind
from data_access.reads.reach import within_reach
from data_access.reads.snapshot import Reader, of_programme, true_at


def find(reader: Reader, kind: Kind, code: str) -> int | None:
    """The entity that `code` means at the view: its current code, else the last thing that bore it.

    None where nothing ever bore the code, or where what bore it is gone at the view or out of its scope.
    """
    model, view = MODELS[kind], reader.view
    is_seen = within_reach(kind, view)
    current = reader.connection.scalar(
        select(model.entity_id).where(of_programme(model, view), model.code == code, is_seen)
    )
    if current is not None:
        return current
    return reader.connection.scalar(
        select(model.entity_id)
        .where(
            model.programme_id == view.programme_id,
            model.code == code,
            model.from_change <= view.version,
            model.entity_id.in_(select(model.entity_id).where(true_at(model, view), is_seen)),
        )
        .order_by(model.from_change.desc())
        .limit(1)
    )
