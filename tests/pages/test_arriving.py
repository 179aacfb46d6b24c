"""Who comes over from another replica sees nothing older than what that one has shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import source
from data_access.model import Kind
from tests.factories import change_of, field_row
from tests.pages.instruction_site import Site, served_site
from tests.pages.serving import run


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A served programme."""
    yield from served_site(migrated_file, tmp_path, monkeypatch)


def test_an_arrival_is_shown_the_newest_version_at_once(site: Site) -> None:
    programme = site.ground.programme
    # This process looks just before the change, and keeps what it saw for a second.
    known = max(source.newest_version(programme), source.latest_version(programme))
    with change_of(site.database, programme) as change:
        change.add(Kind.FIELD, [field_row(name_en="Brought by the other replica")])
    assert known == change.version - 1
    screen = run("overview", lang="en")
    assert any("Brought by the other replica" in str(block.proto) for block in screen.main)
