"""The login under which what is due by the clock is done: it does all of it, and may do nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import (
    cases,
    choices,
    clockwork,
    documents,
    emails,
    history,
    leftover,
    mail_in,
    messages,
    routines,
    undoing,
)
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.desk.program import PROGRAM
from data.steward.roles import give_service
from data.store.store import Store, now_utc, open_store
from data.store.tables import CASE_TARGET, DOCUMENT_CONTENT, MESSAGE
from data.types.documents import Attachment
from data.types.errors import BadInput, CasetuiError, OtherLogin
from data.types.messages import Reply, Way
from data.types.staff import Assignee
from tests.builders import a_case_form, a_member, change_case
from tests.imap_server import PASSWORD, imap
from tests.logins import Union, a_union
from tests.mail_server import mail_server
from tests.mails import an_email
from tests.postgres import Server
from tests.storage.test_life_of_a_case import mail_goes_and_comes
from tests.storage.test_messages import written
from tests.storage.test_routines import write


@pytest.fixture(scope="module")
def union(postgres_server: Server) -> Iterator[Union]:
    with a_union(postgres_server) as union:
        union.add("kim")
        yield union


@pytest.fixture(scope="module")
def kim(union: Union) -> Iterator[Desk]:
    desk = union.desk("kim")
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def service(union: Union) -> Iterator[Desk]:
    desk = union.serve()
    yield desk
    desk.close()


def owner_store(union: Union) -> Store:
    """As the superuser, whom no policy stops."""
    return open_store(union.url())


def of_kim(kim: Desk, member: UUID) -> UUID:
    """A case that Kim holds."""
    form = a_case_form(member, assignees=[Assignee(officer_id=kim.officer.id)])
    cases.create(kim, form)
    return form.id


def test_it_does_what_is_due_in_nobodys_name(union: Union, kim: Desk, service: Desk) -> None:
    owner = owner_store(union)
    member = a_member(owner)
    write(
        owner,
        (
            "Late",
            "target passed",
            "",
            "status In progress; note It is late; task Ring her; review on; tag +deadline",
        ),
        ("Give", "escalated", "", "assign ravi; follow-up +2d; priority 1"),
    )
    case = of_kim(kim, member)
    change_case(kim, cases.read(kim, case), confidential=True, scope=2)
    with owner.loading("test") as connection:
        # History has the server's clock: what happened long before the desk's is nobody's news.
        passed = now_utc() - timedelta(hours=1)
        connection.execute(update(CASE_TARGET).where(CASE_TARGET.c.case_id == case).values(due_at=passed))
    owner.close()
    assert clockwork.tick_for_all(service).breached == 1
    assert clockwork.tick_for_all(service).breached == 0
    last = clockwork.last_tick(kim)
    assert last.ended_at is not None and not last.due
    record = cases.read(kim, case)
    assert (record.status, record.marked_for_review, record.tags) == ("In progress", True, ("deadline",))
    assert record.escalated_at is not None
    told = [line for line in history.of_case(kim, case) if line.action in (routines.RUN, "targets.sweep")]
    assert {line.who for line in told} == {""}
    assert [one.name for one in routines.shown(kim) if one.done] == ["Late"]
    assert PROGRAM.id not in {one.id for one in choices.read(kim).staff}


def test_an_administrator_s_tick_leaves_what_happened_to_it(union: Union, kim: Desk) -> None:
    ravi = union.desk("ravi")
    assert clockwork.tick_for_all(ravi)[4:6] == (0, 0)
    ravi.close()


REFUSED = (
    "SELECT * FROM staff_login",
    "SELECT * FROM saved_view",
    "SELECT * FROM shared_draft",
    "UPDATE member SET family = 'x'",
    "UPDATE case_type SET label = 'x'",
    "UPDATE staff SET access = 3",
    "UPDATE routine SET actions = 'x'",
    "UPDATE case_record SET created_by = owner_id",
    "DELETE FROM note",
    "DELETE FROM change",
    "INSERT INTO staff (id, login, name, title, access, active, available)"
    " VALUES (gen_random_uuid(), 'x', 'x', 'x', 3, true, true)",
    "INSERT INTO note (id, case_id, template, security, author_id, written_at, channel, ticket_url, ticket_ref,"
    " spoke_with, identity_checked, no_advice, reviewed_prior)"
    " SELECT gen_random_uuid(), id, 'bimaa', 'standard', created_by, now(), '', '', '', '', false, false, false"
    " FROM case_record LIMIT 1",
    "UPDATE case_record SET confidential = NOT confidential",
    "SELECT casetui.create_officer('x', 'y')",
    "SELECT casetui.erase_values(gen_random_uuid())",
    "SELECT casetui.grant_to_service()",
    "CREATE TABLE mine (id int)",
)


def test_it_may_do_nothing_else(union: Union, kim: Desk, service: Desk) -> None:
    owner = owner_store(union)
    of_kim(kim, a_member(owner))
    owner.close()
    login = union.login("tick")
    url = union.server.url(union.name, user=login, password=union.passwords[login])
    with psycopg.connect(url, autocommit=True) as link:
        assert link.execute("SELECT FROM case_record").rowcount > 0
        for statement in REFUSED:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(statement)
                pytest.fail(statement)


def test_it_removes_bytes_that_nothing_names_and_sees_no_name_and_no_byte(
    union: Union, kim: Desk, service: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = owner_store(union)
    member = a_member(owner)
    for content in (b"%PDF-1.7 kept", b"%PDF-1.7 taken back"):
        documents.attach(kim, Attachment(uuid7(), "letter.pdf", content, member_id=member))
    undoing.undo(kim, undoing.find(kim, ""))
    with owner.loading("test") as connection:
        connection.execute(update(DOCUMENT_CONTENT).values(unnamed_since=now_utc() - timedelta(days=2)))
    owner.close()
    assert clockwork.tick_for_all(service).swept == 0
    monkeypatch.setattr(leftover, "CERTAIN", timedelta(0))
    done = clockwork.tick_for_all(service)
    assert (done.swept, done.swept_size) == (1, len(b"%PDF-1.7 taken back"))
    (left,) = documents.of_member(kim, member)
    assert b"".join(documents.read(kim, left.id)) == b"%PDF-1.7 kept"
    login = union.login("tick")
    url = union.server.url(union.name, user=login, password=union.passwords[login])
    with psycopg.connect(url, autocommit=True) as link:
        for statement in ("SELECT name FROM document", "SELECT body FROM document_part"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(statement)


def test_it_is_made_of_nobody_and_opens_for_nobody_else(union: Union, kim: Desk, service: Desk) -> None:
    with pytest.raises(BadInput, match="another's"):
        give_service(union.url(), None, union.login("kim"))
    with pytest.raises(BadInput, match="are allowed"):
        give_service(union.url(), None, 'x"; DROP ROLE y')
    login = union.login("tick")
    with pytest.raises(OtherLogin):
        open_desk(union.url("tick"), union.login("kim"), password=union.passwords[login])
    # Another login than the one the other tests are served over: a connection they make later asks its password.
    union.serve("tock").close()
    before = union.passwords[union.login("tock")]
    union.serve("tock").close()
    with pytest.raises(CasetuiError):
        open_desk(union.url("tock"), union.login("tock"), password=before)


def test_it_sends_the_mail_that_waits_ends_what_nobody_answered_and_reads_the_mailbox(
    union: Union, kim: Desk, service: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETUI_MAILBOX_PASSWORD", PASSWORD)
    owner = owner_store(union)
    with mail_server() as letters, imap() as server:
        mail_goes_and_comes(owner, letters, server)
        case = of_kim(kim, a_member(owner, email="ada@example.org"))
        messages.send(kim, written(kim, case, way=Way.MAIL, reply_days=2))
        clockwork.tick_for_all(service)
        assert "ada@example.org" in {one["To"] for one in letters.all}
        before = len(letters.all)
        with owner.loading("test") as connection:
            connection.execute(update(MESSAGE).values(reply_by=date(2020, 1, 1)))
        assert clockwork.tick_for_all(service).silent == 1
        assert messages.of_case(kim, case)[0].reply is Reply.SILENT
        server.put(an_email(from_="ada@example.org"))
        assert mail_in.pull(service).new == 1
        assert mail_in.pull(service).new == 0
        assert len(emails.to_file(kim)) == 1
        assert len(letters.all) == before
    owner.close()
