"""`casetui open`, as help and pages tell it; the entry hands it over before any of this is loaded."""

from typing import Annotated

import typer

from casetui.asked_open import ask_to_open


def open_(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="C-10482, I-20931, or the address of a ticket.")
    ] = "",
    imis: Annotated[
        str, typer.Option(metavar="ID", help="The membership number of the member to open.")
    ] = "",
    ticket: Annotated[
        str, typer.Option(metavar="URL", help="A ticket: a new note of the member begins with it.")
    ] = "",
) -> int:
    """A record or member opens in the window last used; where none is open, in one that starts."""
    given = {"--imis": imis, "--ticket": ticket}
    return ask_to_open(
        [*(f"{name}={value}" for name, value in given.items() if value), *([what] if what else [])]
    )[0]
