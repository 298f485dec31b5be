"""What is told before a contact is called or written to (features A3.09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from data.rules.dialling import dialled

if TYPE_CHECKING:
    from data.types.members import MemberCard

Way = Literal["phone", "e-mail"]


def reach(card: MemberCard, way: Way = "phone") -> str:
    """Why this contact is not to be, or cannot be, reached that way, in one sentence; empty when nothing is against it.

    It is told, never a block: whoever is asked not to be called may have asked to be called today.
    """
    if card.do_not_contact:
        return f"{card.name}: do not contact."
    if way == "e-mail":
        return "" if card.emails else f"{card.name} has no e-mail address on record."
    if not card.phones:
        return f"{card.name} has no phone number on record."
    if not any(dialled(phone) for phone in card.phones):
        return f"{card.name} has no phone number that can be dialled: {card.phones[0].shown}."
    return ""


def mail_said(card: MemberCard) -> str:
    """Why no mail goes to this contact, as a form says it beside its field; empty when one may go (features A3.09)."""
    if card.do_not_contact:
        return "do not contact – no mail will be sent"
    return "" if card.emails else "no e-mail address – no mail will be sent"
