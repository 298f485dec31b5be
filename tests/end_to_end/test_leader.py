"""ctrl+g and a letter does what the key does; every letter of every screen does something or says why not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import Clock
from tests.end_to_end.calls import leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting, program, running
from tests.seen.union import Furnished
from widgets.actions import Act, acts_of, shown
from widgets.frame import Frame
from widgets.going import Go

PLACES = ("home", "find", "member", "interaction", "case", "call", "convert", "drafts", "calls", "help")
LEAVES = ("quit", "menu", "theme")
"""Acts whose outcome is not a screen of ours; they have a test of their own, and so has `copy`, a key of lists."""


async def _go(kim: Sitting, union: Furnished, place: str) -> None:
    await kim.until(lambda: kim.app.seat.desk is not None)
    # Not what is overdue: a letter may have moved its follow-up.
    await kim.until("Unclaimed 1")
    wanted = {
        "find": Go("find"),
        "member": Go("member", union["Andrea"]),
        "interaction": Go("interaction", union["today"]),
        "case": Go("case", union["mine"]),
        "convert": Go("convert_saved", union["today"]),
        "drafts": Go("drafts"),
        "calls": Go("calls"),
        "help": Go("help", text="home"),
    }
    if place in wanted:
        kim.app.screen.post_message(wanted[place])
    elif place == "call":
        await kim.press("f3")
    await kim.until(lambda: kim.place == place)
    await kim.until(lambda: "reading" not in kim.seen)
    if place in ("member", "interaction", "case", "convert"):
        await kim.app.workers.wait_for_complete()
    await kim.press("tab", "shift+tab")


def _state(kim: Sitting) -> tuple[object, ...]:
    """Where the officer is, what has the keyboard, what is said; without what tells the time."""
    screen = kim.app.screen
    focused = kim.app.focused
    said = screen._said if isinstance(screen, Frame) else []
    return (
        kim.place,
        len(kim.app.screen_stack),
        (type(focused).__name__, focused.id) if focused else None,
        tuple(text for text, _ in said),
        screen.has_class("-no-side"),
    )


def _still_there(kim: Sitting, stood: object) -> bool:
    """Whether the last letter has left the officer where she was; what it said is taken away."""
    screen = kim.app.screen
    if screen is not stood or not isinstance(screen, Frame):
        return False
    screen.say("")
    return True


def _with_a_key() -> list[tuple[str, Act]]:
    own = [(place, act) for place in PLACES for act in acts_of(place) if place in act.places]
    anywhere = [("home", act) for act in acts_of("home")]
    # One place of a list and one of a text will do: the letter goes the same way as the key.
    both = {
        (place in ("call", "convert"), act.id): (place, act) for place, act in reversed((*own, *anywhere))
    }
    return [
        (place, act)
        for place, act in both.values()
        if act.leader
        and act.keys
        and act.id not in (*LEAVES, "copy")
        # Where no list has the keyboard a bare letter is a letter.
        and not (act.focus == "list" and place in ("home", "case", "call"))
    ]


def _letters() -> list[tuple[str, Act]]:
    """What is the same everywhere is tried on a list and in a text."""
    return [
        (place, act)
        for place in PLACES
        for act in acts_of(place)
        if act.leader and act.id not in LEAVES and (place in act.places or place in ("home", "call"))
    ]


@pytest.mark.parametrize("place", sorted({place for place, _ in _with_a_key()}))
async def test_a_letter_does_what_the_key_does(
    union_template: tuple[Path, Furnished], tmp_path: Path, clock: Clock, place: str
) -> None:
    acts = [act for where, act in _with_a_key() if where == place]

    async def outcomes(name: str, keys_of: Callable[[Act], tuple[str, ...]]) -> dict[str, object]:
        found: dict[str, object] = {}
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(union_template[0], folder / "casetui.db")
        app = program(f"sqlite:///{folder}/casetui.db", folder, clock)
        async with running(app, clock) as kim:
            for act in acts:
                if found:
                    await kim.press("f9")
                    await kim.until(lambda: kim.place == "home")
                await _go(kim, union_template[1], place)
                await kim.press(*keys_of(act))
                await kim.app.workers.wait_for_complete()
                await kim.pilot.pause()
                found[act.id] = _state(kim)
        return found

    letters = await outcomes("letters", lambda act: ("ctrl+g", act.leader))
    assert letters == await outcomes("keys", lambda act: (act.keys[0],))


@pytest.mark.parametrize("place", PLACES)
async def test_every_letter_changes_something_or_says_why_not(sit: Sit, union: Furnished, place: str) -> None:
    silent = []
    stood: object = None
    async with sit() as kim:
        for where, act in _letters():
            if where != place:
                continue
            if not _still_there(kim, stood):
                await kim.press("f9")
                await kim.until(lambda: kim.place == "home")
                await _go(kim, union, place)
                stood = kim.app.screen
            before = (_state(kim), kim.seen)
            await kim.lead("1" if act.digits else act.leader)
            if _state(kim) == before[0] and kim.seen == before[1]:
                silent.append(act.id)
    # Being there already is an answer.
    assert set(silent) <= {
        "home": {"find", "home"},
        "help": {"help"},
        "drafts": {"drafts", "parked"},
        "calls": {"calls"},
    }.get(place, set())


@pytest.mark.parametrize("place", ["home", "call"])
async def test_an_unknown_letter_says_so(sit: Sit, union: Furnished, place: str) -> None:
    async with sit() as kim:
        await _go(kim, union, place)
        await kim.press("ctrl+g", "q")
        assert kim.status.startswith(f"ctrl+g {shown('q')} does nothing here; F1 lists the letters.")
        assert "q" not in [
            section.body for draft in kim.app.seat.drafts.listing() for section in draft.form.sections
        ]


async def test_the_letters_are_listed_after_ctrl_g_and_esc_takes_them_away(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await _go(kim, union, "call")
        await kim.press("ctrl+g")
        for act in acts_of("call"):
            if act.leader and not act.digits:
                assert f"{act.leader} {act.label}" in " ".join(kim.seen.split())
        await kim.press("escape")
        assert kim.place == "call"
        assert "ctrl+g" not in kim.status


async def test_the_menu_the_colours_and_leaving_have_letters_too(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("g")
        assert kim.app.theme == "light"
        await kim.press("ctrl+g", "space")
        await kim.until(lambda: kim.place == "CommandPalette")
        await kim.press("escape")
        await kim.lead("z")
        await kim.until(lambda: not kim.app.is_running)


async def test_the_letter_of_copy_copies_the_number_of_the_row(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await _go(kim, union, "member")
        await kim.lead("y")
        letter = kim.app.clipboard
        assert letter.startswith(("C-", "I-"))
        await kim.press("down", "y")
        assert kim.app.clipboard != letter


def test_while_a_section_is_written_no_letter_is_swallowed(chair: Chair) -> None:
    letters = "".join(sorted({act.leader for act in acts_of("call") if len(act.leader) == 1}))
    keys = "yn?jkdu" + letters
    with chair.running(columns=240) as terminal:
        start_note(terminal, keys)
        terminal.press("ctrl+g", "x")
        write(terminal, keys)
        terminal.wait_for("Background│ " + keys * 2)
        terminal.press("tab")
        terminal.type(keys)
        terminal.wait_for("Issue     │ " + keys)
        leave(terminal)
