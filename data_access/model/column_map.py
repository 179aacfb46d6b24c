"""Remembered maps of foreign sheets: not versioned, for they say how to read and not what is true."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base


class ColumnMap(Base):
    """How a ministry's (or, where no ministry is known, a sender's) sheets with certain headers are read.

    `signature`: see `uploads.mapping.signature_of`. `sheet`: the name of the sheet, made plain: two sheets
    of one workbook may have the same headers. `mapping`: a `SheetMapping` as JSON.
    """

    __tablename__ = "column_map"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    ministry_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    sender: Mapped[str]
    signature: Mapped[str] = mapped_column(String(32))
    sheet: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "uq_column_map_ministry",
            "programme_id",
            "signature",
            "ministry_id",
            "sheet",
            unique=True,
            sqlite_where=text("ministry_id IS NOT NULL"),
            postgresql_where=text("ministry_id IS NOT NULL"),
        ),
        Index(
            "uq_column_map_sender",
            "programme_id",
            "signature",
            "sender",
            "sheet",
            unique=True,
            sqlite_where=text("ministry_id IS NULL"),
            postgresql_where=text("ministry_id IS NULL"),
        ),
    )
