"""`casetui case C-… brief`, `casetui interaction I-… brief`: the handover brief, as text, Markdown or JSON."""

from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.case_notes import NoInternal
from casetui.cli.interactions import record_of
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import handover
from data.rules.handover import as_markdown, as_text, redacted, without_internal

Markdown = Annotated[bool, typer.Option("--markdown", help="As Markdown.")]
Redacted = Annotated[
    bool,
    typer.Option(
        "--redacted", help="Placeholders for the names, numbers and addresses known of this record."
    ),
]


def add_to(noun: typer.Typer, record: str) -> None:
    """Give `brief` to a noun; `record` is case or interaction."""

    def brief(
        ctx: typer.Context,
        markdown: Markdown = False,
        redact: Redacted = False,
        no_internal: NoInternal = False,
        json: Json = False,
    ) -> None:
        """The handover brief: eight questions, each with its answer or that nobody said; nothing is clipped."""
        if markdown and json:
            raise Misuse("--markdown or --json, not both")
        given: Given = ctx.obj
        with given.desk() as desk:
            found = case_of if record == "case" else record_of
            record_id = found(desk, given.record).id
            told = handover.of(desk, record, record_id)
            if no_internal:
                told = without_internal(told)
            if redact:
                told = redacted(told, handover.known(desk, record, record_id))
        if json:
            say_json({**told._asdict(), "unanswered": told.unanswered})
        else:
            say((as_markdown(told) if markdown else as_text(told)).rstrip("\n"))

    noun.command("brief")(brief)
