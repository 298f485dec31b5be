"""Who is told of what: every row of the matrix, on and off, the actor, a hidden case, who wants no mail."""

from typing import Any
from uuid import UUID

import pytest

from data.rules.notices import (
    EVENTS,
    MATRIX,
    PLACEHOLDERS,
    TEXTS,
    decide,
    member_on,
    said_to_officer,
    to_member,
    why_unsent,
)
from data.types.happenings import Kind
from data.types.notices import Concerned, NoticeRow, NoticeRules, Person, Switch, Unsent, Whom
from tests.notice_table import SWITCHED, TABLE

HOLDER, MANAGER, OTHER, CHIEF, DOER, GIVEN, WATCHER = (UUID(int=number) for number in range(1, 8))
EVERYONE = (HOLDER, MANAGER, OTHER, CHIEF, DOER, GIVEN, WATCHER)
RULES = NoticeRules(assignees_on_change=True)
BY_WHOM = {
    Whom.HOLDERS: {HOLDER},
    Whom.GROUP: {MANAGER, OTHER},
    Whom.HOLDERS_OR_GROUP: {HOLDER},
    Whom.ESCALATION: {CHIEF},
    Whom.PERFORMER: {DOER},
    Whom.GIVEN: {GIVEN},
    Whom.WATCHERS: {WATCHER},
}
PARTS = {
    "holder": {HOLDER},
    "group": {MANAGER, OTHER},
    "chief": {CHIEF},
    "doer": {DOER},
    "given": {GIVEN},
    "watcher": {WATCHER},
}
"""As the table names them."""


def a_case(*, blind: frozenset[UUID] = frozenset(), claimed: bool = True) -> Concerned:
    return Concerned(
        people=tuple(Person(one, "", None, one not in blind) for one in EVERYONE),
        holders=frozenset([HOLDER] if claimed else []),
        group=frozenset([MANAGER, OTHER]),
        escalation=frozenset([CHIEF]),
        performer=frozenset([DOER]),
        given=frozenset([GIVEN]),
        watchers=frozenset([WATCHER]),
        case_types=("ROS", "DISC"),
        unclaimed=not claimed,
    )


def told_by_the_table(kind: Kind, *, claimed: bool) -> set[UUID]:
    """Where the office has its own switches as RULES has them."""
    rows = [row for row in TABLE if row.kind is kind and getattr(RULES, row.office, True)]
    return {
        one
        for row in rows
        for part in (row.held if claimed else row.unclaimed).split()
        for one in PARTS[part]
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_each_event_tells_whom_the_matrix_says(kind: Kind) -> None:
    mailed = any(row.member and getattr(RULES, row.office, True) for row in TABLE if row.kind is kind)
    for claimed in (True, False):
        wanted = told_by_the_table(kind, claimed=claimed)
        found = decide(kind, a_case(claimed=claimed), RULES)
        assert set(found.staff) == wanted and found.member is mailed
        # Whoever did it is not told, and nobody of what she may not open.
        for one in EVERYONE:
            assert one not in decide(kind, a_case(claimed=claimed), RULES, actor=one).staff
            hidden = a_case(claimed=claimed, blind=frozenset([one]))
            assert set(decide(kind, hidden, RULES).staff) == wanted - {one}


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row.id} {row.kind}")
def test_each_row_has_its_switch(row: NoticeRow) -> None:
    """Features A4.32: of one case type, of all, and of one back on."""
    mine: set[Any] = set().union(*(BY_WHOM[whom] for whom in row.staff)) if row.staff else set()
    before = decide(row.kind, a_case(), RULES)
    assert mine <= set(before.staff)
    if row.office:
        off = RULES._replace(**{row.office: False})  # type: ignore[arg-type]
        assert set(decide(row.kind, a_case(), off).staff) == set(before.staff) - mine
        return
    silent = Switch(row.kind, staff=False, member=False)
    others: set[Any] = set().union(
        *(BY_WHOM[whom] for one in MATRIX if one.kind is row.kind and one.office for whom in one.staff)
    )
    for switch in (silent, silent._replace(case_types=("ROS",))):
        found = decide(row.kind, a_case(), RULES._replace(switches=(switch,)))
        assert (set(found.staff), found.member) == (others, False)
    # The first case type of a case decides; and the narrower switch stands, wherever it is written.
    for switches in (
        (silent._replace(case_types=("DISC",)),),
        (Switch(row.kind, ("ROS",), staff=True, member=row.member), silent),
    ):
        assert decide(row.kind, a_case(), RULES._replace(switches=switches)) == before


def test_one_switch_silences_groups_about_new_and_reassigned_cases_and_of_nothing_else() -> None:
    """Features A4.33: then they are told of escalations, and of updates to what is unassigned."""
    rules = RULES._replace(group_new_and_reassigned=False)
    changed = {kind for kind in Kind if decide(kind, a_case(), rules) != decide(kind, a_case(), RULES)}
    assert changed == {Kind.CASE_CREATED, Kind.CASE_REGROUPED}
    assert set(decide(Kind.CASE_CREATED, a_case(), rules).staff) == {HOLDER}
    assert set(decide(Kind.NOTE_STAFF, a_case(claimed=False), rules).staff) == {MANAGER, OTHER}


