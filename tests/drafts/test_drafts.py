from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from data.drafts import Drafts
from data.types.documents import Attachment
from data.types.drafts import DraftState
from data.types.errors import DraftRefused, NotFound
from data.types.forms import CaseForm, InteractionForm
from data.types.notes import Section
from tests.drafts.conftest import Hand, Opener


def a_note(issue: str = "Roster changed") -> InteractionForm:
    return InteractionForm(
        uuid4(), datetime(2026, 11, 22, 22, 41, tzinfo=UTC), sections=[Section("Issue", issue)]
    )


def a_case(of: InteractionForm) -> CaseForm:
    return CaseForm(uuid4(), uuid4(), "Andrew Gallagher 0048213", of.id, title="Rosters")


def test_what_is_kept_is_read_again(drafts: Drafts) -> None:
    note = a_note()
    kept_at = drafts.keep(note)
    draft = drafts.read(note.id)
    assert draft is not None
    assert (draft.form, draft.state, draft.kept_at, draft.first_words) == (
        note, DraftState.WRITING, kept_at, "Roster changed",
    )  # fmt: skip


def test_the_newest_kept_stands_first(drafts: Drafts) -> None:
    first, second = a_note("first"), a_note("second")
    drafts.keep(first)
    drafts.keep(second)
    drafts.keep(first)
    assert [draft.first_words for draft in drafts.listing()] == ["first", "second"]


def test_a_strangers_draft_is_never_listed_nor_touched(opened: Opener) -> None:
    note = a_note()
    kim = opened()
    kim.keep(note)
    for other in (opened(officer="sam"), opened(store="another union")):
        assert other.listing() == ()
        assert other.read(note.id) is None
        assert other.counts() == (0, 0, 0)
        for act in (other.park, other.take_up, other.discard, other.restore):
            with pytest.raises(NotFound):
                act(note.id)
        other.sent(note.id)
    assert [draft.form for draft in kim.listing()] == [note]


def test_two_at_one_machine_each_have_their_own_of_a_draft_that_was_shared(opened: Opener) -> None:
    """A colleague takes up what was shared, at the same desk: neither writes over the other's words."""
    note, theirs = a_note("kim's words"), a_note("sam's words")
    theirs = replace(theirs, id=note.id)
    file = Attachment(uuid4(), "letter.pdf", Path("letter.pdf"), with_form=note.id)
    kim, sam = opened(), opened(officer="sam")
    kim.keep(note)
    kim.keep(file)
    sam.receive(theirs)
    kim.park(note.id)
    assert [(draft.form, draft.state) for draft in sam.listing()] == [(theirs, DraftState.WRITING)]
    assert [(draft.form, draft.state) for draft in kim.listing()] == [(note, DraftState.PARKED)]
    sam.discard(note.id)
    assert sam.listing() == () and len(kim.listing()) == 1
    sam.restore(note.id)
    sam.wait(theirs)
    assert kim.waiting() == () and kim.attached_to(note.id) == (file,)
    sam.refused(note.id, "no member")
    assert [draft.problem for draft in (*kim.listing(), *sam.listing())] == ["", "no member"]
    sam.sent(note.id)
    assert sam.listing() == () and [draft.form for draft in kim.listing()] == [note]
    # It is in the store now, whoever sent it.
    kim.take_up(note.id)
    kim.discard(note.id)
    with pytest.raises(DraftRefused, match="discarded"):
        kim.keep(note)


def test_a_parked_draft_stays_parked_when_it_is_kept_and_is_taken_up_again(drafts: Drafts) -> None:
    note = a_note()
    drafts.keep(note)
    drafts.park(note.id)
    drafts.keep(replace(note, outcome="Resolved"))
    assert drafts.counts() == (0, 1, 0)
    draft = drafts.take_up(note.id)
    assert (draft.state, draft.form.id, drafts.counts()) == (DraftState.WRITING, note.id, (1, 0, 0))


def test_waiting_drafts_stand_in_the_order_they_were_submitted(drafts: Drafts) -> None:
    note = a_note()
    later, case = a_note("later"), a_case(note)
    drafts.keep(later)
    for form in (note, case, later):
        drafts.wait(form)
    assert [draft.id for draft in drafts.waiting()] == [note.id, case.id, later.id]
    assert [draft.position for draft in drafts.waiting()] == [1, 2, 3]
    assert drafts.listing() == ()


