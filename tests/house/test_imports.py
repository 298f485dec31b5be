"""Imports run down only, and nothing heavy is loaded before the first paint."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from data import desk
from tests.house.modules import ROOT, modules

HEAVY = {
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "psycopg",
    "alembic",
    "keyring",
    "typer",
    "click",
    "hashlib",
    "phonenumbers",
    "rapidfuzz",
    "jellyfish",
    "holidays",
    "tree_sitter_toml",
    "tomli_w",
}
"""What costs tens to hundreds of milliseconds, or serves only what comes after the first paint."""

BEFORE_FIRST_PAINT = [
    "casetui.__main__",
    "casetui.start",
    "casetui.app",
    "screens.home",
    "data.drafts",
    "data.local.settings",
]
"""What the program needs until the find line accepts keys."""

LATER = {
    f"data.types.{name}" for name in ("forms", "notes", "tasks", "staff", "documents", "messages", "details")
}
"""Our own that costs as much together: forms are dataclasses, and no word is written before the first paint."""

LOADED = """
import importlib, json, sys
for module in sys.argv[1:]:
    importlib.import_module(module)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} | set(sys.modules))))
"""


def loaded_by(folder: Path, *names: str) -> set[str]:
    """The modules that a fresh interpreter holds after importing those, and the packages they are of."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *names], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_a_room_that_a_screen_enters_opens_by_itself() -> None:
    named = {
        node.attr: module.where(node)
        for module in modules("casetui", "screens", "widgets")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "desk"
    }
    # `desk.desk` is named for its type alone.
    rooms = {path.stem for path in (ROOT / "data" / "desk").glob("*.py")} - {"desk"}
    assert {room: where for room, where in named.items() if room in rooms - set(desk.__all__)} == {}


def test_the_contracts_of_the_floors_hold() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("module", BEFORE_FIRST_PAINT)
def test_nothing_heavy_is_loaded_before_the_first_paint(module: str) -> None:
    assert loaded_by(ROOT, module) & (HEAVY | LATER) == set()


@pytest.mark.parametrize("floor", ["widgets", "screens"])
def test_no_screen_and_no_widget_brings_the_database_with_it(floor: str) -> None:
    # What Textual takes where it finds it, the program keeps from it: see the next test.
    brought = loaded_by(ROOT, *(module.name for module in modules(floor))) & HEAVY
    assert brought - {"tree_sitter"} == set()


def test_the_program_colours_no_source_text_and_loads_no_parser_for_it() -> None:
    started = "from casetui import start; start._plain_text_only(); import widgets.note_editor, sys"
    asked = f"{started}; sys.exit(sys.modules['tree_sitter'] is not None)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0


def test_the_entry_loads_no_screen_until_it_knows_what_is_asked() -> None:
    assert loaded_by(ROOT, "casetui.__main__") & {"textual", "rich"} == set()


def test_every_use_case_a_screen_names_is_behind_the_door() -> None:
    """Another test that has imported the module makes `desk.<module>` work: here only what the door says counts."""
    named = {
        (node.value.attr, one.where(node))
        for one in modules("screens", "widgets", "casetui")
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id == "desk"
        and "from data import desk\n" in one.path.read_text(encoding="utf-8")
    }
    files = {path.stem for path in (ROOT / "data" / "desk").glob("*.py")}
    from data import desk

    assert {where for name, where in named if name in files - {"desk"} and name not in desk.__all__} == set()
