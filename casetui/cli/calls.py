"""`casetui call NUMBER`, as help and pages tell it; the entry rings before any of this is loaded (casetui/ring.py)."""

from typing import Annotated

import typer

from casetui.ring import ring


def call(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="NUMBER", help="The number, in groups or not; then a name.")
    ] = None,
    number: Annotated[str, typer.Option(metavar="NUMBER", help="The number, as one word.")] = "",
    name: Annotated[str, typer.Option(metavar="NAME", help="Who the telephone says it is.")] = "",
    call_id: Annotated[
        str, typer.Option("--call-id", metavar="ID", help="The telephone's own; told twice it is one call.")
    ] = "",
    direction: Annotated[str, typer.Option(metavar="WAY", help="inbound or outbound.")] = "inbound",
) -> int:
    """A call rings in the window last used; where none is open, the command opens one if it has a terminal."""
    given = {"--number": number, "--name": name, "--call-id": call_id, "--direction": direction}
    options = [f"{option}={value}" for option, value in given.items() if value]
    return ring([*options, *(words or [])])[0]
