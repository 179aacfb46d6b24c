"""A kept chart has its data packed once: the same rows, in the form in which they are sent."""

from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from dashboard.charts.packed import packed

ROWS = [{"code": "A-1", "slip": 3}, {"code": "A-2", "slip": 0}]


def test_packed_data_say_the_same() -> None:
    specification = {"mark": "bar", "datasets": {"rows": ROWS}}
    ready = packed(specification)
    assert convert_arrow_bytes_to_pandas_df(ready["datasets"]["rows"]).to_dict("records") == ROWS
    assert ready["mark"] == "bar"
    assert specification["datasets"] == {"rows": ROWS}, "what was given stays as it was"


def test_a_chart_without_data_of_its_own_stays_one() -> None:
    assert packed({"mark": "bar"})["datasets"] == {}
