"""Charts as they are sent: a drawing with its blanks filled in, and its data packed as Streamlit sends them."""

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow
from streamlit.dataframe_util import convert_arrow_table_to_arrow_bytes

Row = Mapping[str, object]

_DRAWINGS = Path(__file__).parent / "drawings"
_BLANK = re.compile(r"\$([a-z_]+)")


def path_of(name: str) -> Path:
    """Where the specification of a drawing lies."""
    return _DRAWINGS / f"{name}.json"


def filled_in(name: str, values: Mapping[str, object], data: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The specification of a chart.

    A blank is written $name. One that is a whole text becomes its value, in a list all items of a value that is
    a list; within an expression it becomes its value in JSON. `data`: rows by the blank that names them, one
    at least; all rows of one have the same keys with values of the same types.
    """
    packed = {blank: _packed(rows) for blank, rows in data.items()}
    # Named after their content: with other data it is another chart, which the browser draws anew.
    names = {blank: f"{blank}-{sha256(content).hexdigest()[:16]}" for blank, content in packed.items()}
    specification: dict[str, Any] = _with_values(_drawing(name), {**values, **names})
    return {**specification, "datasets": {names[blank]: content for blank, content in packed.items()}}


@lru_cache
def _drawing(name: str) -> Any:
    return json.loads(path_of(name).read_text(encoding="utf-8"))


def _packed(rows: Sequence[Row]) -> bytes:
    """Rows as Arrow's bytes, which Streamlit passes on as they are."""
    columns = {name: _column([row[name] for row in rows]) for name in rows[0]}
    table = pyarrow.Table.from_arrays(list(columns.values()), names=list(columns))
    return convert_arrow_table_to_arrow_bytes(table)


def _column(values: Sequence[Any]) -> pyarrow.Array:
    """Values of one type as Arrow lays them out in memory.

    What Arrow makes of lists it makes with pandas (0.3 s and 45 MB to import).
    Source: the Arrow columnar format, "Physical memory layout".
    """
    kind = type(values[0])
    if kind is str:
        texts = [value.encode() for value in values]
        ends = array("i", accumulate(map(len, texts), initial=0))
        return _array(pyarrow.string(), len(values), ends, b"".join(texts))
    if kind is bool:
        bits = sum(value << place for place, value in enumerate(values))
        return _array(pyarrow.bool_(), len(values), bits.to_bytes(-(-len(values) // 8), "little"))
    if kind is int:
        return _array(pyarrow.int64(), len(values), array("q", values))
    return _array(pyarrow.float64(), len(values), array("d", values))


def _array(kind: pyarrow.DataType, length: int, *parts: "bytes | array[int] | array[float]") -> pyarrow.Array:
    """An array without gaps."""
    return pyarrow.Array.from_buffers(kind, length, [None, *map(pyarrow.py_buffer, parts)])


def _with_values(part: Any, values: Mapping[str, object]) -> Any:
    if isinstance(part, dict):
        return {key: _with_values(one, values) for key, one in part.items()}
    if isinstance(part, list):
        return [item for one in part for item in _items(one, values)]
    if not isinstance(part, str):
        return part
    whole = _BLANK.fullmatch(part)
    if whole:
        return values[whole[1]]
    return _BLANK.sub(lambda blank: json.dumps(values[blank[1]], ensure_ascii=False), part)


def _items(one: Any, values: Mapping[str, object]) -> list[Any]:
    """What an item of a list becomes."""
    value = _with_values(one, values)
    return value if isinstance(one, str) and isinstance(value, list) else [value]
