"""A case of many notes: what is seen first is read first, and nothing is lost to whoever wants all (features A5.12)."""

from collections.abc import Callable
from uuid import UUID

import pytest

from data.desk import cases, handover, notes, proposing, tasks
from data.desk.desk import Desk
from data.rules.notes import LAST, listed
from data.store.store import Store
from data.types.errors import NotFound
from data.types.notes import NoteRow
from tests.builders import Clock, a_case, a_member, an_interaction_form, sections
from tests.storage.statements import rows, statements

DeskFor = Callable[[str], Desk]
MANY = 12


@pytest.fixture
def long_case(desk: Desk, store: Store, clock: Clock) -> UUID:
    """A case of Kim's with 12 notes after the one it was opened with; two of the old ones are pinned."""
    case_id = a_case(desk, a_member(store))
    for number in range(2, MANY + 2):
        clock.move(minutes=1)
        words = sections(issue=f"Word {number}.", actions=f"Kim: step {number} (fri)")
        cases.add_note(desk, case_id, an_interaction_form(None, sections=words))
    for note in notes.of_case(desk, case_id):
        if note.number in (2, 4):
            notes.pin(desk, case_id, note.id, on=True)
    return case_id


def numbers(found: tuple[NoteRow, ...]) -> list[int]:
    return [note.number for note in found]


def test_what_is_seen_first_is_what_a_list_of_all_would_show_first(desk: Desk, long_case: UUID) -> None:
    case, every = cases.read(desk, long_case), notes.of_case(desk, long_case)
    assert numbers(every) == list(range(MANY + 1, 0, -1))
    assert numbers(case.notes) == [13, 12, 11, 10, 9, 4, 2, 1]
    assert case.note_count == len(every)
    assert listed(case.notes) == listed(every)
    assert all(note == every[MANY + 1 - note.number] for note in case.notes)
    assert case.description == every[-1].sections


def test_a_case_of_one_note_has_it_once(desk: Desk, store: Store) -> None:
    case = cases.read(desk, a_case(desk, a_member(store)))
    assert (numbers(case.notes), case.note_count) == ([1], 1)
    notes.pin(desk, case.id, case.notes[0].id, on=True)
    assert numbers(cases.read(desk, case.id).notes) == [1]


def test_a_case_opens_in_as_many_statements_and_rows_however_many_notes_it_has(
    desk: Desk, long_case: UUID, clock: Clock
) -> None:
    def cost() -> tuple[int, int]:
        with statements(desk) as told:
            cases.read(desk, long_case)
            tasks.held_by(desk, long_case)
        assert len([one for one in told if "FROM note_section" in one.statement]) == 1
        return len(told), rows(desk, told)

    before = cost()
    for _ in range(2 * LAST):
        clock.move(minutes=1)
        cases.add_note(desk, long_case, an_interaction_form(None))
    assert cost() == before


def test_every_note_is_read_in_two_statements(desk: Desk, long_case: UUID) -> None:
    with statements(desk) as told:
        assert len(notes.of_case(desk, long_case)) == MANY + 1
    assert len([one for one in told if "note" in one.statement]) == 2


def test_who_may_not_see_the_case_reads_none_of_its_notes(desk_for: DeskFor, store: Store) -> None:
    case_id = a_case(desk_for("kim.tran"), a_member(store), confidential=True)
    with pytest.raises(NotFound):
        notes.of_case(desk_for("jo.marsh"), case_id)
    assert tasks.held_by(desk_for("jo.marsh"), case_id) == ()


def test_what_was_agreed_in_any_note_is_still_proposed_and_counted(desk: Desk, long_case: UUID) -> None:
    proposed = [one.title for one in tasks.of_case(desk, long_case).proposed]
    assert [f"step {number}" for number in range(2, MANY + 2)] == [
        title for title in proposed if title.startswith("step ")
    ]
    third = next(one for one in tasks.of_case(desk, long_case).proposed if one.title == "step 3")
    assert third.who is not None
    proposing.take(desk, long_case, [third.id])
    assert [task.title for task in tasks.held_by(desk, long_case)] == ["step 3"]
    brief = handover.of(desk, "case", long_case)
    assert f"{MANY + 1} notes" in brief.answers[-1].text
    assert [one.text.split(".")[0] for one in brief.pinned] == ["Word 4", "Word 2"]
