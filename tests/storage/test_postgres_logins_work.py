"""The program's own work over login roles: what an officer may do, her login is granted, and no more is needed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from psycopg.errors import InsufficientPrivilege
from uuid_utils.compat import uuid7

from data.desk import (
    bulk,
    cases,
    choices,
    clockwork,
    details,
    documents,
    find,
    follow_ups,
    happenings,
    history,
    holding,
    interactions,
    leave,
    members,
    notices,
    outbox,
    queue,
    sharing,
    staff,
    targets,
    tasks,
    ticking,
    together,
    triage,
    undoing,
    views,
)
from data.desk.calendar import free_days
from data.desk.desk import Desk
from data.rules import deeds
from data.rules.good_case import CASE_HUMAN
from data.steward import applying, exporting
from data.steward.members_in import Given, import_members
from data.store.store import now_utc
from data.types.details import Deed, DetailEdit, Part
from data.types.documents import Attachment
from data.types.errors import Conflict, NotAllowed, NotFound
from data.types.forms import ContactForm
from data.types.happenings import Passed
from data.types.staff import Access, Assignee
from data.types.together import Doing, Spot
from data.types.views import ViewForm
from tests.builders import (
    Clock,
    a_case_form,
    a_member,
    an_interaction_form,
    change_case,
    take_back,
    two_offices,
)
from tests.granted import Logins
from tests.postgres import Server
from tests.steward.files import a_file
from tests.storage.member_files import a_row, write_rows

PEOPLE = {"basic": "jo.marsh", "officer": "kim.tran", "supervisor": "lena.vogt", "admin": "ravi.admin"}


@pytest.fixture(scope="module")
def logins(postgres_server: Server, postgres_template: str) -> Iterator[Logins]:
    made = Logins(postgres_server, postgres_server.make(postgres_template))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def member(logins: Logins) -> UUID:
    return a_member(logins.desk_of_owner().store, phones=("0491 570 006",), employer="Bayview Hospital")


def a_contact_and_its_case(desk: Desk, member: UUID) -> UUID:
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    assert interactions.submit(desk, contact).already
    form = a_case_form(member, contact.id, assignees=[Assignee(officer_id=desk.officer.id)])
    cases.create(desk, form)
    return form.id


@pytest.mark.parametrize("access", PEOPLE)
def test_a_day_of_every_access(logins: Logins, member: UUID, access: str) -> None:
    # History has the time of the server there, and what can be taken back is counted from it.
    desk = logins.desk(PEOPLE[access], clock=now_utc)
    assert desk.officer.access is Access[access.upper()]

    case = a_contact_and_its_case(desk, member)
    change_case(desk, cases.read(desk, case), "as agreed", next_steps="Ring her.", tags=["media"])
    assert [line.reason for line in history.of_case(desk, case) if line.reason] != []
    assert take_back(desk).done
    assert cases.read(desk, case).next_steps == "Write to the manager."

    found = find.members(desk, "gallagher")
    assert [hit.id for hit in found] == [member]
    assert members.page(desk, member) is not None
    assert case in {row.id for row in queue.mine(desk).rows}
    assert triage.counts(desk) is not None
    assert case in {one.id for one in triage.picked(desk, triage.read(desk, ""))}

    note = an_interaction_form(member)
    cases.add_note(desk, case, note)
    tasks.save(desk, tasks.begin_new(desk, cases.read(desk, case), title="Ring back"))
    holding.watch(desk, case)
    targets.escalate(desk, case, "It is urgent.")
    if desk.officer.access is not Access.BASIC:
        holding.release(desk, case)
        holding.claim(desk, case)
    follow_ups.called_back(desk, "case", case)
    assert take_back(desk).done
    views.save(desk, ViewForm(id=uuid4(), name=f"mine {access}"))
    staff.set_away(desk, desk.officer.id)
    staff.set_available(desk, desk.officer.id)
    card = members.card(desk, member)
    tag = DetailEdit(uuid4(), member, "her", card.version, Part.TAG, Deed.ADD, values={"name": "delegate"})
    details.change(desk, tag)
    assert "delegate" in members.card(desk, member).tags
    new = ContactForm(id=uuid4(), given="Ana", family=f"Newcomer{access}", phone="0491 570 156")
    members.create(desk, new)
    assert find.members(desk, f"newcomer{access}")[0].id == new.id


def test_who_sees_a_case_is_said_by_whom_the_rule_lets(logins: Logins, member: UUID) -> None:
    """Features A3.12, A3.18, B29: closed, opened, handed on past one's own sight, and not by basic access."""
    kim, jo, lena = (logins.desk(login) for login in ("kim.tran", "jo.marsh", "lena.vogt"))
    case = a_contact_and_its_case(kim, member)
    with pytest.raises(NotAllowed):
        change_case(jo, cases.read(jo, case), scope=2)
    change_case(kim, cases.read(kim, case), scope=2, confidential=True)
    for other in (jo, lena):
        with pytest.raises(NotFound):
            cases.read(other, case)
    rows = leave.preview(kim, kim.officer.id, (lena.officer.id,)).rows
    done = leave.hand_over(kim, kim.officer.id, [row for row in rows if row.thing.id == case])
    assert (done.done, done.refused) == (1, ())
    with pytest.raises(NotFound):
        cases.read(kim, case)
    # What Kim did she may not take back: she does not see it any more.
    assert change_case(lena, cases.read(lena, case), scope=0, confidential=False).scope == 0
    assert cases.read(kim, case).assignees[0].officer_id == lena.officer.id


