"""Charts as they are sent: a drawing with its blanks filled in, and its data packed as Streamlit sends them."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.json
from streamlit.dataframe_util import convert_arrow_table_to_arrow_bytes

Row = Mapping[str, object]

_DRAWINGS = Path(__file__).parent / "drawings"
_BLANK = re.compile(r"\$([a-z_]+)")
_TYPES = {str: pyarrow.string(), bool: pyarrow.bool_(), int: pyarrow.int64(), float: pyarrow.float64()}


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
    # By way of JSON: what Arrow makes of objects of Python it makes with pandas (0.3 s and 45 MB).
    content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    columns = [(name, _TYPES[type(value)]) for name, value in rows[0].items()]
    table = pyarrow.json.read_json(
        pyarrow.BufferReader(content),
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(content) + 1),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=pyarrow.schema(columns)),
    )
    return convert_arrow_table_to_arrow_bytes(table)


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
