"""The kinds of values in a back-up: how each is written as JSON, and read back exactly as it was."""

import enum
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    cast,
)
from sqlalchemy.types import TypeEngine

from data_access.model.base import Moment, RowNumber


class ValueKind(enum.StrEnum):
    """What a column of a back-up holds; `null` stands for NULL in all of them."""

    INTEGER = "integer"
    BOOLEAN = "boolean"
    TEXT = "text"
    DATE = "date"  # 2024-05-20
    MOMENT = "moment"  # 2024-05-20T06:00:00.000001+00:00
    BYTES = "bytes"  # in base 64
    JSON = "json"  # the JSON as a text, for its own null is not NULL


class _JsonText(TypeDecorator[str]):
    """A column of JSON, written and read as the text that it is."""

    impl = JSON
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Give the text to the database as it is."""


_OF_TYPE: tuple[tuple[type[TypeEngine[Any]], ValueKind], ...] = (
    (Moment, ValueKind.MOMENT),
    (Boolean, ValueKind.BOOLEAN),
    (Integer, ValueKind.INTEGER),
    (Date, ValueKind.DATE),
    (LargeBinary, ValueKind.BYTES),
    (JSON, ValueKind.JSON),
    (String, ValueKind.TEXT),
)
_COLUMN_TYPES: dict[ValueKind, TypeEngine[Any]] = {
    ValueKind.INTEGER: RowNumber,
    ValueKind.BOOLEAN: Boolean(),
    ValueKind.TEXT: Text(),
    ValueKind.DATE: Date(),
    ValueKind.MOMENT: Moment(),
    ValueKind.BYTES: LargeBinary(),
    ValueKind.JSON: _JsonText(),
}
_WRITTEN: dict[ValueKind, Callable[[Any], str]] = {
    ValueKind.DATE: date.isoformat,
    ValueKind.MOMENT: datetime.isoformat,
    ValueKind.BYTES: lambda value: b64encode(value).decode("ascii"),
}
_READ: dict[ValueKind, Callable[[str], Any]] = {
    ValueKind.DATE: date.fromisoformat,
    ValueKind.MOMENT: datetime.fromisoformat,
    ValueKind.BYTES: lambda text: b64decode(text, validate=True),
}


def kind_of(column: Column[Any]) -> ValueKind:
    """The kind of a column of ours; raises TypeError for a type that back-ups do not know yet."""
    for known, kind in _OF_TYPE:
        if isinstance(column.type, known):
            return kind
    raise TypeError(f"Back-ups cannot hold {column}: {column.type!r}")


def column_type(kind: ValueKind) -> TypeEngine[Any]:
    """The type under which values of a kind are put into a table."""
    return _COLUMN_TYPES[kind]


def selected(column: Column[Any]) -> ColumnElement[Any]:
    """A column as it is read for a back-up."""
    return cast(column, Text).label(column.name) if kind_of(column) is ValueKind.JSON else column


def written(kind: ValueKind, value: Any) -> Any:
    """A value of a row as JSON takes it."""
    return _WRITTEN[kind](value) if value is not None and kind in _WRITTEN else value


def read(kind: ValueKind, value: Any) -> Any:
    """The value of a row that was written so; raises ValueError or TypeError for another."""
    return _READ[kind](value) if value is not None and kind in _READ else value
