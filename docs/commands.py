"""Writes the page of commands from the program's own: `python -m docs.commands`, after a change in casetui/cli."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from typer.main import get_command

from casetui.cli.program import app

PAGE = Path(__file__).parent / "commands.md"
BEGIN, END = "<!-- commands: made by docs/commands.py -->", "<!-- end of commands -->"
"""Marks in the page between which the commands stand; what is between them is written over."""
SHOWS = "show"
"""The verb that an id without one means, so that nobody types it."""


class Command(NamedTuple):
    """One thing that can be typed."""

    words: str
    """As it is typed, with its arguments in capitals: `casetui case C-NUMBER note`."""
    told: str
    params: tuple[Any, ...]
    """Its own options and arguments."""


def commands(command: Any = None, words: str = "casetui") -> Iterator[Command]:
    """Every command that does something, group by group, in the order of the program."""
    command = get_command(app) if command is None else command
    nested: dict[str, Any] = getattr(command, "commands", {})
    named = " ".join([words, *(_argument(one) for one in command.params if _is_argument(one))])
    if not nested or getattr(command, "invoke_without_command", False):
        yield Command(named, command.help or "", tuple(command.params))
    # Of a noun with an id, showing is what no verb means; of any other group it is a verb.
    silent = SHOWS if any(_is_argument(one) for one in command.params) else ""
    for name, below in nested.items():
        yield from commands(below, named if name == silent else f"{named} {name}")


def options(of: Any) -> list[str]:
    """A line for each option, and for each argument that is explained."""
    lines = []
    for one in of:
        name = _argument(one) if _is_argument(one) else " ".join([", ".join(one.opts), _value(one)]).strip()
        if told := one.help or "":
            lines.append(f"- `{name}`: {told}{_default(one)}")
    return lines


def written(page: str) -> str:
    """The page with the commands of today between its marks; ValueError when it has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no marks for the commands")
    parts = ["## Before every command", "\n".join(options(get_command(app).params))]
    for one in commands():
        parts += [f"## `{one.words}`", one.told, "\n".join(options(one.params))]
    return f"{before}{BEGIN}\n" + "\n\n".join(part for part in parts if part) + f"\n{END}{after}"


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _argument(param: Any) -> str:
    name = param.metavar or str(param.name).upper()
    return f"{name} …" if param.nargs == -1 else name


def _value(param: Any) -> str:
    """What stands after an option: nothing after a switch."""
    if param.is_flag:
        return ""
    if isinstance(param.default, Enum):
        return "|".join(str(one.value) for one in type(param.default))
    return str(param.metavar or ("NUMBER" if isinstance(param.default, int) else "TEXT"))


def _default(param: Any) -> str:
    if _is_argument(param) or param.is_flag:
        return ""
    if param.required:
        return " Required."
    default = param.default.value if isinstance(param.default, Enum) else param.default
    return f" Without it {default}." if default not in (None, "", [], ()) else ""


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
