"""What the office wrote to a member about no case, beside her line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.days import say_ago
from widgets.brief import indented
from widgets.lines import Line, heading, pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from data.types.messages import Message

MESSAGES = 3
"""How many of those to a member about no case are shown."""


def message_lines(messages: Sequence[Message], zone: tzinfo | None, today: date, width: int) -> list[Line]:
    """The last messages to a member about no case: when, what, what became of it; nothing where there are none."""
    if not messages:
        return []
    out: list[Line] = [heading("Messages", len(messages))]
    for one in messages[:MESSAGES]:
        when = say_ago(one.sent_at.astimezone(zone).date(), today)
        said = ", ".join(
            part for part in (one.subject or one.body.partition("\n")[0], one.reply.value) if part
        )
        out += pair(when, said, width - 3)
    return [*indented(out), []]


def whole_message(message: Message, width: int) -> list[Line]:
    """One of them with all its words, and what became of it."""
    w = width - 3
    out: list[Line] = [heading(message.subject or "Message")]
    told = (("To", message.to), ("How", message.way), ("By", message.sent_by), ("Reply", message.reply.value))
    for label, said in told:
        if said:
            out += pair(label, said, w)
    return [*indented([*out, [], *pair("", message.body, w, gutter=0)]), []]
