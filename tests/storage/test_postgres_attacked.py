"""What somebody tries in psql with a login of her own: refused, without effect, or harmless; a line each."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import Connection, sql

from data.desk import cases, documents, emails, views
from data.store.store import open_store
from data.types.documents import Attachment
from data.types.emails import Target
from data.types.staff import Access, Assignee
from data.types.views import ViewForm
from tests.builders import a_case, a_case_form, a_member, change_case, sections, staff_id, team_id
from tests.granted import GROUPS, Logins
from tests.mails import an_email
from tests.postgres import Server

WHO = dict(zip(GROUPS, ("rae.reader", "jo.marsh", "sam.ortiz", "lena.vogt", "ravi.admin"), strict=True))
ALL = tuple(WHO)
BELOW_ADMIN = ALL[:4]
BELOW_SUPERVISOR = ALL[:3]
SECRET = "Walrus"


SECURE_NOTE = """
WITH made AS (
  INSERT INTO note (id, case_id, template, security, secure_revision, author_id, written_at, channel, ticket_url,
                    ticket_ref, spoke_with, identity_checked, no_advice, reviewed_prior)
  VALUES (%(note)s, %(case)s, 'none', 'secure', 1, %(author)s, now(), '', '', '', '', false, false, false)
  RETURNING id, case_id, author_id
), told AS (
  INSERT INTO secure_text SELECT id, 1, case_id, author_id, now(), %(text)s, '', '' FROM made)
INSERT INTO secure_envelope SELECT id, 1, author_id, case_id, '', %(text)s, author_id FROM made
"""
KEYS = """
WITH one AS (INSERT INTO officer_key VALUES (%(aisha)s, 1, 'aa', 'bb', now())),
     two AS (INSERT INTO key_list VALUES (1, '', '', %(aisha)s, now()))
