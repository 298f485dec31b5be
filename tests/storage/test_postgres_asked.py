"""What a statement over a login is asked with: policies where they hold, the program's own rule where they do not."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from data.desk import cases
from data.types.staff import Access, Assignee
from tests.builders import a_case_form, a_member, change_case, staff_id
from tests.granted import Logins, with_a_reader
from tests.postgres import Server
from tests.storage.statements import statements

WHO = {
    Access.READER: "rae.reader",
    Access.BASIC: "jo.marsh",
    Access.OFFICER: "sam.ortiz",
    Access.SUPERVISOR: "lena.vogt",
    Access.ADMIN: "ravi.admin",
}


@pytest.fixture
def logins(postgres_server: Server, postgres_template: str) -> Iterator[Logins]:
    with with_a_reader(postgres_server, postgres_template) as made:
        yield made


def hidden_case(logins: Logins) -> UUID:
    """One that Aisha sees alone, but for administrators."""
    aisha = logins.desk_of_owner("aisha.bello")
    form = a_case_form(a_member(aisha.store), assignees=[Assignee(officer_id=staff_id("aisha.bello"))])
    cases.create(aisha, form)
    change_case(aisha, cases.read(aisha, form.id), "hers", scope=2, confidential=True)
    return form.id


def test_the_rule_is_sent_along_only_where_no_policy_holds(logins: Logins) -> None:
    case = hidden_case(logins)
    aisha, owner = logins.desk("aisha.bello"), logins.desk_of_owner("aisha.bello")
    sent = []
    for desk in (aisha, owner):
        with statements(desk) as asked:
            assert [line.id for line in cases.listing(desk)] == [case]
        sent.append("case_assignee" in asked[0].statement)
    assert sent == [False, True]


def test_policies_switched_off_behind_an_open_program_leave_it_nothing_to_see(logins: Logins) -> None:
    hidden_case(logins)
    aisha, sam = logins.desk("aisha.bello"), logins.desk("sam.ortiz")
    assert len(cases.listing(aisha)) == 1
    with logins.owner() as owner:
        owner.execute("ALTER TABLE case_record DISABLE ROW LEVEL SECURITY")
    assert (cases.listing(aisha), cases.listing(sam)) == ((), ())
    # Opened now, it asks by itself.
    assert (len(cases.listing(logins.desk("aisha.bello"))), cases.listing(logins.desk("sam.ortiz"))) == (
        1,
        (),
    )


@pytest.mark.parametrize("access", list(Access), ids=lambda access: access.name.lower())
def test_history_of_every_kind_of_record_is_told_to_whom_it_concerns(logins: Logins, access: Access) -> None:
    case, me = hidden_case(logins), staff_id(WHO[access])
    kinds = ("member", "interaction", "staff", "case_record", "saved_view", "view_place", "office")
    of_all = set(kinds[:3])
    own: set[tuple[str, UUID, UUID]] = set()
    seen: set[tuple[str, UUID, UUID]] = set()
    with logins.owner() as owner:
        for officer, made in ((me, own), (staff_id("kim.tran"), seen)):
            for kind in kinds:
                act, change = uuid4(), uuid4()
                owner.execute("INSERT INTO act VALUES (%s, now(), %s, 'kinds', '')", (act, officer))
                owner.execute(
                    "INSERT INTO change (id, act_id, record_kind, record_id, owner_kind, owner_id, field, link, digest)"
                    " VALUES (%s, %s, 'x', '', %s, %s, 'title', 0, '')",
                    (change, act, kind, case),
                )
                owner.execute("INSERT INTO change_value VALUES (%s, 'was', 'is')", (change,))
                made.add((kind, act, change))
    with logins.link(WHO[access]) as link:
        acts, changes, values = (
            {row[0] for row in link.execute(asked).fetchall()}
            for asked in ("SELECT id FROM act", "SELECT id FROM change", "SELECT change_id FROM change_value")
        )
    admin = access is Access.ADMIN
    told = {kind for kind, _act, change in own if change in changes}
    assert told == set(kinds)
    assert {kind for kind, act, _change in own if act in acts} == set(kinds)
    assert {kind for kind, _act, change in own if change in values} == set(kinds) - (
        set() if admin else {"case_record"}
    )
    others = of_all | ({"case_record", "office"} if admin else set())
    assert {kind for kind, _act, change in seen if change in changes} == others
    assert {kind for kind, act, _change in seen if act in acts} == others
    assert {kind for kind, _act, change in seen if change in values} == others
