"""What can be said of a case when a command makes it: types in order, job, staff, day, next steps, title."""

from uuid import UUID

import pytest

from data.desk.opening import open_desk
from tests.program.commands import Inside
from tests.seen.test_case_fields import a_second_job

NOTE = """\
Member: 0048213
Type: Voicemail
About: leave
Job: northern
Ticket: https://desk.example.org/agent/union/dv/12ab

Issue
Leave over Christmas refused.

Actions
- Kim: write to the manager (by Friday)
"""


@pytest.fixture
def noted(inside: Inside, andrew: UUID) -> Inside:
    """I-20001 about the second of his two jobs."""
    desk = open_desk(inside.machine.url, inside.machine.officer)
    a_second_job(desk, andrew)
    desk.close()
    assert inside("interactions", "add", "--from", "-", given=NOTE).code == 0
    return inside


def test_what_the_note_says_is_carried_over(noted: Inside) -> None:
    assert noted("interaction", "I-20001", "convert").code == 0
    case = noted("case", "C-10001", "--json").json
    assert (case["job"]["employer"], case["case_types"], case["owner"]) == (
        "Northern Trams",
        ["LVE"],
        "Kim Tran",
    )
    assert case["next_steps"] == "- Kim: write to the manager (by Friday)"
    assert case["ticket_url"] == "https://desk.example.org/agent/union/dv/12ab"
    assert (case["status"], case["origin"]) == ("Open", "converted")


def test_what_is_given_goes_before_what_the_note_says(noted: Inside) -> None:
    words = (
        "--type",
        "DISC",
        "--type",
        "leave",
        "--assign",
        "sam.ortiz",
        "--next-steps",
        "Wait for the letter",
    )
    converted = noted("interaction", "I-20001", "convert", *words, "--follow-up", "+2d", "--json").json
    assert (converted["complete"], converted["missing"]) == (7, [])
    case = noted("case", "C-10001", "--json").json
    assert (case["case_types"], case["owner"]) == (["DISC", "LVE"], "Sam Ortiz")
    assert (case["next_steps"], case["follow_up_on"] is not None) == ("Wait for the letter", True)
    # The interaction stays as it was written.
    kept = noted("interaction", "I-20001", "--json").json
    assert (kept["case_types"], kept["case_reference"]) == (["LVE"], 10001)
    assert kept["sections"][-1]["body"] == "- Kim: write to the manager (by Friday)"
