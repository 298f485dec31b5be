"""A note as text for an e-mail."""

from datetime import date
from uuid import uuid4

from data.rules.note_text import form_text
from data.types.forms import InteractionForm
from tests.builders import START, TODAY, sections


def test_a_note_stands_in_headed_blocks_and_what_is_empty_is_left_out() -> None:
    form = InteractionForm(
        uuid4(),
        START,
        member_label="Andrea Gallagher  0048213",
        sections=sections(background="Six years.", issue="Letter.\nMeeting tomorrow.\x1b[2J"),
        interaction_type="Phone – inbound",
        related_to="Leave",
        follow_up_on=date(2026, 11, 27),
        no_advice=True,
    )
    assert form_text(form, "Kim Tran", TODAY) == (
        "Note, not submitted yet\n"
        "Member: Andrea Gallagher, 0048213\n"
        "When: Mon 23 Nov 2026\n"
        "By: Kim Tran\n"
        "Type: Phone – inbound\n"
        "About: Leave\n"
        "Follow-up: Fri 27 Nov 2026\n"
        "\n"
        "BACKGROUND\n"
        "Six years.\n"
        "\n"
        "ISSUE\n"
        "Letter.\nMeeting tomorrow.\n"
        "\n"
        "ADVICE\n"
        "no advice given\n"
    )
