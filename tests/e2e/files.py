"""Two workbooks that a ministry might send: one with a fault of each kind, one that changes some rows."""

from datetime import timedelta
from pathlib import Path

from data_access.reads.milestones import MilestoneFilter, milestones
from data_access.traffic_light import Light
from tests.e2e.site import Site
from tests.e2e.workbook import Export

FAULTS: dict[str, tuple[str, str | float | None]] = {
    "CON-01-M05": ("forecast", "soon"),
    "HEA-01-M09": ("progress", 1.4),
    "EDU-02-M03": ("declared", "purple"),
    "LOG-01-M02": ("problem_id", "LOG-99"),
    "TOU-01-M04": ("term", None),
}
_ROWS = 6


def put_faults(workbook: Export) -> list[str]:
    """Spoil a cell of each milestone of FAULTS; returns the cells."""
    return [workbook.put(code, *fault) for code, fault in FAULTS.items()]


def faulty_file(site: Site, folder: Path) -> Path:
    """A workbook that can't be applied."""
    workbook = Export(site, folder / "MIC_faulty.xlsx")
    put_faults(workbook)
    return workbook.save()


def changed_file(site: Site, folder: Path) -> Path:
    """A workbook with new forecasts, percentages and notes."""
    workbook = Export(site, folder / "MIC_update.xlsx")
    with site.reader() as reader:
        found = milestones(reader, MilestoneFilter(light=Light.GREEN))
    for one in [one for one in found if one.forecast is not None][:_ROWS]:
        assert one.forecast is not None
        workbook.put(one.code, "forecast", one.forecast + timedelta(days=12))
        workbook.put(one.code, "note", "Келісу күткеннен ұзаққа созылды / Согласование заняло больше времени")
    return workbook.save()
