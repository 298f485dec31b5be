"""A hidden case on every surface, a line each: whoever may not see it is told nothing of it, not even a number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from data.desk import (
    awaiting,
    cases,
    changing,
    find,
    follow_ups,
    handover,
    history,
    holding,
    interactions,
    members,
    mentions,
    messages,
    notes,
    queue,
    retyping,
)
from data.desk.desk import Desk
from data.store.store import Store
from data.types.errors import CasetuiError, NotFound
from tests.builders import a_case, a_case_form, a_member, an_interaction_form, change_case

TICKET = "https://desk.example.org/tickets/4711"


@pytest.fixture
def hidden(desk_for: Callable[[str], Desk], store: Store) -> tuple[UUID, UUID, UUID]:
    """Member, interaction, and what it became: Aisha's case, seen by her alone, for review, watched by Sam."""
    aisha, sam = desk_for("aisha.bello"), desk_for("sam.ortiz")
    member = a_member(store)
    contact = an_interaction_form(member)
    interactions.submit(aisha, contact)
    form = a_case_form(member, contact.id, ticket_url=TICKET, assignees=[])
    cases.create(aisha, form)
    holding.watch(sam, form.id)
    holding.claim(aisha, form.id)
    holding.review(aisha, form.id)
    record = cases.read(aisha, form.id)
    change_case(aisha, record, scope=2, tags=["media"])
    return member, contact.id, form.id


LISTS: list[tuple[str, Callable[[Desk, UUID, UUID], Any], Any]] = [
    ("cases", lambda at, member, contact: cases.listing(at, open_only=False), ()),
    ("cases with a tag", lambda at, member, contact: cases.listing(at, tag="media"), ()),
    ("cases for review", lambda at, member, contact: cases.listing(at, review=True), ()),
    ("cases watched", lambda at, member, contact: cases.listing(at, watched=True), ()),
    ("open cases of her", lambda at, member, contact: cases.open_of(at, member), ()),
    ("closed lately", lambda at, member, contact: cases.closed_lately(at, member), ()),
    ("her card's count", lambda at, member, contact: members.card(at, member).open_cases, 0),
    ("work: rows", lambda at, member, contact: queue.mine(at).rows, ()),
    ("work: counts", lambda at, member, contact: queue.mine(at)[1:], (*(0,) * 8, ())),
    ("load", lambda at, member, contact: queue.load(at), {}),
    ("found by number", lambda at, member, contact: find.members(at, "C-10001"), ()),
    (
        "found by ticket",
        lambda at, member, contact: [hit.record for hit in find.members(at, TICKET) if hit.record],
        [],
    ),
    (
        "timeline",
        lambda at, member, contact: [item.case_number for item in members.timeline(at, member)],
        [""],
    ),
    (
        "the interaction it came from",
        lambda at, member, contact: interactions.read(at, contact).case_id,
        None,
    ),
]


def test_lists_and_counts_say_nothing(
    desk_for: Callable[[str], Desk], hidden: tuple[UUID, UUID, UUID]
) -> None:
    aisha = desk_for("aisha.bello")
    shut_out = [desk_for(login) for login in ("sam.ortiz", "lena.vogt", "jo.marsh")]
    for what, ask, nothing in LISTS:
        assert [ask(at, *hidden[:2]) for at in shut_out] == [nothing] * 3, what
        # To whoever holds it the same question says something, but where it is not closed.
        if what != "closed lately" and what != "cases watched":
            assert ask(aisha, *hidden[:2]) != nothing, what


ACTS: list[tuple[str, Callable[[Desk, UUID], Any]]] = [
    ("read", cases.read),
    ("by number", lambda at, case: cases.by_reference(at, 10001)),
    ("brief", lambda at, case: queue.brief(at, "case", case)),
    ("handover brief", lambda at, case: handover.of(at, "case", case)),
    ("whom a redacted brief hides", lambda at, case: handover.known(at, "case", case)),
    ("pin", lambda at, case: notes.pin(at, case, case, on=True)),
    ("mentions", lambda at, case: mentions.shut_out(at, case, ["@Kim Tran"])),
    ("history", history.of_case),
    ("note", lambda at, case: cases.add_note(at, case, an_interaction_form(None))),
    ("ticket", lambda at, case: cases.link_ticket(at, case, "", TICKET)),
    ("follow-up", lambda at, case: follow_ups.move(at, "case", case, None, None)),
    ("called back", lambda at, case: follow_ups.called_back(at, "case", case)),
    ("claim", holding.claim),
    ("give back", holding.release),
    ("review", holding.review),
    ("watch", holding.watch),
    ("reopen", holding.reopen),
    ("retype", lambda at, case: retyping.retype(at, case, "BUL", {})),
    ("messages", messages.of_case),
    ("message to write", lambda at, case: messages.to_write(at, case, case)),
    ("awaited", awaiting.of_case),
    ("replied", awaiting.replied),
    ("plan of a retype", lambda at, case: retyping.plan(at, case, "BUL")),
]


