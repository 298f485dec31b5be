"""The grammar: plural lists, singular with an id shows, an id with a verb acts (features B20)."""

from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

Headings = tuple[tuple[str, str], ...]
"""Of a help page: each with its commands, blanks between, in the order in which they stand."""
UNCUT = 10_000


class Verbs(TyperGroup):
    """A group whose help says whole what each command does; many of them stand under headings."""

    headings: ClassVar[Headings] = ()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """A line or more for each: what does not fit goes on below, where it would be cut otherwise."""
        said = {name: one.get_short_help_str(UNCUT) for name, one in self.commands.items() if not one.hidden}
        for heading, names in self.headings or (("Commands", " ".join(said)),):
            with formatter.section(heading):
                formatter.write_dl([(name, said[name]) for name in names.split()])


class Noun(Verbs):
    """`case C-10482` shows, `case C-10482 note …` acts: an id without a verb means `show`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` in where no verb is given."""
        if args and not args[0].startswith("-") and (len(args) == 1 or args[1].startswith("-")):
            args = [args[0], "show", *args[1:]]
        return super().parse_args(ctx, args)


class Words(Verbs):
    """`cases overdue team:msd`: words that are no verb are read by the group itself, as what it shows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the words apart where the first of them is no verb."""
        options: list[str] = []
        words: list[str] = []
        at = 0
        valued = {name for one in self.params if not getattr(one, "is_flag", False) for name in one.opts}
        while at < len(args):
            if args[at] in self.commands and not words:
                return super().parse_args(ctx, args)
            known = args[at].startswith("--")
            take = 2 if args[at] in valued else 1
            (options if known else words).extend(args[at : at + take])
            at += take
        ctx.meta[WORDS] = tuple(words)
        return super().parse_args(ctx, options)


WORDS = "casetui.words"
"""Under which key of a context they stand."""


def noun(help_text: str, cls: type[Noun] = Noun) -> typer.Typer:
    """A group of verbs that takes an id first."""
    return typer.Typer(
        cls=cls, help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )


def listing(help_text: str) -> typer.Typer:
    """A group of commands about many."""
    return typer.Typer(
        cls=Verbs, help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )


def showing(help_text: str) -> typer.Typer:
    """A group of commands that shows the whole where no verb is given."""
    return typer.Typer(
        cls=Verbs, help=help_text, rich_markup_mode=None, add_completion=False, invoke_without_command=True
    )
