"""A contact is saved once, a case links back, and everything leaves its change rows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import FromClause, func, select
from uuid_utils.compat import uuid7

from data.desk import cases, history, interactions, members
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, CASE, CHANGE, INTERACTION, NOTE, SECTION
from data.types.errors import BadInput, Conflict, Incomplete, NotFound
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.timeline import ItemKind
from tests.builders import (
    Clock,
    a_case_form,
    a_member,
    an_interaction_form,
    change_case,
    job_of,
    sections,
    staff_id,
)

HOSTILE = "a\x1b]52;c;Zm9v\x07b\x00\u202ec\x9b31m[/b]\r\n\ttab 名前 👩‍⚖️"


def count(store: Store, table: FromClause) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_contact_submitted_twice_is_one_row(desk: Desk, store: Store) -> None:
    form = an_interaction_form(a_member(store))
    first = interactions.submit(desk, form)
    again = interactions.submit(desk, form)
    assert (first.already, again.already) == (False, True)
    assert (first.id, first.number) == (again.id, again.number) == (form.id, "I-20001")
    assert (count(store, INTERACTION), count(store, NOTE), count(store, SECTION)) == (1, 1, 5)


def test_two_threads_that_submit_the_same_contact_make_one_row(desk: Desk, store: Store) -> None:
    form = an_interaction_form(a_member(store))
    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(lambda _: interactions.submit(desk, form), range(4)))
    assert sorted(one.already for one in saved) == [False, True, True, True]
    assert count(store, INTERACTION) == 1


def test_two_programs_that_submit_the_same_contact_make_one_row(
    desk_for: Callable[[str], Desk], store: Store
) -> None:
    form = an_interaction_form(a_member(store))
    desks = [desk_for("kim.tran") for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        saved = list(pool.map(lambda desk: interactions.submit(desk, form), desks))
    assert sorted(one.already for one in saved) == [False, True, True]


def test_numbers_begin_at_20001_and_10001_and_go_on(desk: Desk, store: Store) -> None:
    member = a_member(store)
    said = [interactions.submit(desk, an_interaction_form(member)).number for _ in range(3)]
    opened = [cases.create(desk, a_case_form(member)).number for _ in range(2)]
    assert said == ["I-20001", "I-20002", "I-20003"]
    assert opened == ["C-10001", "C-10002"]


def test_numbers_go_on_behind_those_that_were_loaded(desk: Desk, store: Store) -> None:
    member = a_member(store)
    form = an_interaction_form(member)
    interactions.submit(desk, form)
    with store.loading("test") as connection:
        connection.execute(INTERACTION.update().values(reference=30000))
    assert interactions.submit(desk, an_interaction_form(member)).number == "I-30001"


def test_what_is_missing_is_named_all_at_once(desk: Desk, store: Store) -> None:
    form = InteractionForm(id=uuid7(), started_at=desk.clock())
    with pytest.raises(Incomplete) as told:
        interactions.submit(desk, form)
    assert told.value.gaps == ("Member", "Note", "Type", "About")
    assert count(store, INTERACTION) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("interaction_type", "Pigeon"),
        ("related_to", "Weather"),
        ("outcome", "Unheard of"),
        ("case_types", ["NONE"]),
        ("job_id", UUID(int=1)),
        ("ticket_url", "javascript:alert(1)"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused(desk: Desk, store: Store, field: str, value: object) -> None:
    with pytest.raises(BadInput):
        interactions.submit(desk, an_interaction_form(a_member(store), **{field: value}))
    assert count(store, INTERACTION) == 0


def test_a_contact_with_nobody_known_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        interactions.submit(desk, an_interaction_form(UUID(int=7)))


def test_hostile_text_is_stored_clean_and_the_form_stays_as_typed(desk: Desk, store: Store) -> None:
    form = an_interaction_form(a_member(store), sections=sections(issue=HOSTILE))
    interactions.submit(desk, form)
    body = interactions.read(desk, form.id).sections[1].body
    assert not any(sign in body for sign in "\x1b\x00\x07\x9b\u202e\r")
    assert "[/b]" in body and "👩‍⚖️" in body and "名前" in body
    assert form.body("Issue") == HOSTILE


def test_hostile_text_in_every_field_of_a_case_is_stored_clean(desk: Desk, store: Store) -> None:
    form = a_case_form(
        a_member(store),
        title=HOSTILE,
        next_steps=HOSTILE,
        direct_reason=HOSTILE,
        sections=[Section(HOSTILE, HOSTILE)],
    )
    cases.create(desk, form)
    record = cases.read(desk, form.id)
    shown = [record.title, record.next_steps, record.description[0].title, record.description[0].body]
    shown += [line.reason + (line.new or "") for line in history.of_case(desk, form.id)]
    assert not any(sign in text for text in shown for sign in "\x1b\x00\x07\x9b\u202e\r")
    assert "\n" not in record.title and "\n" in record.next_steps


def test_a_megabyte_of_note_comes_back_whole(desk: Desk, store: Store) -> None:
    text = "Rosters and 名前. " * 70_000
    form = an_interaction_form(a_member(store), sections=sections(background=text))
    interactions.submit(desk, form)
    assert interactions.read(desk, form.id).sections[0].body == text


def test_a_contact_is_read_back_as_it_was_written(desk: Desk, store: Store) -> None:
    member = a_member(store, employer="Northgate Hospital")
    form = an_interaction_form(
        member,
        case_types=["UND", "ROS"],
        job_id=job_of(store, member),
        follow_up_on=desk.today(),
        ticket_url="https://desk.example.org/agent/dv/12ab",
        duration_s=372,
    )
    saved = interactions.submit(desk, form)
    back = interactions.as_form(interactions.by_reference(desk, saved.reference))
    for name in (
        "id", "member_id", "sections", "interaction_type", "related_to", "case_types",
        "outcome", "follow_up_on", "job_id", "ticket_url", "duration_s", "template",
    ):  # fmt: skip
        assert getattr(back, name) == getattr(form, name), name


def test_a_case_made_of_a_contact_is_linked_both_ways(desk: Desk, store: Store) -> None:
    member = a_member(store)
    contact = an_interaction_form(member, follow_up_on=desk.today())
    interactions.submit(desk, contact)
    form = a_case_form(member, contact.id)
    saved = cases.create(desk, form)
    record, origin = cases.read(desk, form.id), interactions.read(desk, contact.id)
    assert (record.interaction_id, record.interaction_reference) == (contact.id, 20001)
    assert (origin.case_id, origin.case_reference) == (form.id, saved.reference)
    assert (record.origin, record.owner, record.status_kind) == ("converted", "Kim Tran", "open")
    with store.reading() as connection:
        # The case carries the date from now on: one thing to do, not two.
        assert connection.execute(select(INTERACTION.c.follow_up_officer_id)).scalar_one() is None


def test_a_case_is_created_once_however_often_it_is_sent(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store))
    with ThreadPoolExecutor(3) as pool:
        saved = list(pool.map(lambda _: cases.create(desk, form), range(3)))
    assert {one.number for one in saved} == {"C-10001"}
    assert sorted(one.already for one in saved) == [False, True, True]
    assert count(store, CASE) == 1


def test_a_contact_becomes_one_case_only(desk: Desk, store: Store) -> None:
    member = a_member(store)
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    cases.create(desk, a_case_form(member, contact.id))
    with pytest.raises(Conflict, match="already became C-10001"):
        cases.create(desk, a_case_form(member, contact.id))
    assert count(store, CASE) == 1


def test_a_case_of_a_contact_with_someone_else_is_refused(desk: Desk, store: Store) -> None:
    contact = an_interaction_form(a_member(store))
    interactions.submit(desk, contact)
    with pytest.raises(BadInput):
        cases.create(desk, a_case_form(a_member(store, "Bo", "Lund"), contact.id))


def test_a_direct_case_needs_its_reason(desk: Desk, store: Store) -> None:
    with pytest.raises(Incomplete) as told:
        cases.create(desk, a_case_form(a_member(store), direct_reason=" ", title=""))
    assert told.value.gaps == ("Title", "Reason")


def test_a_contact_about_a_case_becomes_its_note_once(desk: Desk, store: Store) -> None:
    member = a_member(store)
    form = a_case_form(member)
    cases.create(desk, form)
    contact = an_interaction_form(member, about_case_id=form.id, sections=sections(advice="Keep the letter."))
    saved = [interactions.submit(desk, contact) for _ in range(2)]
    assert [(one.number, one.already) for one in saved] == [("C-10001", False), ("C-10001", True)]
    record = cases.read(desk, form.id)
    assert (len(record.notes), record.notes[0].channel) == (2, "Phone – inbound")
    assert record.description[1].body == "Roster changed without notice."
    assert count(store, INTERACTION) == 0


def test_a_follow_up_given_with_a_note_moves_the_case(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store))
    cases.create(desk, form)
    contact = an_interaction_form(None, about_case_id=form.id, follow_up_on=desk.today())
    interactions.submit(desk, contact)
    assert cases.read(desk, form.id).follow_up_on == desk.today()


def test_a_note_without_words_is_refused(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store))
    cases.create(desk, form)
    with pytest.raises(Incomplete):
        cases.add_note(desk, form.id, an_interaction_form(None, sections=sections(issue=" \n\x00 ")))


def test_the_timeline_shows_contact_case_and_note_newest_first(
    desk: Desk, store: Store, clock: Clock
) -> None:
    member = a_member(store)
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    clock.move(minutes=1)
    form = a_case_form(member, contact.id)
    cases.create(desk, form)
    clock.move(minutes=1)
    cases.add_note(desk, form.id, an_interaction_form(None, sections=sections(advice="One.\n\nTwo.\nThree.")))
    items = members.timeline(desk, member)
    assert [item.kind for item in items] == [ItemKind.NOTE, ItemKind.CASE, ItemKind.INTERACTION]
    assert items[0].lines == ("One.", "Two.")
    assert [item.number for item in items] == ["C-10001", "C-10001", "I-20001"]
    assert items[2].case_number == "C-10001"
    assert items[2].lines == ("Six years on the night roster.", "Roster changed without notice.")


def test_the_timeline_is_cut_at_its_limit_the_newest_kept(desk: Desk, store: Store, clock: Clock) -> None:
    member = a_member(store)
    for _ in range(5):
        clock.move(minutes=1)
        interactions.submit(desk, an_interaction_form(member))
    assert [item.number for item in members.timeline(desk, member, 3)] == ["I-20005", "I-20004", "I-20003"]


def test_every_written_row_leaves_a_change_under_one_act(desk: Desk, store: Store) -> None:
    member = a_member(store)
    form = an_interaction_form(member)
    interactions.submit(desk, form)
    with store.reading() as connection:
        acts = connection.execute(select(ACT.c.action, ACT.c.officer_id).where(ACT.c.action != "test")).all()
        changes = connection.execute(
            select(CHANGE.c.record_kind, CHANGE.c.field, CHANGE.c.owner_kind, CHANGE.c.owner_id)
        ).all()
    assert acts == [("interactions.submit", staff_id("kim.tran"))]
    kinds = sorted(change.record_kind for change in changes)
    assert kinds == ["interaction", "interaction_case_type", "note", *["note_section"] * 5]
    assert {tuple(change)[1:] for change in changes} == {("+", "interaction", form.id)}


def test_the_history_of_a_case_tells_who_changed_what(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store))
    cases.create(desk, form)
    record = cases.read(desk, form.id)
    change_case(desk, record, next_steps="Ring back.", reason="She rang")
    line = next(line for line in history.of_case(desk, form.id) if line.field == "next_steps")
    assert (line.who, line.action, line.reason) == ("Kim Tran", "cases.change", "She rang")
    assert (line.old, line.new) == ("Write to the manager.", "Ring back.")


def test_a_unit_of_work_that_fails_leaves_nothing(desk: Desk, store: Store) -> None:
    member = a_member(store)
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    before = count(store, CHANGE)
    with pytest.raises(BadInput):
        cases.create(desk, a_case_form(member, contact.id, status="Unheard of"))
    assert (count(store, CASE), count(store, CHANGE)) == (0, before)
    assert interactions.read(desk, contact.id).case_id is None
