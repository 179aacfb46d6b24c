"""What an upload said, thing by thing, for the comparison with its sender's next file; not versioned."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base


class Edition(Base):
    """The things of an upload as they were applied from it; written once, with its change.

    `made_from`: the data version that the file itself says it was made from. `kept`: the cells whose
    values did not go in because others' values stay, {sheet: {attribute: [rows]}}. `things`: see
    `uploads.editions`.
    """

    __tablename__ = "edition"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True, autoincrement=False)
    made_from: Mapped[int | None]
    kept: Mapped[dict[str, Any]] = mapped_column(JSON)
    things: Mapped[bytes] = mapped_column(LargeBinary)
