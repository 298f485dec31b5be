"""A telephone that rings into a burst of keys, a timeline it lands on, a note with an article and a reader's tick."""

import os
import subprocess
from dataclasses import replace

from data.local.settings import Settings, write_settings
from tests.builders import MOBILE, staff_id
from tests.end_to_end.calls import leave, start_note, write
from tests.end_to_end.chair import PROGRAM, ROOT, Chair, plain_id
from tests.end_to_end.terminal import Terminal

BURST = "The quick brown fox jumps over the dog while it rings and rings."
ARTICLE = "https://help.example.org/leave"
PACK = f"""
[[pack]]
title = "Leave"
topics = ["Leave"]
summary = "Which leave, and who said no."
article = "{ARTICLE}"
[[pack.group]]
title = "Ask first"
lines = ["Which leave?", "Who said no?"]
"""


def at_this_office(chair: Chair) -> None:
    """Calls land on the timeline, and there is an article on leave."""
    write_settings(Settings(chair.url, chair.officer, landing="timeline"), chair.home / "settings.toml")
    folder = chair.home / "prompts"
    folder.mkdir()
    (folder / "leave.toml").write_text(PACK, "utf-8")


def four_notes_aside(terminal: Terminal) -> None:
    for number in range(1, 5):
        start_note(terminal, f"Caller {number} of the morning.")
        terminal.press("f8")
        terminal.wait_for(f"{number} parked")


def typed_while_it_rings(terminal: Terminal, chair: Chair) -> None:
    """The fifth note: not one key is lost to the call, and the caret stays."""
    start_note(terminal, "Five:")
    terminal.wait_for("Good 0 of 3: still to fill: Member, About")
    telephone = subprocess.Popen(
        [*PROGRAM, "call", MOBILE],
        cwd=ROOT,
        env={**os.environ, "CASETUI_HOME": str(chair.home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for word in BURST.split(" "):
        terminal.type(f" {word}")
    terminal.wait_for("Call waiting", "Andrea Gallagher", "rings and rings.")
    assert telephone.wait(20) == 0


def landed_and_written(terminal: Terminal) -> None:
    """F7 shows her timeline, F3 begins the note of that call; what a sign stands for is completed in it."""
    terminal.press("f7")
    terminal.wait_for("Member › Andrea Gallagher", "On the line: Andrea Gallagher")
    terminal.press("f3")
    terminal.wait_for("Call › Andrea Gallagher")
    write(terminal, "Leave was refused.")
    terminal.type(" See ??leave ")
    terminal.wait_for(f"Leave: {ARTICLE}")
    terminal.type("and @sam ")
    terminal.wait_for("@Sam Ortiz")
    terminal.press("ctrl+s")
    terminal.wait_for("Missing: About", "type or Down")
    terminal.type("leave")
    terminal.wait_for("▌ Leave")
    terminal.press("enter", "ctrl+s")
    terminal.wait_for("submitted I-20001")
    terminal.press("f9")
    terminal.wait_for("5 parked")


def test_a_call_from_the_ring_to_what_a_reader_says_of_its_note(any_chair: Chair) -> None:
    at_this_office(any_chair)
    with any_chair.running(command=PROGRAM) as terminal:
        four_notes_aside(terminal)
        typed_while_it_rings(terminal, any_chair)
        landed_and_written(terminal)
        leave(terminal)
    assert any_chair.one("SELECT s.body FROM note_section s WHERE s.title = 'Background'").rstrip() == (
        f"Leave was refused. See Leave: {ARTICLE} and @Sam Ortiz"
    )
    parked = [form for _, state, form in any_chair.drafts() if state == "parked"]
    assert len(parked) == 5
    assert sum(f"Five: {BURST}" in form for form in parked) == 1
    assert any_chair.log == ""

    lena = replace(any_chair, home=any_chair.home.with_name("lena"), officer="lena.vogt").settle()
    with lena.running(command=PROGRAM, ready="Home   Lena Vogt") as terminal:
        terminal.type("I-20001")
        terminal.wait_for("I-20001: Leave")
        terminal.press("enter")
        terminal.wait_for("Interaction › I-20001", "Leave was refused.")
        terminal.type("q")
        terminal.wait_for("What good looks like", "Issues are clear and kept apart")
        terminal.type("1")
        terminal.wait_for("Held, with your name.")
        leave(terminal)
    ((item, said, who),) = any_chair.rows("SELECT item, said, officer_id FROM interaction_tick")
    assert (item, said, plain_id(who)) == ("issues", "held", staff_id("lena.vogt").hex)
    acts = any_chair.rows("SELECT action FROM act WHERE action <> 'test' ORDER BY at, id")
    assert acts == [("interactions.submit",), ("interactions.tick",)]
    assert lena.log == ""