def test_one_of_two_claims(logins: Logins, member: UUID) -> None:
    """Features A4.17: over two logins as over one."""
    kim, sam = logins.desk("kim.tran"), logins.desk("sam.ortiz")
    form = a_case_form(member, assignees=[])
    cases.create(kim, form)
    holding.claim(sam, form.id)
    with pytest.raises(NotAllowed, match="Sam Ortiz has"):
        holding.claim(kim, form.id)


def test_a_supervisor_does_one_thing_with_many_and_takes_it_back(logins: Logins, member: UUID) -> None:
    kim, lena = (logins.desk(login, clock=now_utc) for login in ("kim.tran", "lena.vogt"))
    wanted = {a_contact_and_its_case(kim, member) for _ in range(3)}
    picked = [one for one in triage.picked(lena, triage.read(lena, "")) if one.id in wanted]
    known = deeds.Known(choices.read(lena), lena.today(), free_days(lena))
    done = bulk.apply(
        lena, picked, deeds.parse_all(("priority 1", "assign sam.ortiz"), known), batch_id=uuid4()
    )
    assert (len(done.done), done.refused) == (3, ())
    assert {cases.read(lena, one).priority for one in wanted} == {1}
    undone = take_back(lena)
    assert undone.done == 3 and {cases.read(kim, one).priority for one in wanted} == {3}


def test_a_colleague_ticks_what_no_program_judges(logins: Logins, member: UUID) -> None:
    kim, sam = logins.desk("kim.tran"), logins.desk("sam.ortiz")
    case = a_contact_and_its_case(kim, member)
    assert len(ticking.tick_case(sam, case, CASE_HUMAN[0].key, "held")) == 1


def test_an_administrator_configures_imports_and_lets_the_clock_run(
    logins: Logins, member: UUID, tmp_path: Path
) -> None:
    kim, lena, ravi = (logins.desk(login) for login in ("kim.tran", "lena.vogt", "ravi.admin"))
    case = a_contact_and_its_case(kim, member)
    stands = exporting.export(ravi)
    changed = a_file(stands.replace('name = "', 'name = "Our ', 1))
    shown = applying.differences(ravi, changed)
    assert shown != () and applying.apply(ravi, changed, shown) == shown
    rows = write_rows(tmp_path / "members.csv", [a_row(), a_row("0048214", Last_Name="Zeller")])
    assert import_members(lena, Given(rows)).new == 2
    assert len(find.members(kim, "zeller")) == 1
    clock = Clock()
    clock.move(days=60)
    late = logins.desk("ravi.admin", clock)
    assert clockwork.tick(late).breached > 0
    assert cases.read(kim, case).escalated_at is not None


