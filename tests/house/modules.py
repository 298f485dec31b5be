"""The project's own modules, read as syntax trees."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("casetui", "screens", "widgets", "data")


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the project."""

    name: str
    path: Path
    tree: ast.Module

    def where(self, node: ast.AST) -> str:
        """File and line, as compilers write them."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*floors: str) -> tuple[Module, ...]:
    """Every module of those floors, of all floors when none is named."""
    found = []
    for floor in floors or FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)
