"""From the ring to the case in at most twelve keys that are no text, and nothing typed twice (acceptance 3)."""

from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal

MOST = 12
TYPES = ("interaction_case_type", "case_case_type")
WORDS = {
    "Background": "Six years on nights.",
    "Issue": "Roster changed.",
    "Member Seeking": "The old roster back.",
    "Advice": "Ask in writing.",
    "Actions": "- Kim: write to the manager (by Fri)",
}


class Counted:
    """A terminal whose keys are counted, those of the text left out."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.keys: list[str] = []

    def press(self, *keys: str, then: str) -> None:
        """Press and wait for what it brings."""
        self.keys += keys
        self.terminal.press(*keys)
        self.terminal.wait_for(then)

    def type(self, text: str) -> None:
        """Type text and wait until it stands there."""
        self.terminal.type(text)
        self.terminal.wait_for(text)


def test_a_call_becomes_a_case_in_twelve_keys_and_everything_in_it_was_typed_once(any_chair: Chair) -> None:
    with any_chair.running() as terminal:
        call = Counted(terminal)
        call.press("f3", then="unknown caller")
        call.type(WORDS["Background"])
        call.press("f2", then="attach a member")
        call.type("gall")
        terminal.wait_for("Andrea Gallagher")
        call.press("enter", then="Call › Andrea Gallagher")
        for title, bar in (
            ("Issue", "Issue"),
            ("Member Seeking", "Seeking"),
            ("Advice", "Advice"),
            ("Actions",) * 2,
        ):
            call.press("tab", then=f" {bar:<10}│")
            call.type(WORDS[title])
        call.press("tab", "tab", then="type or Down")
        terminal.type("roster")
        terminal.wait_for("roster▌ Hours, rosters & breaks")
        call.press("enter", then="More        ROS")
        call.press("ctrl+t", then="New case › Andrea Gallagher")
        terminal.wait_for("+2d, fri, 27/11")
        terminal.type("+2d")
        terminal.wait_for("+2d▌")
        call.press("ctrl+s", then="Case › C-10001")
        assert len(call.keys) <= MOST, call.keys

    assert any_chair.one("SELECT count(*) FROM interaction") == 1
    notes = {
        parent: any_chair.rows(
            "SELECT title, body FROM note_section JOIN note ON note.id = note_id"
            f" WHERE {parent} IS NOT NULL ORDER BY position"
        )
        for parent in ("interaction_id", "case_id")
    }
    assert notes["interaction_id"] == notes["case_id"] == list(WORDS.items())
    ((same_member, next_steps, due, job),) = any_chair.rows(
        "SELECT c.member_id = i.member_id, c.next_steps, c.follow_up_on, c.job_id"
        " FROM case_record c JOIN interaction i ON i.case_id = c.id"
    )
    assert (bool(same_member), next_steps) == (True, WORDS["Actions"])
    assert due is not None
    assert job is not None
    types = [any_chair.rows(f"SELECT case_type, position FROM {table}") for table in TYPES]
    assert types[0] == types[1] == [("ROS", 0)]
