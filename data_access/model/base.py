"""What all tables share: the naming of constraints, the columns of a version row, three-language names."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

# SQLite numbers rows by itself only in a column declared INTEGER; PostgreSQL gets 64 bits.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware of it on both engines (SQLite keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware datetime into UTC; a naive one is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """The metadata of all tables; names of constraints are the same on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {int: RowNumber, str: Text(), datetime: Moment()}


class Names:
    """A name in Kazakh, Russian and English; an empty one falls back to another (see `data_access.words`)."""

    name_kk: Mapped[str] = mapped_column(default="")
    name_ru: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")


class VersionRow:
    """One state of one thing, true from change `from_change` until change `to_change` (null: still true).

    The state at version v is the row with `from_change <= v and (to_change is null or to_change > v)`.
    `source_sheet` and `source_row` say where in the upload of `from_change` the row stood; the column
    comes from that upload's map of columns, so that a value leads back to its cell.
    """

    __tablename__: str

    id: Mapped[int] = mapped_column(primary_key=True)
    from_change: Mapped[int] = mapped_column(ForeignKey("change.id"))
    to_change: Mapped[int | None] = mapped_column(ForeignKey("change.id"))
    source_sheet: Mapped[str | None]
    source_row: Mapped[int | None]


class Coded(VersionRow):
    """A version row of a thing that has a permanent identity and a code, its alias, unique in a programme."""

    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    code: Mapped[str] = mapped_column(String(200))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        """One current row a thing, one thing a current code; and a way to each thing's past."""
        name = cls.__tablename__
        current, ended = text("to_change IS NULL"), text("to_change IS NOT NULL")
        return (
            Index(
                f"uq_{name}_current",
                "entity_id",
                unique=True,
                sqlite_where=current,
                postgresql_where=current,
            ),
            Index(
                f"uq_{name}_code",
                "programme_id",
                "code",
                unique=True,
                sqlite_where=current,
                postgresql_where=current,
            ),
            Index(f"ix_{name}_history", "entity_id", "from_change"),
            Index(f"ix_{name}_from_change", "from_change"),
            Index(
                f"ix_{name}_to_change",
                "to_change",
                sqlite_where=ended,
                postgresql_where=ended,
            ),
        )
