"""What an officer does at the keys, step by step, each step waited for on the screen."""

from tests.end_to_end.terminal import Terminal

MEMBER = "Andrea Gallagher"


def start_note(terminal: Terminal, words: str) -> None:
    """F3, and the first words into Background, before anyone is found."""
    terminal.press("f3")
    terminal.wait_for("unknown caller")
    write(terminal, words)


def write(terminal: Terminal, words: str) -> None:
    """Type words and wait until they stand on the screen."""
    terminal.type(words)
    terminal.wait_for(words.splitlines()[-1][-30:])


def attach(terminal: Terminal, sought: str = "gall", name: str = MEMBER) -> None:
    """F2, the name, Enter: the only one found is attached."""
    terminal.press("f2")
    terminal.wait_for("attach a member")
    terminal.type(sought)
    terminal.wait_for(name)
    terminal.press("enter")
    terminal.wait_for(f"Call › {name}")


def name_topic(terminal: Terminal, sought: str = "roster") -> None:
    """ctrl+s names what is missing and puts the caret into About, which is filled."""
    terminal.press("ctrl+s")
    terminal.wait_for("Missing: About", "type or Down")
    terminal.type(sought)
    terminal.wait_for("Hours, rosters & breaks")
    terminal.press("enter")
    terminal.wait_for("More        ROS")


def a_note_ready_to_submit(terminal: Terminal, words: str) -> None:
    """Everything but the last ctrl+s."""
    start_note(terminal, words)
    attach(terminal)
    name_topic(terminal)


def leave(terminal: Terminal) -> None:
    """ctrl+q with nothing that waits."""
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