def test_a_waiting_draft_cannot_be_written_over(drafts: Drafts) -> None:
    note = a_note()
    drafts.wait(note)
    for act in (drafts.keep, drafts.wait):
        with pytest.raises(DraftRefused):
            act(replace(note, outcome="Resolved"))
    with pytest.raises(DraftRefused):
        drafts.discard(note.id)
    with pytest.raises(DraftRefused):
        drafts.park(note.id)
    assert drafts.waiting()[0].form == note


def test_waiting_twice_with_the_same_text_is_one_place(drafts: Drafts) -> None:
    note = a_note()
    drafts.wait(note)
    assert drafts.wait(note).position == 1
    assert len(drafts.waiting()) == 1


def test_a_refused_draft_is_written_again_and_keeps_its_place_before_what_was_made_of_it(
    drafts: Drafts,
) -> None:
    note = a_note()
    case = a_case(note)
    drafts.wait(note)
    drafts.wait(case)
    drafts.refused(note.id, "Missing: Type.")
    refused = drafts.read(note.id)
    assert refused is not None
    assert (refused.state, refused.problem, refused.position) == (DraftState.WRITING, "Missing: Type.", 0)
    drafts.wait(replace(note, interaction_type="Letter"))
    assert [(draft.id, draft.problem) for draft in drafts.waiting()] == [(note.id, ""), (case.id, "")]


def test_a_sent_draft_is_gone_and_a_late_keep_does_not_raise_it(drafts: Drafts) -> None:
    note = a_note()
    drafts.wait(note)
    drafts.sent(note.id)
    drafts.sent(note.id)
    assert drafts.counts() == (0, 0, 0)
    for act in (drafts.keep, drafts.wait):
        with pytest.raises(DraftRefused):
            act(note)


def test_a_discarded_draft_is_restored_as_it_was(drafts: Drafts) -> None:
    note = a_note()
    drafts.keep(note)
    drafts.park(note.id)
    drafts.discard(note.id)
    assert drafts.listing() == ()
    with pytest.raises(DraftRefused):
        drafts.keep(note)
    assert drafts.restore(note.id).state is DraftState.PARKED


def test_discarding_is_undone_until_ten_minutes_after_the_program_ended(opened: Opener, hand: Hand) -> None:
    note = a_note()
    drafts = opened()
    drafts.keep(note)
    drafts.discard(note.id)
    hand.turn(minutes=60)
    drafts.close()
    hand.turn(minutes=9)
    again = opened()
    assert again.restore(note.id).form == note


def test_what_was_discarded_long_ago_is_wiped_from_the_file(opened: Opener, hand: Hand, path: Path) -> None:
    note = a_note("a word that stands nowhere else: xylograph")
    drafts = opened()
    drafts.keep(note)
    drafts.discard(note.id)
    drafts.close()
    hand.turn(minutes=11)
    again = opened()
    with pytest.raises(NotFound):
        again.restore(note.id)
    assert all(b"xylograph" not in part.read_bytes() for part in path.parent.iterdir())


def test_what_was_sent_is_wiped_from_the_file(drafts: Drafts, path: Path) -> None:
    note = a_note("a word that stands nowhere else: xylograph")
    drafts.keep(note)
    drafts.wait(note)
    assert any(b"xylograph" in part.read_bytes() for part in path.parent.iterdir())
    drafts.sent(note.id)
    assert all(b"xylograph" not in part.read_bytes() for part in path.parent.iterdir())


@pytest.mark.parametrize(
    "body",
    [
        "\x1b]52;c;AAAA\x07 \x9b31m [/b] [@click=app.quit] \u202egnp.exe",
        "NUL \x00 and a lone surrogate \ud800 and DEL \x7f",
        "' OR 1=1; DROP TABLE draft; --",
        "e\u0301 漢字 👩‍👩‍👧‍👦 ﷽",
        "m" * 1_000_000,
    ],
    ids=["escapes", "nul and surrogate", "sql", "letters", "a megabyte"],
)
def test_any_text_is_kept_as_it_was_typed(drafts: Drafts, body: str) -> None:
    note = a_note(body)
    drafts.keep(note)
    draft = drafts.read(note.id)
    assert draft is not None
    assert draft.form == note


def test_acts_on_a_draft_that_is_none_are_refused(drafts: Drafts) -> None:
    nobody = UUID(int=7)
    assert drafts.read(nobody) is None
    for act in (drafts.park, drafts.take_up, drafts.discard, drafts.restore):
        with pytest.raises(NotFound):
            act(nobody)
