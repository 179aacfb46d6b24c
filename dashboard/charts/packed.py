"""Charts that are kept: their data packed as Streamlit sends them, once and not for each viewer."""

from typing import Any

from streamlit.dataframe_util import convert_anything_to_arrow_bytes


def packed(specification: dict[str, Any]) -> dict[str, Any]:
    """The same specification with its named datasets as Arrow bytes, which Streamlit passes on as they are."""
    datasets = specification.get("datasets", {})
    return {
        **specification,
        "datasets": {name: convert_anything_to_arrow_bytes(rows) for name, rows in datasets.items()},
    }
