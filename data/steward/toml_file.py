"""A configuration file as it was written: its values, and in which line each stands."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from data.types.errors import BadInput

if TYPE_CHECKING:
    from tree_sitter import Node

LARGEST = 4_000_000
"""Bytes; a configuration is never that long, a wrong file often is."""

Place = tuple[str | int, ...]
"""Keys and indexes from the top of the file to a value."""


class UnreadableFile(BadInput):
    """A file that is no configuration at all."""

    kept = "Nothing was changed."


class TomlFile(NamedTuple):
    """A file that could be read."""

    name: str
    values: dict[str, Any]
    lines: dict[Place, int]

    def line(self, place: Place) -> int | None:
        """The line of what stands there, or of what it would stand in; None for what the file does not have."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


def read_toml(path: Path) -> TomlFile:
    """The file; raises UnreadableFile for one that is no TOML, is empty or is too long."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or 'it cannot be read'}") from None
    if len(data) > LARGEST:
        raise UnreadableFile(f"{path} is longer than {LARGEST // 1_000_000} MB, which no configuration is")
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        end = f"line {len(data.rstrip().splitlines())}, where the file ends"
        raise UnreadableFile(f"{path}: {str(error).replace('end of document', end)}") from None
    except RecursionError:
        raise UnreadableFile(f"{path} is nested too deep") from None
    if not values:
        raise UnreadableFile(f"{path} is empty: it names no list, so there is nothing to compare")
    return TomlFile(str(path), values, lines_of(data))


def lines_of(data: bytes) -> dict[Place, int]:
    """The line, from 1, of every key and every entry of a list; the text must be TOML."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_toml.language())).parse(data)
    walk = _Walk()
    for node in tree.root_node.named_children:
        walk.statement(node)
    return walk.lines


class _Walk:
    """Goes through the tree of a file."""

    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self._many: dict[Place, int] = {}
        """How often `[[…]]` has stood for a place so far."""

    def statement(self, node: "Node") -> None:
        """A pair, or a table with its pairs."""
        if node.type == "pair":
            self._pair((), node)
        elif node.type in ("table", "table_array_element"):
            name, *pairs = node.named_children
            place = self._entered(_keys(name))
            if node.type == "table_array_element":
                index = self._many.get(place, 0)
                self._many[place] = index + 1
                place = (*place, index)
            for depth in range(1, len(place) + 1):
                self._note(place[:depth], node)
            for pair in pairs:
                if pair.type == "pair":
                    self._pair(place, pair)

    def _entered(self, keys: list[str]) -> Place:
        """Where a heading leads: through a list into its last entry."""
        place: Place = ()
        for depth, key in enumerate(keys):
            place = (*place, key)
            if depth < len(keys) - 1 and place in self._many:
                place = (*place, self._many[place] - 1)
        return place

    def _pair(self, within: Place, node: "Node") -> None:
        name, value = (child for child in node.named_children if child.type != "comment")
        place = within
        for key in _keys(name):
            place = (*place, key)
            self._note(place, node)
        self._value(place, value)

    def _value(self, place: Place, node: "Node") -> None:
        if node.type == "inline_table":
            for pair in node.named_children:
                if pair.type == "pair":
                    self._pair(place, pair)
        elif node.type == "array":
            parts = [child for child in node.named_children if child.type != "comment"]
            for index, part in enumerate(parts):
                self._note((*place, index), part)
                self._value((*place, index), part)

    def _note(self, place: Place, node: "Node") -> None:
        self.lines.setdefault(place, node.start_point.row + 1)


def _keys(node: "Node") -> list[str]:
    if node.type == "dotted_key":
        return [key for part in node.named_children for key in _keys(part)]
    text = (node.text or b"").decode("utf-8")
    return [text] if node.type == "bare_key" else [next(iter(tomllib.loads(f"{text}=0")))]
