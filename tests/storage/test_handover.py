"""The handover brief out of the store, pinned notes, notes by their words, and who is mentioned in vain."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from data.desk import cases, details, handover, history, interactions, mentions, notes, undoing
from data.desk.desk import Desk
from data.rules.handover import as_text, redacted
from data.rules.note_kinds import NoteKind
from data.store.store import Store
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import BadInput, NotFound
from data.types.staff import Assignee
from tests.builders import (
    Clock,
    a_case,
    a_case_form,
    a_member,
    an_interaction_form,
    job_of,
    sections,
    team_id,
)

DeskFor = Callable[[str], Desk]


@pytest.fixture
def member(store: Store) -> UUID:
    return a_member(store, phones=("0491 570 006",), employer="Bayview Hospital", number="0048213")


def a_noted(desk: Desk, member: UUID, case_id: UUID, issue: str) -> UUID:
    """A note on that case; its id."""
    form = an_interaction_form(member, about_case_id=case_id, sections=sections(issue=issue), case_types=[])
    cases.add_note(desk, case_id, form)
    return form.id


def a_whole_case(desk: Desk, store: Store, member: UUID) -> UUID:
    """A case with everything a handover asks for, made of an interaction."""
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    form = a_case_form(
        member,
        contact.id,
        job_id=job_of(store, member),
        sections=sections(issue="No roster.", member_seeking="The old one.", advice="Keep texts."),
        next_steps="Kim: ring Andrea's manager.",
    )
    cases.create(desk, form)
    return form.id


def test_a_whole_case_answers_all_eight(desk: Desk, store: Store, member: UUID) -> None:
    case_id = a_whole_case(desk, store, member)
    a_noted(desk, member, case_id, "She rang.")
    brief = handover.of(desk, "case", case_id)
    assert brief.unanswered == ()
    told = {one.question: one.text for one in brief.answers}
    assert told["Who"].startswith("Andrea Gallagher, 0048213, ")
    assert told["Job"] == "Bayview Hospital"
    assert told["Next"] == "Kim: ring Andrea's manager.\nOwner: Kim Tran"
    assert told["On file"] == "2 notes, 1 interaction; of the member 1 interaction in all"
    assert len(brief.last_contacts) == 2


def test_a_team_is_an_owner_and_what_the_note_does_not_say_is_named(
    desk: Desk, store: Store, member: UUID
) -> None:
    form = a_case_form(member, assignees=[Assignee(team_id=team_id("MSD"))], follow_up_on=None)
    cases.create(desk, form)
    brief = handover.of(desk, "case", form.id)
    assert {one.question: one.said for one in brief.answers}["Next"].endswith("Owner: MSD team")
    assert brief.unanswered == ("Seeking", "Advice")


def test_an_interaction_has_a_brief_too_and_advice_left_out_on_purpose_is_an_answer(
    desk: Desk, member: UUID
) -> None:
    form = an_interaction_form(member, no_advice=True, follow_up_on=date(2026, 11, 27))
    interactions.submit(desk, form)
    told = {one.question: one.text for one in handover.of(desk, "interaction", form.id).answers}
    assert told["Advice"] == "no advice given"
    assert told["By when"] == "Follow-up Fri 27 Nov, in 4 d"
    assert told["Next"].endswith("Owner: Kim Tran")
    with pytest.raises(BadInput):
        handover.of(desk, "member", member)


def test_whom_the_store_knows_is_not_named_in_a_redacted_one(
    desk: Desk, desk_for: DeskFor, store: Store
) -> None:
    member = a_member(
        store, "Andrea", "Gallagher", number="0048213", phones=("0491 570 006",), informal="Drea"
    )
    _renamed(desk, member, "Galloway")
    case_id = a_case(
        desk, member, next_steps="Kim: ring DREA Gallagher, now Galloway, 0491570006. sam.ortiz knows."
    )
    known = handover.known(desk, "case", case_id)
    text = as_text(redacted(handover.of(desk, "case", case_id), known))
    assert "[officer 1]: ring [member], now [member], [phone]. [officer" in text
    for name in ("Drea", "DREA", "Gallagher", "Galloway", "Kim", "ortiz", "0048213", "0491"):
        assert name not in text


def _renamed(desk: Desk, member: UUID, family: str) -> None:
    edit = DetailEdit(
        desk.new_id(),
        member,
        "",
        1,
        Part.MEMBER,
        Deed.CHANGE,
        was={"family": "Gallagher"},
        values={"family": family},
    )
    details.change(desk, edit)


def test_a_hidden_case_has_no_brief(desk: Desk, desk_for: DeskFor, member: UUID) -> None:
    case_id = a_case(desk_for("sam.ortiz"), member, owner="sam.ortiz", scope=2)
    for ask in (handover.of, handover.known):
        with pytest.raises(NotFound):
            ask(desk, "case", case_id)
    with pytest.raises(NotFound):
        notes.pin(desk, case_id, case_id, on=True)
    with pytest.raises(NotFound):
        mentions.shut_out(desk, case_id, ["@Jo Marsh"])


def test_a_pinned_note_leads_with_who_pinned_it_and_the_history_tells(
    desk: Desk, desk_for: DeskFor, clock: Clock, member: UUID
) -> None:
    case_id = a_case(desk, member)
    clock.move(days=1)
    note = a_noted(desk, member, case_id, "Never ring her at work.")
    clock.move(hours=1)
    before = cases.read(desk, case_id).version
    sam = desk_for("sam.ortiz")
    assert not notes.pin(sam, case_id, note, on=True).already
    assert notes.pin(desk, case_id, note, on=True).already
    (pinned,) = handover.of(desk, "case", case_id).pinned
    assert pinned.text == "Never ring her at work."
    assert pinned.said.startswith("by Sam Ortiz, written by Kim Tran")
    told = cases.read(desk, case_id)
    assert [(one.number, one.pinned_by) for one in told.notes] == [(2, "Sam Ortiz"), (1, "")]
    assert told.version == before
    (line,) = (line for line in history.of_case(desk, case_id) if line.action == "cases.pin")
    assert (line.who, line.field, line.old, line.new) == ("Sam Ortiz", "pinned by", None, "Sam Ortiz")
    notes.pin(desk, case_id, note, on=False)
    assert handover.of(desk, "case", case_id).pinned == ()
    assert history.of_case(desk, case_id)[0].action == "cases.unpin"


def test_for_whom_a_note_is_stands_in_the_history_and_is_taken_back(
    desk: Desk, member: UUID, clock: Clock
) -> None:
    case_id = a_case(desk, member)
    clock.move(days=1)
    note = a_noted(desk, member, case_id, "Her manager is a friend of mine.")
    assert not notes.put_kind(desk, case_id, note, NoteKind.INTERNAL).already
    assert notes.put_kind(desk, case_id, note, NoteKind.INTERNAL).already
    notes.pin(desk, case_id, note, on=True)
    brief = handover.of(desk, "case", case_id)
    assert [one.internal for one in brief.pinned] == [True]
    assert "friend" not in as_text(redacted(brief, handover.known(desk, "case", case_id)))
    (line,) = (line for line in history.of_case(desk, case_id) if line.action == "cases.note_kind")
    assert (line.field, line.old, line.new) == ("security", "standard", "internal")
    undoing.undo(desk, undoing.undoable(desk)[1].id)
    assert [one.security for one in notes.of_case(desk, case_id)] == ["standard", "standard"]


def test_a_note_of_another_case_is_not_pinned(desk: Desk, member: UUID) -> None:
    one, other = a_case(desk, member), a_case(desk, member)
    note = cases.read(desk, other).notes[0].id
    for wrong in (note, uuid4()):
        with pytest.raises(NotFound):
            notes.pin(desk, one, wrong, on=True)


def test_notes_are_found_by_their_words_within_what_may_be_seen(
    desk: Desk, desk_for: DeskFor, clock: Clock, member: UUID
) -> None:
    contact = an_interaction_form(
        member, sections=sections(issue="x", advice="50%_off\nThe Roster of December")
    )
    interactions.submit(desk, contact)
    clock.move(minutes=1)
    mine, hidden = a_case(desk, member), a_case(desk_for("sam.ortiz"), member, owner="sam.ortiz", scope=2)
    for case_id, at in ((mine, desk), (hidden, desk_for("sam.ortiz"))):
        clock.move(minutes=1)
        a_noted(at, member, case_id, "roster promised in december")
    found = notes.find(desk, "december ROSTER")
    assert [(one.number, one.author) for one in found] == [("C-10001", "Kim Tran"), ("I-20001", "Kim Tran")]
    assert found[1].line == "The Roster of December"
    assert found[0].member_name == "Andrea Gallagher"
    assert [one.number for one in notes.find(desk_for("sam.ortiz"), "december roster", 1)] == ["C-10002"]
    assert [one.number for one in notes.find(desk, "50%_off")] == ["I-20001"]
    assert notes.find(desk, "5_%_off") == ()
    assert notes.find(desk, "december nowhere") == ()
    for short in ("", "of", "a b c"):
        with pytest.raises(BadInput):
            notes.find(desk, short)


def test_who_may_not_open_the_case_is_named(desk: Desk, member: UUID) -> None:
    case_id = a_case(desk, member, confidential=True)
    texts = ["Ask @Jo Marsh and @sam.ortiz.", "@Joe @nobody a@Jo"]
    assert mentions.shut_out(desk, case_id, texts) == ("Jo Marsh",)
    assert mentions.shut_out(desk, case_id, ["Jo Marsh"]) == ()
    only_kim = a_case(desk, member, scope=2)
    assert mentions.shut_out(desk, only_kim, texts) == ("Jo Marsh", "Sam Ortiz")
    assert mentions.shut_out(desk, only_kim, ["@Ravi Nair, @Kim Tran"]) == ()
