"""The grammar: plural lists, singular with an id shows, an id with a verb acts (features B20)."""

from typing import Any

import typer
from typer.core import TyperGroup


class Noun(TyperGroup):
    """`case C-10482` shows, `case C-10482 note …` acts: an id without a verb means `show`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` in where no verb is given."""
        if args and not args[0].startswith("-") and (len(args) == 1 or args[1].startswith("-")):
            args = [args[0], "show", *args[1:]]
        return super().parse_args(ctx, args)


def noun(help_text: str) -> typer.Typer:
    """A group of verbs that takes an id first."""
    return typer.Typer(
        cls=Noun, help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )


def listing(help_text: str) -> typer.Typer:
    """A group of commands about many."""
    return typer.Typer(help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


def showing(help_text: str) -> typer.Typer:
    """A group of commands that shows the whole where no verb is given."""
    return typer.Typer(
        help=help_text, rich_markup_mode=None, add_completion=False, invoke_without_command=True
    )