INSERT INTO wrapped_key VALUES (%(aisha)s, 'aa', '', 3, 1, 'cc')
"""


class Comes(Enum):
    """What must come of it."""

    DENIED = "refused for want of a right"
    NOTHING = "no rows"
    HARMLESS = "whatever, as long as nothing hidden is told"


DENIED, NOTHING, HARMLESS = Comes


MISWRITTEN = ("42601", "42703", "42883", "42P01")
"""Of a statement that cannot be, a column, function or table that is none: it shows nothing of what would come."""


class Attack(NamedTuple):
    """Statements one after the other; the last one is what is judged."""

    what: str
    statements: tuple[str, ...]
    comes: Comes
    who: tuple[str, ...]


_HEAD = re.compile(r"-- (?P<what>.+): (?P<comes>\w+)(?: \((?P<who>.+)\))?$")
_WHO_TRIES = {
    None: ALL,
    "below admin": BELOW_ADMIN,
    "below supervisor": BELOW_SUPERVISOR,
    "basic": ("reader", "basic"),
    "reader": ("reader",),
}


def attacks() -> Iterator[Attack]:
    """The list as it stands in the file: a head, and the statements below it."""
    for block in Path(__file__).with_name("attacks.sql").read_text("utf-8").split("\n\n")[1:]:
        head, _, rest = block.strip().partition("\n")
        if not rest:
            continue
        read = _HEAD.match(head)
        assert read is not None, head
        yield Attack(
            read["what"], tuple(_statements(rest)), Comes[read["comes"].upper()], _WHO_TRIES[read["who"]]
        )


def _statements(text: str) -> Iterator[str]:
    """One after the other: a semicolon within quotes ends none."""
    begun: list[str] = []
    for part in text.split(";\n"):
        begun.append(part)
        whole = ";\n".join(begun)
        if whole.count("'") % 2 == 0:
            yield " ".join(whole.split())
            begun = []
    assert not begun, text


ATTACKS = tuple(attacks())


class Scene(NamedTuple):
    """The database, its logins, and what the statements name."""

    logins: Logins
    named: dict[str, Any]


@pytest.fixture(scope="module")
def scene(postgres_server: Server, postgres_template: str) -> Iterator[Scene]:
    """A case that Aisha alone sees, one of the team of the others, and a view of hers."""
    logins = Logins(postgres_server, postgres_server.make(postgres_template))
    logins.join("rae.reader", Access.READER)
    try:
        aisha = logins.desk_of_owner("aisha.bello")
        member = a_member(aisha.store)
        form = a_case_form(
            member,
            title=f"{SECRET} matter",
            sections=sections(issue=f"The {SECRET} was seen."),
            assignees=[Assignee(officer_id=staff_id("aisha.bello"))],
        )
        cases.create(aisha, form)
        change_case(aisha, cases.read(aisha, form.id), f"for the {SECRET}", scope=2, confidential=True)
        paper = documents.attach(
            aisha, Attachment(uuid4(), f"{SECRET}.txt", SECRET.encode(), case_id=form.id)
        )
        team = a_case(aisha, member, owner="kim.tran", scope=1, team_id=team_id("MSD"))
        views.save(aisha, ViewForm(id=uuid4(), name=SECRET))
        letter = emails.add(aisha, an_email(body=f"The {SECRET} wrote."), "", Target(case_id=form.id))
        with logins.owner() as owner, logins.link("aisha.bello") as other:
            lent, taken = uuid4(), uuid4()
            sealed, ours = uuid4(), uuid4()
            for note, case, author in (
                (sealed, form.id, staff_id("aisha.bello")),
                (ours, team, staff_id("kim.tran")),
            ):
                owner.execute(
                    SECURE_NOTE,
                    {"note": note, "case": case, "author": author, "text": SECRET.encode()},
                )
            owner.execute(KEYS, {"aisha": staff_id("aisha.bello")})
            for draft, whom, by in ((lent, "kim.tran", None), (taken, None, "aisha.bello")):
                owner.execute(
                    "INSERT INTO shared_draft (id, kind, form, officer_id, for_id, team_id, label, shared_at, taken_by)"
                    " VALUES (%s, 'interaction', %s, %s, %s, %s, '', now(), %s)",
                    (
                        draft,
                        SECRET,
                        staff_id("aisha.bello"),
                        whom and staff_id(whom),
                        team_id("MSD"),
                        by and staff_id(by),
                    ),
                )
            owner.execute(
                "INSERT INTO presence VALUES (%s, %s, 'case', %s, 'viewing', now(), now())",
                (uuid4(), staff_id("aisha.bello"), form.id),
            )
            owner.execute(
                "INSERT INTO notice (id, officer_id, key, kind, what, case_id, at)"
                " VALUES (%s, %s, 'hers', 'note.mention', '', %s, now())",
                (uuid4(), staff_id("aisha.bello"), form.id),
            )
            owner.execute(
                "INSERT INTO outgoing_mail (id, key, to_address, subject, body, about_case_id, kind, state, unsure,"
                " tries, next_try_at, error, posted_at)"
                " VALUES (%s, 'hers', 'member@example.org', '', %s, %s, 'x', 'waiting', false, 0, now(), '', now())",
                (uuid4(), SECRET, form.id),
            )
            owner.execute("ANALYZE")
            other.execute("SELECT 'waiting'")
            (act,) = owner.execute(
                "SELECT id FROM act WHERE officer_id = %s LIMIT 1", (staff_id("aisha.bello"),)
            ).fetchone() or (None,)
            named = {
                "db": logins.database,
                "owner": postgres_server.address.get("user", "postgres"),
                "hidden": form.id,
                "member": member,
                "paper": paper.id,
                "digest": paper.sha256,
                "team": team,
                "email": letter.id,
                "reference": cases.read(aisha, form.id).reference,
                "aisha": staff_id("aisha.bello"),
                "act": act,
                "lent": lent,
                "sealed": sealed,
                "ours": ours,
                "taken": taken,
                "secret": SECRET,
                "pid": other.info.backend_pid,
            }
            yield Scene(logins, named)
    finally:
        logins.close()


def _named(statement: str, named: dict[str, Any]) -> bytes:
    for name, value in {**named, "fresh": UUID(int=1)}.items():
        statement = statement.replace(f"{{{name}}}", str(value))
    return statement.rstrip(";").encode()


def tried(link: Connection[Any], attack: Attack, named: dict[str, Any]) -> str:
    """What came of it that should not have; empty where it went as it must."""
    said: list[str] = []
    link.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
    *first, last = (_named(one, named) for one in attack.statements)
    try:
        # A setting of the server's cannot be part of a transaction, and nobody may change one.
        with nullcontext() if b"ALTER SYSTEM" in last else link.transaction(force_rollback=True):
            for one in first:
                link.execute(one)
            cursor = link.execute(last)
            rows = cursor.fetchall() if cursor.description else []
            said.extend(str(row) for row in rows)
            came = f"{len(rows) or cursor.rowcount} rows" if rows or cursor.rowcount > 0 else NOTHING.name
    except psycopg.Error as error:
        said.append(f"{error} {error.diag.message_detail}")
        came = DENIED.name if error.sqlstate == "42501" else f"{error.sqlstate}: {error}"
        if error.sqlstate in MISWRITTEN:
            return f"{attack.what}: was not tried: {came}"
    if any(SECRET in line for line in said) and attack.who != ALL:
        return f"{attack.what}: told {said}"
    # Who only reads is refused earlier than others what comes to nothing for them.
    refused = came == DENIED.name and "reader" in link.info.user
    if attack.comes is HARMLESS or came == attack.comes.name or refused:
        return ""
    return f"{attack.what}: {came}"


@pytest.mark.parametrize("access", ALL)
def test_every_statement_is_refused_without_effect_or_harmless(scene: Scene, access: str) -> None:
    named = {**scene.named, "me": staff_id(WHO[access])}
    found = []
    for attack in ATTACKS:
        if access in attack.who:
            with scene.logins.link(WHO[access]) as link:
                found.append(tried(link, attack, named))
    assert [one for one in found if one] == []
    assert len(found) > 60


def test_the_list_would_see_a_hole(scene: Scene) -> None:
    """The owner of the tables, who passes, is told of by nearly every line."""
    named = {**scene.named, "me": staff_id("kim.tran")}
    reading = [one for one in ATTACKS if one.comes is NOTHING and one.statements[-1].startswith("SELECT")]
    with scene.logins.owner() as link:
        passed = [one.what for one in reading if tried(link, one, named)]
    assert len(passed) > len(reading) // 2, passed


def test_no_function_of_the_owner_takes_a_name_from_what_its_caller_has_made(scene: Scene) -> None:
    assert _looking_into_the_callers_names(scene) == MEASURED


def test_a_database_from_before_is_mended_by_the_upgrade(scene: Scene) -> None:
    with scene.logins.owner() as link:
        before = link.execute(
            "SELECT format('ALTER FUNCTION %s SET search_path = pg_catalog, public', oid::regprocedure) FROM pg_proc"
            " WHERE pronamespace = 'casetui'::regnamespace AND proname <> 'measured'"
        ).fetchall()
        for (statement,) in before:
            link.execute(str(statement).encode())
        link.execute("UPDATE alembic_version SET version_num = '0041'")
    assert len(_looking_into_the_callers_names(scene)) == len(before) + 1
    store = open_store(scene.logins.server.url(scene.logins.database))
    store.upgrade()
    store.close()
    assert _looking_into_the_callers_names(scene) == MEASURED


MEASURED = [("measured",)]
"""Inlined where it is called; it names functions of the system alone, which nobody's own come before."""