def test_an_administrator_of_one_office_keeps_its_part_of_the_lists(logins: Logins) -> None:
    logins.join("quinn.admin", Access.ADMIN)
    two_offices(logins.desk_of_owner().store, victoria=[], queensland=[logins.of("quinn.admin")])
    with logins.owner() as link:
        link.execute("UPDATE case_type SET scope = 'office', office = 'Queensland' WHERE key = 'PERF'")
        link.execute("UPDATE case_type SET scope = 'office', office = 'Victoria' WHERE key = 'PG'")
    quinn = logins.desk("quinn.admin")
    own = 'label = "Performance"\nscope = "office"\noffice = "Queensland"\n'
    file = (
        f'[[case_type]]\nkey = "PERF"\n{own}[[case_type]]\nkey = "QTOW"\n{own}'
        '[[check_item]]\ncase_type = "QTOW"\ntext = "Ring the tower"\n'
        '[[task_type]]\ncase_type = "PERF"\nlabel = "Ask for the plan"\n[note_template.towers]\n'
        + own.replace("Performance", "Towers")
        + 'sections = ["Tower"]\n'
    )
    for text, many in (
        (file, 5),
        (file.replace("Ring the", "Ring at the"), 2),
        (file.replace(f'[[case_type]]\nkey = "QTOW"\n{own}', "").replace("QTOW", "PERF"), 3),
    ):
        shown = applying.differences(quinn, a_file(text))
        assert len(shown) == many, shown
        assert applying.apply(quinn, a_file(text), shown) == shown
    assert "QTOW" in choices.read(quinn).former
    with logins.link("quinn.admin") as link:
        for statement in NOT_HERS:
            with pytest.raises(InsufficientPrivilege):
                link.execute(statement)
        for statement in NOTHING_OF_HERS:
            assert link.execute(statement).rowcount == 0


NOT_HERS = (
    "UPDATE case_type SET label = 'Mine' WHERE key = 'DISC'",
    "UPDATE case_type SET label = 'Mine' WHERE key = 'PG'",
    "UPDATE case_type SET office = 'Queensland' WHERE key = 'PG'",
    "UPDATE case_type SET office = '', scope = 'global' WHERE key = 'PERF'",
    "UPDATE case_type SET managers = 'Industrial' WHERE key = 'PERF'",
    "UPDATE case_type SET deadline_rule = (SELECT min(key) FROM deadline_rule) WHERE key = 'PERF'",
    "INSERT INTO note_template SELECT (jsonb_populate_record(t, jsonb_build_object('name', 'x', 'office', '', 'id',"
    " gen_random_uuid()))).* FROM note_template AS t LIMIT 1",
    "UPDATE note_template SET office = '' WHERE name = 'towers'",
    "INSERT INTO check_item SELECT gen_random_uuid(), 'DISC', 'Mine', '', 1, false",
    "UPDATE check_item SET case_type = 'DISC' WHERE case_type = 'QTOW'",
)
"""What Postgres itself refuses an administrator of Queensland."""
NOTHING_OF_HERS = (
    "UPDATE note_template SET label = 'Mine' WHERE office <> 'Queensland'",
    "UPDATE tag SET name = name || '!'",
    "DELETE FROM case_type WHERE key = 'QTOW'",
    "UPDATE setting SET value = '{}'",
)
"""What it does not find for her."""


def test_colleagues_see_each_other_and_take_up_a_draft_and_history_keeps_still(
    logins: Logins, member: UUID
) -> None:
    jo, kim, lena = (logins.desk(login, clock=now_utc) for login in ("jo.marsh", "kim.tran", "lena.vogt"))
    case, window = a_contact_and_its_case(kim, member), uuid4()
    together.beat(kim, window, Spot("case", case, Doing.EDITING), changed=True)
    assert [(one.login, one.what) for one in together.others(lena, uuid4())] == [
        (kim.officer.login, Doing.EDITING)
    ]
    change_case(kim, cases.read(kim, case), "hers alone", scope=2, confidential=True)
    assert together.others(jo, uuid4()) == ()
    together.leave(kim, window)
    form = an_interaction_form(member)
    sharing.share(kim, form)
    assert sharing.take(lena, form.id).id == form.id
    with pytest.raises(Conflict, match="Lena Vogt took it up"):
        sharing.take(jo, form.id)
    assert sharing.withdraw(kim, form.id)
    with logins.owner() as owner:
        told = owner.execute(
            "SELECT record_kind FROM change WHERE record_kind IN ('presence', 'shared_draft', 'staff_login')"
        ).fetchall()
    assert told == []


