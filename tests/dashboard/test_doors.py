"""Screens and commands write through the doors alone, and what is kept for all viewers looks at no person."""

import ast
from collections.abc import Iterator
from pathlib import Path

from dashboard.settings import PROJECT
from data_access.access import guard

# What writes, by the modules that hold it; each has its door in `guard` or is called by commands that set up.
WRITERS = {
    "data_access.programme": {"set_thresholds", "describe_programme"},
    "data_access.sessions.help": {
        "ask_for_help",
        "mark_given",
        "correct_help_request",
        "remove_help_request",
    },
    "data_access.sessions.instruction_changes": {
        "give_instruction",
        "report_on",
        "move_term",
        "take_off_control",
        "bring_back_on_control",
    },
    "data_access.sessions.meetings": {"record_meeting", "correct_meeting", "remove_meeting"},
    "data_access.sessions.preparing": {
        "prepare_session",
        "change_session",
        "arrange_agenda",
        "open_session",
        "take_in",
        "close_session",
    },
    "data_access.sessions.wall": {"move"},
    "data_access.take_back": {"take_back", "preview"},
    "data_access.uploads.bring": {"prepare", "apply"},
    "data_access.uploads.foreign.column_maps": {"keep_maps", "forget_map"},
    "data_access.uploads.foreign.mapped": {"remember"},
}
# What opens a door by itself: the connections that write.
UNGUARDED = {"recording", "editing", "writing"}


def _files() -> Iterator[Path]:
    for folder in ("dashboard", "pages"):
        yield from (PROJECT / folder).rglob("*.py")
    yield PROJECT / "app.py"


def _imported(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield node.module, name.name


def test_nothing_of_the_screens_imports_a_writer() -> None:
    found = [
        (path.name, name)
        for path in _files()
        for module, name in _imported(path)
        if name in WRITERS.get(module, set()) or name in UNGUARDED
    ]
    assert found == []


def test_nothing_of_the_screens_calls_a_writer_by_its_module() -> None:
    found = []
    for path in _files():
        aliases = {name for module, name in _imported(path) if f"{module}.{name}" in WRITERS}
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                written = set().union(*WRITERS.values())
                if node.value.id in aliases and node.attr in written:
                    found.append((path.name, node.attr))
                if node.attr in UNGUARDED:
                    found.append((path.name, node.attr))
    assert found == []


def test_every_writer_has_its_door() -> None:
    without = {"keep_maps"}  # its door is `remember`, which calls it
    named = {"move": "move_wall", "preview": "preview_taking_back"}
    wanted = {named.get(name, name) for names in WRITERS.values() for name in names} - without
    assert not {name for name in wanted if not hasattr(guard, name)}


def test_templates_look_at_no_person() -> None:
    """They are kept for all who see and may do the same."""
    templates = (PROJECT / "dashboard" / "templates").glob("*.html")
    assert not [path.name for path in templates if "request.person" in path.read_text(encoding="utf-8")]


def test_what_is_kept_looks_at_no_person() -> None:
    found = []
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            is_kept = any(
                isinstance(one, ast.Name) and one.id == "kept_for_request" for one in node.decorator_list
            )
            looks = any(isinstance(one, ast.Attribute) and one.attr == "person" for one in ast.walk(node))
            if is_kept and looks:
                found.append((path.name, node.name))
    assert found == []
