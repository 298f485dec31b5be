"""`--mail` and `--no-mail`: a mail to the contact of a case that is opened or closed (features A3.08, A3.21)."""

import sys
from typing import Annotated
from uuid import UUID

import typer

from casetui.cli.misuse import Misuse
from data.desk import outbox
from data.desk.desk import Desk

Mail = Annotated[
    bool | None,
    typer.Option("--mail/--no-mail", help="A mail to the contact, or none, where the office has it asked."),
]


def asked_mail(mail: bool | None, *, offered: bool) -> bool:
    """Whether one goes; raises Misuse where it is asked for and the office does not have it."""
    if mail and not offered:
        raise Misuse("--mail: the office has no mail asked for here; see `casetui config notices`")
    return bool(mail)


def say_unsent(desk: Desk, case_id: UUID, *, asked: bool) -> None:
    """Say why none went, where one was asked for."""
    if asked and (trouble := outbox.trouble(desk, case_id)):
        sys.stderr.write(f"{trouble}\n")
