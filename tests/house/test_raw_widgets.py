"""What a member is called must never be read as markup, as a key or as an escape sequence."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.modules import Module, modules

ADMITTED = {"Input", "TextArea"}
"""The only widgets of Textual that show text as it is.

Static, Label, Button, OptionList, Select, Tree, DataTable, ListView, Markdown and their kin read markup: a
member called `O'Neil [/foo]` ends the program, `[@click=…]` becomes a link. DataTable and ListView
also cost 24 and 118 ms a key. `widgets` has thin ones of its own.
"""

MARKUP_CALLS = {"from_markup", "notify", "render_markup", "visualize"}
"""Textual and rich calls that read text as markup, whatever it came from."""

MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
"""Attributes of a widget that are read as markup when they are set; a constant is harmless."""


def broken(module: Module) -> Iterator[str]:
    """Every place of a module that breaks the rule, with what to do instead."""
    for node in ast.walk(module.tree):
        match node:
            case ast.ImportFrom(module="textual.widgets", names=names):
                for name in names:
                    if name.name not in ADMITTED:
                        yield f"{module.where(node)}: {name.name} reads markup; use one of widgets/"
            case ast.ImportFrom(module=str(source)) if source.startswith("textual.widgets._"):
                yield f"{module.where(node)}: import widgets from textual.widgets"
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)) if (
                name in MARKUP_CALLS
            ):
                yield f"{module.where(node)}: {name}() reads markup; use the status line"
            case ast.Call(keywords=keywords) if any(
                part.arg == "markup"
                and not (isinstance(part.value, ast.Constant) and part.value.value is False)
                for part in keywords
            ):
                yield f"{module.where(node)}: markup is never switched on"
            case ast.Call(func=ast.Name(id="print")):
                yield f"{module.where(node)}: print() writes over the screen"
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if name in MARKUP_ATTRIBUTES:
                if not isinstance(value, ast.Constant):
                    yield f"{module.where(node)}: {name} reads markup; only a constant may stand there"


@pytest.mark.parametrize("module", modules("screens", "widgets"), ids=lambda module: str(module.name))
def test_nothing_that_is_shown_can_be_read_as_markup(module: Module) -> None:
    assert list(broken(module)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from textual.widgets import Static",
        "from textual.widgets import Input, DataTable",
        "from textual.widgets._label import Label",
        "self.notify(name)",
        "Text.from_markup(name)",
        "Thing(name, markup=True)",
        "print(name)",
        "pane.border_title = name",
        "row.tooltip = f'{name}'",
    ],
)
def test_the_rule_sees_each_way_of_breaking_it(line: str) -> None:
    module = Module("example", modules("widgets")[0].path, ast.parse(line))
    assert len(list(broken(module))) == 1


@pytest.mark.parametrize(
    "line",
    ["from textual.widgets import Input", "pane.border_title = 'Brief'", "Text(name)", "Thing(markup=False)"],
)
def test_the_rule_lets_pass_what_is_harmless(line: str) -> None:
    module = Module("example", modules("widgets")[0].path, ast.parse(line))
    assert list(broken(module)) == []