def _looking_into_the_callers_names(scene: Scene) -> list[tuple[object, ...]]:
    """Functions in whose search path `pg_temp` does not stand last: they would look into it first."""
    with scene.logins.owner() as link:
        return link.execute(
            "SELECT proname::text FROM pg_proc WHERE pronamespace = 'casetui'::regnamespace AND NOT EXISTS"
            " (SELECT FROM unnest(proconfig) AS said WHERE said LIKE 'search\\_path=pg\\_catalog,%pg\\_temp')"
        ).fetchall()


def test_copying_out_gives_what_is_seen(scene: Scene) -> None:
    with scene.logins.link("sam.ortiz") as link, link.cursor().copy("COPY note_section TO STDOUT") as copy:
        out = b"".join(bytes(part) for part in copy)
    assert SECRET.encode() not in out and out != b""


def test_whoever_is_no_longer_active_sees_nothing_more(scene: Scene) -> None:
    """In the session she has open: identity is asked with every statement."""
    with scene.logins.owner() as owner, scene.logins.link("jo.marsh") as link:
        tables = [row[0] for row in owner.execute("SELECT relname::text FROM pg_class WHERE relrowsecurity")]
        counted = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(name)))
            for name in tables
            if name != "alembic_version"
        )
        before = sum(int(str(row[0])) for row in link.execute(counted).fetchall())
        owner.execute("UPDATE staff SET active = false WHERE id = %s", (staff_id("jo.marsh"),))
        after = sum(int(str(row[0])) for row in link.execute(counted).fetchall())
        owner.execute("UPDATE staff SET active = true WHERE id = %s", (staff_id("jo.marsh"),))
    assert before > 50 and after == 0
