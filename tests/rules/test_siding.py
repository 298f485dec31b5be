"""Mine, theirs, or both: nothing of either is lost where both are wanted."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.details import take_in
from data.rules.merging import Clash, merge, value_of
from data.rules.siding import MINE_MARK, THEIRS_MARK, Side, both_of, has_marks, marked, sided
from data.types.case_edits import CaseContents
from data.types.details import Deed, DetailEdit, Part
from data.types.notes import Section
from data.types.tasks import TaskContents

WAS = CaseContents([Section("Issue", "Roster.")], "Ring.", "Dismissal", ["UFD"], fields={"site": "North"})
texts = st.lists(st.sampled_from(["", "a", "b", "Ring HR.", "  x"]), max_size=6).map("\n".join)


@given(texts, texts)
def test_every_line_of_both_is_in_the_text_that_holds_both(mine: str, theirs: str) -> None:
    whole = marked(mine, theirs).replace(f"{THEIRS_MARK} ", "").replace(f"{MINE_MARK} ", "").split("\n")
    for text in (mine, theirs):
        for line in text.split("\n"):
            assert not line.strip() or line in whole


def test_lines_alike_stand_once_and_the_rest_behind_its_mark() -> None:
    assert marked("Ring HR.\nMine.\nSend.", "Ring HR.\nHers.\nTwo.\nSend.") == (
        f"Ring HR.\n{THEIRS_MARK} Hers.\nTwo.\n{MINE_MARK} Mine.\nSend."
    )
    assert marked("A.", "A.\nMore.") == f"A.\n{THEIRS_MARK} More."
    assert not has_marks(marked("A.", "A."))


@pytest.mark.parametrize(
    ("name", "mine", "theirs", "both"),
    [
        ("Issue", "Mine.", "Hers.", f"{THEIRS_MARK} Hers.\n{MINE_MARK} Mine."),
        ("next_steps", "Mine.", "Hers.", f"{THEIRS_MARK} Hers.\n{MINE_MARK} Mine."),
        ("title", "Mine", "Hers", f"{THEIRS_MARK} Hers {MINE_MARK} Mine"),
        ("case_types", ["PAY", "DISC"], ["LVE", "DISC"], ["LVE", "DISC", "PAY"]),
        ("follow_up_on", date(2026, 12, 1), date(2026, 12, 2), None),
        ("priority", 1, 2, None),
        ("field/site", "South", "East", None),
    ],
)
def test_each_field_takes_the_side_that_is_chosen(
    name: str, mine: object, theirs: object, both: object
) -> None:
    clash = Clash(name, name, value_of(WAS, name), mine, theirs)
    held = {side: sided(WAS, clash, side) for side in Side}
    for side, wanted in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        one = held[side]
        assert one is not None and value_of(one, name) == wanted
    found = held[Side.BOTH]
    assert (found and value_of(found, name)) == both
    if found is not None:
        # Nothing else is touched.
        assert sided(found, clash._replace(mine=value_of(WAS, name)), Side.MINE) == WAS


def test_a_clash_holds_the_old_value_and_both_new_ones() -> None:
    mine = replace(WAS, next_steps="Mine.", fields={"site": "South"})
    theirs = replace(WAS, next_steps="Hers.", fields={}, title="Other")
    merged = merge(WAS, mine, theirs)
    assert merged.clashes == (
        Clash("field/site", "site", "North", "South", ""),
        Clash("next_steps", "Next steps", "Ring.", "Mine.", "Hers."),
    )
    assert merged.both == ("site", "Next steps")
    assert merged.contents.title == "Other"


def test_a_task_has_a_note_of_both() -> None:
    clash = Clash("note", "Note", "", "Mine.", "Hers.")
    task = sided(TaskContents("Ring"), clash, Side.BOTH)
    assert task is not None and task.note == both_of(clash, section=False)


def test_a_detail_takes_in_what_stands_and_tells_what_both_changed() -> None:
    edit = DetailEdit(
        UUID(int=1),
        UUID(int=2),
        "her",
        1,
        Part.PHONE,
        Deed.CHANGE,
        was={"shown": "1", "kind": "home", "note": "x"},
        values={"shown": "2", "kind": "home", "note": "same"},
    )
    clashes = take_in(
        edit, {"shown": "3", "kind": "work", "note": "same"}, {"shown": "Phone", "kind": "Kind", "note": "N"}
    )
    assert clashes == (Clash("shown", "Phone", "1", "2", "3"),)
    assert edit.values == {"shown": "2", "kind": "work", "note": "same"}
    assert edit.changed() == {"shown": "2"}
