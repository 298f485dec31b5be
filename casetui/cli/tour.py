"""`casetui tour` where there is no terminal to open the program in: the first steps as text."""

from casetui.cli.members import Json
from casetui.cli.output import say, say_json


def tour(json: Json = False) -> None:
    """The first steps: in a terminal the program opens with them, elsewhere they are printed."""
    from widgets.tour import steps

    if json:
        say_json(steps())
        return
    for number, step in enumerate(steps(), 1):
        say(f"{number}. {step}")
