"""`casetui undo`: the last thing, what is named, the list, a batch that is asked for."""

from dataclasses import replace
from uuid import UUID

from uuid_utils.compat import uuid7

from data.desk import cases, changing
from data.desk.opening import open_desk
from tests.builders import a_case
from tests.program.commands import Inside
from tests.storage.test_undoing import with_batch


def test_the_last_thing_is_taken_back_and_what_is_never_says_why(inside: Inside, andrew: UUID) -> None:
    desk = open_desk(inside.machine.url, "kim.tran")
    a_case(desk, andrew)
    assert "nothing of yours" in inside("undo").err
    assert inside("undo", "--list").out == "Nothing of yours from the last 10 minutes is to be taken back.\n"
    assert inside("case", "C-10001", "change", "--priority", "1").code == 0
    assert inside("case", "C-10001", "review").code == 0
    listed = inside("undo", "--list", "--json").json
    assert [one["said"] for one in listed] == ["C-10001: marked for review", "C-10001: priority 1"]
    assert "10 min left" in inside("undo", "--list").out
    assert inside("undo").out == "C-10001: marked for review\nC-10001 is as it was.\n"
    again = inside("undo", listed[1]["id"], "--json").json
    assert (again["number"], again["done"], again["kept"]) == ("C-10001", 1, [])
    assert inside("undo", listed[1]["id"]).out.endswith("C-10001: it was taken back already.\n")
    assert cases.by_reference(desk, 10001).priority == 3
    for words, code, said in (
        (("undo", "C-10001"), 1, "nothing of yours"),
        (("undo", "the last"), 2, "what to take back"),
        (("undo", "C-99999"), 1, "Not found"),
        (("undo", str(uuid7())), 1, "undo --list"),
        (("undo", "C-10001", "--list"), 2, "takes no ACT"),
    ):
        ran = inside(*words)
        assert (ran.code, said in ran.err) == (code, True), ran.err
    desk.close()


def test_a_batch_of_more_than_three_is_asked_for(inside: Inside, andrew: UUID) -> None:
    desk, batch = open_desk(inside.machine.url, "kim.tran"), uuid7()
    for _ in range(4):
        edit = changing.begin(cases.read(desk, a_case(desk, andrew)), uuid7())
        with_batch(desk, batch, replace(edit, now=replace(edit.now, priority=2)))
    refused = inside("undo")
    assert (refused.code, "4 records: 4 cases: priority 2" in refused.err) == (2, True)
    assert inside("undo", "--yes").out == "4 cases: priority 2\n4 cases are as they were.\n"
    desk.close()
