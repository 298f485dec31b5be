"""The history of a case from the command line."""

from uuid import UUID

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import a_case_form
from tests.program.commands import Inside


def a_changed_case(casetui: Inside, member: UUID) -> str:
    """A case whose next steps were changed with a reason; its number."""
    desk = open_desk(casetui.machine.url, "kim.tran")
    number = cases.create(desk, a_case_form(member)).number
    desk.close()
    casetui("case", number, "change", "--next-steps", "Ring HR again.", "--reason", "no answer yet")
    return number


def test_each_change_tells_old_new_and_why(inside: Inside, andrew: UUID) -> None:
    number = a_changed_case(inside, andrew)
    said = inside("case", number, "history").out
    (line,) = (line for line in said.splitlines() if "Ring HR again." in line)
    assert "Kim Tran" in line
    assert "Write to the manager. › Ring HR again." in line
    assert line.endswith("no answer yet")


def test_the_history_as_json_has_the_newest_first(inside: Inside, andrew: UUID) -> None:
    number = a_changed_case(inside, andrew)
    changes = inside("case", number, "history", "--json").json
    assert changes[0]["new"] == "Ring HR again."
    assert changes[0]["old"] == "Write to the manager."
    assert changes[-1]["reason"] == "The letter came by post."


def test_a_case_that_is_none_is_refused_like_one_that_may_not_be_seen(inside: Inside, andrew: UUID) -> None:
    ran = inside("case", "C-99999", "history")
    assert ran.code == 1
    assert ran.err.startswith("Not found")