@pytest.mark.parametrize(
    ("kind", "on", "off"),
    [
        (
            Kind.CASE_CREATED,
            RULES._replace(assignees_on_create=True),
            RULES._replace(assignees_on_create=False),
        ),
        (
            Kind.CASE_CHANGED,
            RULES._replace(assignees_on_change=True),
            RULES._replace(assignees_on_change=False),
        ),
    ],
)
def test_a_switch_of_the_office_is_about_one_event_and_tells_who_holds_the_case(
    kind: Kind, on: NoticeRules, off: NoticeRules
) -> None:
    """Features N19 and N20."""
    told = {one for one in Kind if decide(one, a_case(), on) != decide(one, a_case(), off)}
    assert told == {kind}
    assert HOLDER in decide(kind, a_case(), on).staff
    assert HOLDER not in decide(kind, a_case(), off).staff


def test_a_note_of_whoever_holds_the_case_is_no_update() -> None:
    """Features A4.25: though a colleague holds it too."""
    shared = a_case()._replace(holders=frozenset([HOLDER, OTHER]))
    assert decide(Kind.NOTE_STAFF, shared, RULES, actor=HOLDER).staff == ()
    assert decide(Kind.NOTE_STAFF, shared, RULES, actor=CHIEF).staff == (HOLDER, OTHER)


def test_what_is_asked_on_opening_and_closing_goes_in_place_of_what_goes_by_itself() -> None:
    for kind, name in ((Kind.CASE_CREATED, "email_on_create"), (Kind.CASE_CLOSED, "email_on_close")):
        asked = RULES._replace(**{name: True})  # type: ignore[arg-type]
        assert member_on(kind, ("ROS",), RULES) and not member_on(kind, ("ROS",), asked)
        always = asked._replace(switches=(Switch(kind, member=True),))
        assert member_on(kind, ("ROS",), always)


def test_a_reason_of_closing_and_a_referral_have_their_own_mails() -> None:
    rules = replace_switches(
        Switch(Kind.CASE_CLOSED, subject="Closed: {number}", body="Dear {name}"),
        Switch(Kind.CASE_CLOSED, when="shelved", subject="Shelved"),
        Switch(Kind.CASE_REGROUPED, when="Legal", member=True, body="Our lawyers have {number}."),
    )
    values = {"number": "C-1", "name": "Andrea {office}", "office": "The union", "when": ""}
    assert to_member(Kind.CASE_CLOSED, values, (), rules, "resolved") == (
        "Closed: C-1",
        "Dear Andrea {office}",
    )
    for what in ("shelved", "shelved, Not eligible"):
        assert to_member(Kind.CASE_CLOSED, values, (), rules, what)[0] == "Shelved"
    assert member_on(Kind.CASE_REGROUPED, (), rules, "Legal")
    assert not member_on(Kind.CASE_REGROUPED, (), rules, "Industrial")
    assert not member_on(Kind.NOTE_STAFF, (), replace_switches(Switch(Kind.NOTE_STAFF, member=True)))


def replace_switches(*switches: Switch) -> NoticeRules:
    return RULES._replace(switches=switches)


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_the_usual_mails_to_a_member_say_no_more_than_the_number(kind: str) -> None:
    values = dict.fromkeys(PLACEHOLDERS, "x")
    subject, body = to_member(kind, values, (), RULES)
    assert "{" not in subject + body and body.startswith("Dear x,")


@pytest.mark.parametrize(
    ("do_not_contact", "no_email", "address", "why"),
    [
        (True, False, "a@example.org", Unsent.DO_NOT_CONTACT),
        (False, True, "a@example.org", Unsent.NO_MAIL),
        (False, False, "", Unsent.NO_ADDRESS),
        (False, False, "a@example.org", Unsent.NO),
    ],
)
def test_who_gets_no_mail(do_not_contact: bool, no_email: bool, address: str, why: Unsent) -> None:
    assert why_unsent(do_not_contact=do_not_contact, no_email=no_email, address=address) is why


def test_the_matrix_has_all_its_rows_and_says_them() -> None:
    ids = {row.id for row in MATRIX} | {"N21"}
    assert {f"N{number}" for number in range(1, 22)} <= ids
    assert {row.id.split()[0] for row in TABLE} == ids and {row.kind for row in TABLE} == {
        row.kind for row in MATRIX
    }
    assert {*SWITCHED, Kind.CONTACT_CHANGED} == set(EVENTS)
    assert len(EVENTS) == len(set(EVENTS)) and set(TEXTS) <= set(Kind)
    assert said_to_officer(Kind.TARGET_BREACHED, "completion") == "the completion target has passed"
    assert said_to_officer(Kind.CASE_REGROUPED, "Legal") == "the case was given to your group: Legal"
