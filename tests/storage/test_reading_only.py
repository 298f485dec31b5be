"""Access that is read only: everything basic access sees is read, and nothing of it written (features A2.30)."""

from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest

from data.desk import (
    cases,
    details,
    find,
    follow_ups,
    history,
    holding,
    interactions,
    logins,
    members,
    notices,
    queue,
    staff,
    targets,
    tasks,
    ticking,
    triage,
    views,
)
from data.desk.desk import Desk
from data.rules.good_case import CASE_HUMAN
from data.store.store import Store
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import NotAllowed, NotFound
from data.types.forms import ContactForm
from data.types.staff import Access, Assignee
from data.types.views import ViewForm
from tests.builders import a_case, a_case_form, a_member, an_interaction_form, change_case, staff_id
from tests.granted import Logins, with_a_reader
from tests.postgres import Server


@pytest.fixture
def reader(desk_for: Callable[[str], Desk]) -> Desk:
    """Jo, whom an administrator lets read only."""
    assert logins.give_access(desk_for("ravi.admin"), "jo.marsh", Access.READER)
    return desk_for("jo.marsh")


@pytest.fixture(scope="module")
def guarded(postgres_server: Server, postgres_template: str) -> Iterator[Logins]:
    with with_a_reader(postgres_server, postgres_template) as made:
        yield made


def reads_all(desk: Desk, member: UUID, case: UUID) -> None:
    """What the screens of a day show."""
    assert [hit.id for hit in find.members(desk, "gallagher")] == [member]
    assert members.page(desk, member) is not None
    assert cases.read(desk, case).id == case
    assert case in {line.id for line in cases.listing(desk)}
    assert history.of_case(desk, case) != ()
    assert queue.mine(desk) is not None and triage.counts(desk) is not None
    assert case in {one.id for one in triage.picked(desk, triage.read(desk, ""))}


def writes_nothing(desk: Desk, member: UUID, case: UUID) -> None:
    """Each act of a day says why not; what is her own she may."""
    record, card = cases.read(desk, case), members.card(desk, member)
    tag = DetailEdit(uuid4(), member, "her", card.version, Part.TAG, Deed.ADD, values={"name": "delegate"})
    before = len(history.of_case(desk, case))
    for act in (
        lambda: interactions.submit(desk, an_interaction_form(member)),
        lambda: cases.create(desk, a_case_form(member)),
        lambda: cases.add_note(desk, case, an_interaction_form(member)),
        lambda: change_case(desk, record, priority=1),
        lambda: holding.claim(desk, case),
        lambda: holding.watch(desk, case),
        lambda: targets.escalate(desk, case, "It is urgent."),
        lambda: tasks.save(desk, tasks.begin_new(desk, record, title="Ring back")),
        lambda: follow_ups.called_back(desk, "case", case),
        lambda: ticking.tick_case(desk, case, CASE_HUMAN[0].key, "held"),
        lambda: details.change(desk, tag),
        lambda: members.create(desk, ContactForm(id=uuid4(), given="A", family="N", phone="0491 570 156")),
        lambda: staff.set_away(desk, desk.officer.id),
    ):
        with pytest.raises(NotAllowed, match="your access is read only"):
            act()
    assert len(history.of_case(desk, case)) == before
    view = ViewForm(id=uuid4(), name="mine")
    assert views.save(desk, view)
    with pytest.raises(NotAllowed):
        views.save(desk, ViewForm(id=uuid4(), name="all of ours", public=True))
    notices.read(desk)


def test_who_reads_only_is_refused_every_act_that_writes(desk: Desk, reader: Desk, store: Store) -> None:
    member = a_member(store)
    case = a_case(desk, member, owner="kim.tran", office_id=None)
    reads_all(reader, member, case)
    writes_nothing(reader, member, case)


def test_the_server_itself_gives_a_reader_nothing_to_write(guarded: Logins) -> None:
    owner = guarded.desk_of_owner()
    member = a_member(owner.store)
    case = a_case(owner, member, owner="kim.tran", office_id=None)
    desk = guarded.desk("rae.reader")
    reads_all(desk, member, case)
    writes_nothing(desk, member, case)
    with guarded.owner() as link:
        written = link.execute(
            "SELECT DISTINCT table_name::text FROM information_schema.column_privileges WHERE grantee = %s"
            " AND privilege_type <> 'SELECT' UNION SELECT table_name::text FROM information_schema.table_privileges"
            " WHERE grantee = %s AND privilege_type <> 'SELECT'",
            (f"{guarded.database}_reader",) * 2,
        ).fetchall()
        volatile = link.execute(
            "SELECT proname::text FROM pg_proc WHERE pronamespace = 'casetui'::regnamespace AND provolatile = 'v'"
            " AND has_function_privilege(%s, oid, 'EXECUTE')",
            (f"{guarded.database}_reader",),
        ).fetchall()
    assert {row[0] for row in written} == {"notice", "saved_view", "view_place", "presence"}
    assert volatile == []


def test_no_case_goes_to_who_reads_only_and_none_is_seen_that_basic_access_does_not_see(
    desk: Desk, reader: Desk, store: Store
) -> None:
    case = a_case(desk, a_member(store), owner="kim.tran", office_id=None)
    with pytest.raises(NotAllowed, match="Jo Marsh has read-only access"):
        change_case(desk, cases.read(desk, case), assignees=[Assignee(officer_id=staff_id("jo.marsh"))])
    change_case(desk, cases.read(desk, case), confidential=True)
    with pytest.raises(NotFound):
        cases.read(reader, case)
