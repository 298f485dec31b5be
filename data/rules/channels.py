"""How contact comes, by the words of the office's own list (features A1.12, A1.18, A1.43)."""

from collections.abc import Sequence

from data.rules.folding import fold


def came_as_ticket(interaction_type: str) -> bool:
    """Whether that type is a ticket, which has an address that belongs to the interaction."""
    words = fold(interaction_type)
    return "ticket" in words or "zoho" in words


def ticket_channel(types: Sequence[str]) -> str:
    """The type of a contact that came as a ticket; empty where the office has none."""
    return next((name for name in types if came_as_ticket(name)), "")


def outbound_call(types: Sequence[str]) -> str:
    """The type of a call that the officer makes; empty where the office has none."""
    return next((name for name in types if "outbound" in fold(name) and "phone" in fold(name)), "")


def is_contact(channel: str) -> bool:
    """Whether somebody was reached that way: a call nobody answered is no response (features B9)."""
    return "no answer" not in fold(channel)


def came_in(channel: str) -> bool:
    """Whether the words are the member's: they came in, and nobody of the office began it (features A4.25)."""
    words = fold(channel)
    return any(sign in words for sign in ("inbound", "portal", "ticket", "voicemail"))


def say_spoken_with(who: str, identity_checked: bool) -> str:
    """Whom the officer spoke with, and whether it was made sure: "member, identity checked"."""
    return ", ".join(part for part in (who, "identity checked" if identity_checked else "") if part)
