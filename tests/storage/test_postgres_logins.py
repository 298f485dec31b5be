"""Officers with logins of their own at the server: made, changed, ended, and what each is told (features B4, A3.46)."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from secrets import token_bytes

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from data.desk import choices, find, logins
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules.passwords import verifier
from data.steward.roles import begin_shared
from data.steward.setup import store_state, upgrade_store
from data.steward.verifying import verify_store
from data.store.roles import MayNotProvide
from data.store.schema import HEAD
from data.store.store import open_store
from data.types.errors import (
    BadInput,
    CasetuiError,
    FirstPassword,
    LoginOff,
    NotAllowed,
    NotFound,
    OtherLogin,
    OwnerLogin,
    RightMissing,
    SchemaOlder,
    StoreUnavailable,
    UnknownOfficer,
    WrongPassword,
)
from data.types.staff import Access
from tests.logins import CHOSEN, Union, a_union, admit, ask_passwords, forget_roles
from tests.postgres import Server

GROUPS_OF = """
SELECT of.rolname FROM pg_auth_members JOIN pg_roles AS of ON of.oid = roleid JOIN pg_roles AS her ON her.oid = member
WHERE her.rolname = '{}'
"""


@pytest.fixture(scope="module")
def union(postgres_server: Server) -> Iterator[Union]:
    with a_union(postgres_server) as made:
        made.add("kim")
        yield made


def groups_of(union: Union, first_name: str) -> list[str]:
    """The ends of the names of the groups somebody is in."""
    rows = union.run(GROUPS_OF.format(union.login(first_name)))
    return [str(row[0]).removeprefix(f"{union.name}_") for row in rows]


def test_an_officer_is_taken_on_and_opens_a_desk_once_the_first_password_is_changed(union: Union) -> None:
    union.add("sam", changed=False)
    first = union.passwords[union.login("sam")]
    with pytest.raises(FirstPassword, match="casetui password"):
        union.desk("sam")
    with psycopg.connect(union.url("sam"), password=first) as link:
        assert link.execute("SELECT casetui.me(), casetui.standing()").fetchone() == (None, "first")
    union.change("sam")
    with closing(union.desk("sam")) as desk:
        assert (desk.officer.name, desk.officer.access, desk.store.trusted_login) == (
            "Sam",
            Access.OFFICER,
            "",
        )
        with desk.store.reading() as connection:
            assert connection.execute(text("SELECT casetui.me()")).scalar() == desk.officer.id
    with pytest.raises(WrongPassword, match="72 hours"):
        open_desk(union.url("sam"), union.login("sam"), password=first)
    assert groups_of(union, "sam") == ["officer"]


def test_another_access_is_another_group_and_who_is_switched_off_is_sent_out(union: Union) -> None:
    union.add("lena")
    login, ravi = union.login("lena"), union.desk("ravi")
    assert logins.give_access(ravi, login, Access.SUPERVISOR)
    assert not logins.give_access(ravi, login, Access.SUPERVISOR)
    assert groups_of(union, "lena") == ["supervisor"]
    at_work = union.desk("lena")
    choices.read(at_work)
    assert logins.disable(ravi, login)
    with pytest.raises((LoginOff, StoreUnavailable)):
        choices.read(at_work)
    with pytest.raises(LoginOff, match="switched off"):
        choices.read(at_work)
    with pytest.raises(LoginOff, match="casetui staff enable"):
        union.desk("lena")
    assert not logins.disable(ravi, login)
    union.passwords[login] = logins.enable(ravi, login).password
    with pytest.raises(FirstPassword):
        union.desk("lena")
    union.change("lena")
    union.desk("lena").close()
    assert groups_of(union, "lena") == ["supervisor"]
    at_work.close()
    ravi.close()


def test_who_forgot_her_password_gets_a_first_one_that_expires(union: Union) -> None:
    union.add("jo")
    with closing(union.desk("ravi")) as ravi:
        union.passwords[union.login("jo")] = logins.reset(ravi, union.login("jo")).password
        # Who gave it stands in the history, which is whole.
        told = union.run(
            "SELECT act.action, staff.login FROM change JOIN act ON act.id = change.act_id"
            " JOIN staff ON staff.id = act.officer_id WHERE change.record_kind = 'staff_login'"
            f" AND change.record_id = '{union.login('jo')}' ORDER BY act.at"
        )
        assert told == [(action, union.login("ravi")) for action in ("staff.add", "staff.reset")]
        assert verify_store(union.url(), None).faults == 0
    with pytest.raises(FirstPassword):
        union.desk("jo")
    union.run(f"ALTER ROLE \"{union.login('jo')}\" VALID UNTIL '2020-01-01'")
    # The server says of an expired password no more than of a wrong one, so the sentence names both.
    with pytest.raises(WrongPassword, match="casetui staff reset"):
        union.desk("jo")
    states = {one.login: one for one in store_state(union.url("ravi"), CHOSEN).logins}
    assert states[union.login("jo")].valid_until is not None and states[union.login("jo")].enters
    assert states[union.login("ravi")].valid_until is None
    assert store_state(union.url("kim"), CHOSEN).logins == ()


Open = Callable[[Union], object]


def as_stranger(union: Union) -> None:
    """A role in a group, and nobody on the staff."""
    _as_nobody(union, f"stranger.p{os.getpid()}", f'IN ROLE "{union.name}_officer"')


def as_passer_by(union: Union) -> None:
    """A role of the server, which is none of this database."""
    name = f"passer.p{os.getpid()}"
    union.server.ask_password_of(name)
    _as_nobody(union, name, "")


def _as_nobody(union: Union, name: str, group: str) -> None:
    union.run(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'x' {group}")
    union.passwords[name] = "x"
    open_desk(union.server.url(union.name, user=name), name, password="x")


def without_a_grant(union: Union) -> None:
    union.run(f'REVOKE ALL ON member FROM "{union.name}_officer"')
    try:
        with closing(union.desk("kim")) as desk:
            find.members(desk, "gallagher")
    finally:
        admit(union.server, union.name)
        union.run(f'GRANT SELECT ON member TO "{union.name}_officer"')


def at_an_older_schema(union: Union) -> None:
    union.run("UPDATE alembic_version SET version_num = '0001'")
    try:
        union.desk("kim")
    finally:
        union.run(f"UPDATE alembic_version SET version_num = '{HEAD}'")


BAD_DAYS: list[tuple[str, Open, type[CasetuiError], str]] = [
    (
        "wrong password",
        lambda union: open_desk(union.url("kim"), union.login("kim"), password="wrong"),
        WrongPassword,
        "casetui password --keep",
    ),
    (
        "another's desk",
        lambda union: open_desk(union.url("kim"), union.login("ravi"), password=CHOSEN),
        OtherLogin,
        f"it knows you as kim.p{os.getpid()}",
    ),
    ("owner", lambda union: open_desk(union.url(), "postgres"), OwnerLogin, "casetui setup --database"),
    ("no staff row", as_stranger, UnknownOfficer, "Ask an administrator"),
    ("not of this database", as_passer_by, UnknownOfficer, "Ask an administrator"),
    ("a grant is missing", without_a_grant, RightMissing, "whoever looks after the database"),
    ("older schema", at_an_older_schema, SchemaOlder, "Ask whoever looks after the database"),
    ("upgrade as officer", lambda union: upgrade_store(union.url("kim"), CHOSEN), NotAllowed, "the owner"),
    (
        "weak password",
        lambda union: logins.change_password(union.url("kim"), CHOSEN, "short", "short"),
        BadInput,
        "12 letters",
    ),
]


@pytest.mark.parametrize(("day", "open_it", "kind", "words"), BAD_DAYS, ids=[day[0] for day in BAD_DAYS])
def test_each_bad_day_is_one_sentence(
    union: Union, day: str, open_it: Open, kind: type[CasetuiError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        open_it(union)


GOOD = verifier("anything at all", token_bytes(16))


@pytest.mark.parametrize(
    ("who", "call", "kind"),
    [
        ("kim", "create_officer('new', {good})", RightMissing),
        ("kim", "role_put('kim', {good}, NULL)", RightMissing),
        ("kim", "give_login('kim', {good})", RightMissing),
        ("ravi", "role_put('postgres', {good}, NULL)", RightMissing),
        ("ravi", "create_officer('nobody.known', {good})", NotFound),
        ("ravi", "reset_officer('{ravi}', {good})", NotAllowed),
        ("ravi", "revoke_officer('{ravi}')", NotAllowed),
        ("ravi", "change_role('{ravi}', 0)", NotAllowed),
        ("ravi", "change_role('{kim}', 4)", NotFound),
        ("ravi", "create_officer('{kim}', {good})", BadInput),
        ("ravi", "reset_officer('{kim}', 'in clear')", BadInput),
        ("ravi", "reset_officer('{kim}', replace({good}, '$100000', '$1000'))", BadInput),
        ("ravi", "reset_officer('{kim}', {good} || chr(10))", BadInput),
        ("kim", "set_password('md5' || repeat('0', 32))", BadInput),
        *(
            ("ravi", f"create_officer('{taken}', {{good}})", BadInput)
            for taken in (
                "postgres",
                "{base}_owner",
                "{base}_admin",
                "{base}_provisioner",
                "pg_monitor",
                "a b",
                "",
            )
        ),
    ],
)
def test_the_server_refuses_what_the_program_would_never_ask(
    union: Union, who: str, call: str, kind: type[CasetuiError]
) -> None:
    # All of them are on the staff, as an administrator could have written them there.
    given = {
        "good": "CAST(:good AS text)",
        "base": union.name,
        "ravi": union.login("ravi"),
        "kim": union.login("kim"),
    }
    for login in (
        "postgres",
        *(f"{union.name}_{end}" for end in ("owner", "admin", "provisioner")),
        "pg_monitor",
    ):
        union.run(
            "INSERT INTO staff (id, login, name, title, access, active, available, away_reason, turn) VALUES"
            f" (gen_random_uuid(), '{login}', 'x', 'x', 1, true, true, '', 0) ON CONFLICT DO NOTHING"
        )
    store = open_store(union.url(who), CHOSEN)
    with pytest.raises(kind), store.deriving() as connection:
        connection.execute(text(f"SELECT casetui.{call.format(**given)}"), {"good": GOOD})
    store.close()
    union.desk("kim").close()


@pytest.mark.parametrize("superuser", [True, False])
def test_it_is_set_up_by_a_superuser_or_by_an_owner_that_may_make_roles(
    postgres_server: Server, superuser: bool
) -> None:
    name = f"casetui_begun_{os.getpid()}"
    login, owner = f"first.p{os.getpid()}", f"keeper_{os.getpid()}"
    kind = "SUPERUSER" if superuser else "CREATEDB CREATEROLE"
    postgres_server.run(sql.SQL(f"CREATE ROLE {owner} LOGIN PASSWORD 'kept' {kind}"))
    url = postgres_server.url(name, user=owner, password="kept")
    try:
        begun = begin_shared(url, None, login, "First Admin")
        assert (begun.made, begun.login) == (True, login)
        assert begin_shared(url, None, "", "") == (name, False, "", "")
        # As a server has it whose database is from before there were readers, or was brought back elsewhere.
        for gone in (sql.SQL("DROP OWNED BY {}"), sql.SQL("DROP ROLE {}")):
            postgres_server.run(gone.format(sql.Identifier(f"{name}_reader")), name)
        assert store_state(url).missing == (f"{name}_reader",)
        assert upgrade_store(url) == HEAD
        state = store_state(url)
        assert (state.roles, state.trusted_login, state.missing) == (True, "", ())
        ((reads,),) = postgres_server.run(
            sql.SQL("SELECT has_table_privilege({}, 'case_record', 'SELECT')").format(
                sql.Literal(f"{name}_reader")
            ),
            name,
        )
        assert reads
        assert [(one.login, one.access, one.enters) for one in state.logins] == [(login, Access.ADMIN, True)]
        admit(postgres_server, name)
        ask_passwords(postgres_server, name)
        hers = postgres_server.url(name, user=login, password="")
        logins.change_password(hers, begun.password, CHOSEN, CHOSEN)
        again = begin_shared(url, None, login, "")
        with pytest.raises(FirstPassword):
            open_desk(hers, login, password=again.password)
        ((public,),) = postgres_server.run(
            sql.SQL("SELECT has_database_privilege('public', {}, 'CONNECT')").format(sql.Literal(name))
        )
        assert not public
    finally:
        forget_roles(postgres_server, name, [login])
        postgres_server.run(sql.SQL(f"DROP ROLE {owner}"))


def test_who_may_make_no_roles_is_told_so(postgres_server: Server, union: Union) -> None:
    with pytest.raises(MayNotProvide, match="CREATEROLE"):
        begin_shared(union.url("kim"), CHOSEN, "x", "X")


def test_without_roles_the_staff_is_kept_all_the_same(desk_for: Callable[[str], Desk]) -> None:
    ravi = desk_for("ravi.admin")
    assert logins.add(ravi, "new.one", "New One", Access.BASIC, "industrial").password == ""
    assert logins.give_access(ravi, "new.one", Access.SUPERVISOR)
    assert logins.give_team(ravi, "new.one", "MSD")
    assert logins.disable(ravi, "new.one")
    with pytest.raises(UnknownOfficer):
        desk_for("new.one")
    assert logins.enable(ravi, "new.one").password == ""
    found = desk_for("new.one")
    assert (found.officer.access, found.officer.title) == (Access.SUPERVISOR, "Office")
    for refused, kind in (
        (lambda: logins.add(ravi, "new.one", "Again", Access.BASIC), BadInput),
        (lambda: logins.add(ravi, "New One", "Again", Access.BASIC), BadInput),
        (lambda: logins.add(ravi, "new.two", " ", Access.BASIC), BadInput),
        (lambda: logins.give_team(ravi, "new.one", "nowhere"), BadInput),
        (lambda: logins.disable(ravi, "ravi.admin"), NotAllowed),
        (lambda: logins.disable(ravi, "nobody"), NotFound),
        (lambda: logins.reset(ravi, "new.one"), BadInput),
        (lambda: logins.add(found, "new.two", "Two", Access.BASIC), NotAllowed),
    ):
        with pytest.raises(kind):
            refused()
