"""The leader key and the palette: the table of actions, reached by a letter or by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import SystemCommand

from widgets.actions import DIGITS, LEADER, Act, acts_of, shown
from widgets.lines import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from widgets.frame import Frame

BY_KEY_ALONE = ("menu", "open", "list_down")
"""Acts that make no sense by name: they are about where the keyboard is."""


class Led(NamedTuple):
    """What a letter after the leader means."""

    act: Act
    digit: int = 0


def letters_said(place: str) -> str:
    """Every letter of a screen with its word."""
    offered = "  ".join(f"{one.leader} {one.label}" for one in acts_of(place) if one.leader)
    return f"{LEADER} › {offered}"


def led(place: str, pressed: str) -> Led | None:
    """The act of a letter or digit on that screen, if there is one."""
    for one in acts_of(place):
        if one.leader == pressed:
            return Led(one)
        if one.digits and one.leader and pressed in DIGITS:
            return Led(one, int(pressed))
    return None


def palette(frame: Frame, do_later: Callable[..., object]) -> Iterator[SystemCommand]:
    """The acts of the screen as the palette lists them."""
    for one in acts_of(frame.place):
        if one.id in BY_KEY_ALONE or one.digits:
            continue
        keys = shown(one.keys[0]) if one.keys else ""
        leader = f"{LEADER} {one.leader}" if one.leader else ""
        told = drawn(" · ").join(part for part in (one.tooltip, keys, leader) if part)

        def do(act_id: str = one.id) -> None:
            do_later(frame.action_act, act_id)

        yield SystemCommand(one.label[0].upper() + one.label[1:], told, do)
