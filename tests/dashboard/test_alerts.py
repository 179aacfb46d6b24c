"""The sample of alerts asks for figures that /metrics really has, in the shape that Prometheus reads."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.dashboard.processes import serving
from tests.e2e.site import PROJECT

ALERTS = PROJECT / "deploy" / "alerts.yml"
WANTED = {
    "DashboardReplicaDown",
    "DashboardDatabaseErrors",
    "DashboardDiskAlmostFull",
    "DashboardNobodyReported",
}
_DURATION = re.compile(r"\d+[smhd]")
_METRIC = re.compile(r"\b(up|dashboard_[a-z_]+)\b(?!\")")
_SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",), "gauge": ("",)}


def _rules() -> list[dict[str, Any]]:
    content = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))
    assert set(content) == {"groups"}
    for group in content["groups"]:
        assert set(group) <= {"name", "interval", "rules"}
    return [rule for group in content["groups"] for rule in group["rules"]]


def test_each_rule_has_the_shape_that_prometheus_reads() -> None:
    rules = _rules()
    names = [rule["alert"] for rule in rules]
    assert len(set(names)) == len(names)
    assert set(names) >= WANTED
    for rule in rules:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert re.fullmatch("[A-Za-z]+", rule["alert"])
        assert _DURATION.fullmatch(rule["for"])
        assert rule["labels"]["severity"] in {"critical", "warning", "info"}
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["expr"].count("(") == rule["expr"].count(")")


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_each_rule_speaks_of_figures_that_there_are(
    metrics: dict[str, set[str]], rule: dict[str, Any]
) -> None:
    asked = set(_METRIC.findall(re.sub(r"\{[^}]*\}", "", rule["expr"])))
    assert asked
    assert asked - {"up"} <= set(metrics)
    by = [label.strip() for part in re.findall(r"by \(([^)]*)\)", rule["expr"]) for label in part.split(",")]
    known = {"le"}.union(*(metrics[name] for name in asked - {"up"}))
    assert set(by) <= known


@pytest.fixture(scope="module")
def metrics(file_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The names of the figures of a running server, with their labels."""
    folder: Path = tmp_path_factory.mktemp("server")
    with serving("app.py", folder=folder, DATABASE_URL=file_url) as server:
        server.wait_until_up()
        text = server.ask("/metrics").text
    labels = {
        "dashboard_data_age_seconds": {"programme", "field"},
        "dashboard_rerun_seconds_bucket": {"page"},
    }
    return {
        f"{family.name}{suffix}": labels.get(
            f"{family.name}{suffix}", {label for sample in family.samples for label in sample.labels}
        )
        for family in text_string_to_metric_families(text)
        for suffix in _SUFFIXES[family.type]
    }