def test_every_act_says_that_there_is_no_such_case(
    desk_for: Callable[[str], Desk], hidden: tuple[UUID, UUID, UUID]
) -> None:
    sam = desk_for("sam.ortiz")
    for what, act in ACTS:
        with pytest.raises(NotFound) as told:
            print(what, act(sam, hidden[2]))
        assert "10001" not in told.value.sentence, what


def test_a_change_begun_before_it_was_hidden_does_not_arrive(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_case(desk, a_member(store))
    sam = desk_for("sam.ortiz")
    edit = changing.begin(cases.read(sam, case), sam.new_id())
    edit.now.title = "Mine"
    change_case(desk, cases.read(desk, case), scope=2)
    with pytest.raises(NotFound):
        changing.change(sam, edit)
    assert cases.read(desk, case).title == "Hours, rosters & breaks"


WHO_MAY: list[tuple[str, str, dict[str, Any], dict[str, Any], str]] = [
    # what, who, the case before, what changes, whether it is allowed
    ("an officer closes it to basic access", "sam.ortiz", {}, {"confidential": True}, ""),
    ("basic access decides nothing", "jo.marsh", {}, {"scope": 1}, "basic access does not decide"),
    ("not even what it holds", "jo.marsh", {"owner": "jo.marsh"}, {"scope": 1}, "basic access does not decide"),
    ("who holds it opens it", "kim.tran", {"confidential": True}, {"confidential": False}, ""),
    ("another officer does not", "sam.ortiz", {"confidential": True}, {"confidential": False}, "only its staff"),
    ("a supervisor does", "lena.vogt", {"confidential": True}, {"confidential": False}, ""),
    ("an officer narrows to the team", "sam.ortiz", {}, {"scope": 1}, ""),
    ("and does not widen again", "sam.ortiz", {"scope": 1}, {"scope": 0}, "only its staff"),
    ("a supervisor widens", "lena.vogt", {"scope": 1}, {"scope": 0}, ""),
    ("team without a team", "kim.tran", {"team_id": None}, {"scope": 1}, "belongs to no team"),
    ("who sees it is one of three", "kim.tran", {}, {"scope": 7}, "the office, its team or its staff"),
    ("shut out unless asked", "sam.ortiz", {}, {"scope": 2}, "you would not see this case any more"),
]  # fmt: skip


def test_who_decides_who_sees_it(desk: Desk, desk_for: Callable[[str], Desk], store: Store) -> None:
    """Features A3.12, A3.17, A3.18."""
    desks = {login: desk_for(login) for login in ("sam.ortiz", "jo.marsh", "lena.vogt", "ravi.admin")}
    desks["kim.tran"] = desk
    member = a_member(store)
    for what, login, columns, values, why in WHO_MAY:
        case = a_case(desk, member, **columns)
        before = cases.read(desks[login], case)
        refused = ""
        try:
            change_case(desks[login], before, **values)
        except CasetuiError as error:
            refused = error.sentence
        assert (why in refused) if why else not refused, (what, refused)
        (name, wanted), after = next(iter(values.items())), cases.read(desks["ravi.admin"], case)
        assert getattr(after, name) == (getattr(before, name) if why else wanted), what


def test_whoever_goes_on_all_the_same_is_answered_for_the_last_time(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_case(desk, a_member(store))
    sam = desk_for("sam.ortiz")
    edit = changing.begin(cases.read(sam, case), sam.new_id())
    after = changing.change(sam, replace(edit, now=replace(edit.now, scope=2), leaving=True))
    assert after.scope == 2
    with pytest.raises(NotFound):
        cases.read(sam, case)
    with pytest.raises(NotFound):
        changing.change(sam, replace(edit, now=replace(edit.now, scope=1), leaving=True))