def test_documents_are_attached_moved_and_taken_back_over_a_login(
    logins: Logins, member: UUID, tmp_path: Path
) -> None:
    """Who attaches a file that stands already under another's case has all of it, and sees her own."""
    # By the clock of the server: whoever added a file may take it back for a day.
    kim, aisha = (logins.desk(login, clock=now_utc) for login in ("kim.tran", "aisha.bello"))
    case = a_contact_and_its_case(kim, member)
    change_case(kim, cases.read(kim, case), "hers alone", scope=2, confidential=True)
    whole = b"%PDF-1.7\n" + bytes(600_000)
    hers = documents.attach(kim, Attachment(uuid7(), "a.pdf", whole, case_id=case))
    own = documents.attach(aisha, Attachment(uuid7(), "b.pdf", whole, member_id=member))
    assert b"".join(documents.read(aisha, own.id)) == whole
    assert documents.of_member(aisha, member) == (own,)
    with pytest.raises(NotFound):
        documents.one(aisha, hers.id)
    documents.move(kim, own.id, case_id=case)
    undoing.undo(kim, undoing.find(kim, ""))
    documents.change(kim, own.id, own.contents, replace(own.contents, described="A letter"))
    documents.remove(aisha, own.id)
    undoing.undo(aisha, undoing.find(aisha, ""))
    assert documents.save(aisha, own.id, tmp_path).stat().st_size == len(whole)
    undoing.undo(kim, undoing.find(kim, ""))
    gone = documents.attach(aisha, Attachment(uuid7(), "c.txt", b"A line.", member_id=member))
    undoing.undo(aisha, undoing.find(aisha, ""))
    assert gone not in documents.of_member(aisha, member)
    # By a clock that is days behind: the server says that the day is over, and nobody says that it went.
    behind = logins.desk("aisha.bello", clock=lambda: now_utc() - timedelta(days=3))
    stays = documents.attach(behind, Attachment(uuid7(), "d.txt", b"A line.", member_id=member))
    with pytest.raises(NotAllowed, match="does not let this login take away"):
        undoing.undo(behind, undoing.find(behind, ""))
    assert stays.id in {one.id for one in documents.of_member(aisha, member)}


def test_what_happened_is_told_by_the_programs_login_and_read_by_each_alone(
    logins: Logins, member: UUID
) -> None:
    kim, lena, ravi = (logins.desk(login, clock=now_utc) for login in ("kim.tran", "lena.vogt", "ravi.admin"))
    happenings.tell_waiting(ravi)
    for desk in (kim, lena):
        notices.read(desk)
    case = a_contact_and_its_case(kim, member)
    change_case(kim, cases.read(kim, case), assignees=[Assignee(officer_id=lena.officer.id)])
    with kim.store.writing(action="test", officer_id=kim.officer.id) as session:
        outbox.post(session, outbox.Letter("ours", "member@example.org", "", "", case, member, "test"))
    with pytest.raises(NotAllowed), kim.store.writing(action="test", officer_id=kim.officer.id) as session:
        outbox.post(session, outbox.Letter("mine", "anyone@example.com", "", "", case, member, "test"))
    happenings.tell_waiting(ravi)
    assert [one.first.said for one in notices.inbox(lena) if one.unread] == ["the case was given to you"]
    assert (notices.unread(lena), notices.unread(kim)) == (2, 0)
    assert notices.read(lena) == 2
    assert len(outbox.listing(lena, case_id=case)) == 1
    change_case(kim, cases.read(kim, case), priority=1)
    assert happenings.tell_waiting(kim) == Passed()
    assert happenings.tell_waiting(ravi) == Passed(1)
