"""E-mails are kept once, belong to a case or a member, are moved on the record, and are seen by who may see that."""

from collections.abc import Callable
from email.utils import format_datetime

import pytest
from sqlalchemy import func, select

from data.desk import awaiting, cases, documents, emails, history, messages, undoing
from data.desk.desk import Desk
from data.model import LetterRow
from data.rules.emails import NAMED, NAMED_BY_OTHER, OPEN_CASE, SENDER, TICKET, best
from data.types.emails import EmailLine, Filed, Target
from data.types.errors import FileRefused, Incomplete, NotAllowed, NotFound
from data.types.messages import Reply
from tests.builders import Clock, a_case, a_member, take_back
from tests.mails import an_email
from tests.storage.test_messages import written


def subjects(desk: Desk, target: Target) -> list[str]:
    return [one.subject for one in emails.of(desk, target)]


def waiting(desk: Desk, **fields: str) -> EmailLine:
    """One that waits to be filed: added by mistake, and taken back."""
    member = a_member(desk.store, "No", "Body", email="nobody@example.net")
    before = {one.id for one in emails.to_file(desk)}
    emails.add(desk, an_email(**fields), "", Target(member_id=member))
    take_back(desk)
    return next(one for one in emails.to_file(desk) if one.id not in before)


def test_an_email_is_filed_once_moved_on_the_record_of_both_and_taken_back(desk: Desk) -> None:
    member = a_member(desk.store)
    first, second = (Target(case_id=a_case(desk, member)) for _ in range(2))
    data = an_email(files={"roster.pdf": b"%PDF-1.4 x"})

    filed = emails.add(desk, data, "roster.eml", first)
    again = emails.add(desk, data, "copy.eml", first)

    assert (filed.number, again.already, again.id) == (cases.read(desk, first.case_id).number, True, filed.id)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="on record already: C-"):
        emails.add(desk, data, "", second)
    with pytest.raises(Incomplete):
        emails.move(desk, filed.id, second, "  ")
    moved = emails.move(desk, filed.id, second, "It is about the second one")
    assert (subjects(desk, first), subjects(desk, second)) == ([], ["My roster"])
    for case in (first, second):
        line = history.of_case(desk, case.case_id)[0]  # type: ignore[arg-type]
        assert (line.action, line.record, line.field, line.reason) == (
            "emails.move", "e-mail", "e-mail", "It is about the second one",
        )  # fmt: skip
        assert "My roster" in (line.old, line.new)

    assert take_back(desk).kept == ()
    assert (subjects(desk, first), subjects(desk, second)) == (["My roster"], [])
    record = emails.read(desk, moved.id)
    assert (record.filed_by, record.body, record.direction) == (
        "Kim Tran",
        "They changed my roster again.\n\nAndrea",
        "in",
    )
    assert [(one.name, one.size) for one in record.attached] == [("roster.pdf", 10)]
    assert emails.original(desk, filed.id) == (data, "roster.eml")
    assert [one.data for one in emails.files(desk, filed.id)] == [b"%PDF-1.4 x"]


def test_an_email_that_moves_answers_what_she_was_asked_where_it_belongs_now(
    desk: Desk, clock: Clock
) -> None:
    member = a_member(desk.store, email="member@example.org")
    one, two = a_case(desk, member), a_case(desk, member)
    for case in (one, two):
        messages.send(desk, written(desk, case, reply_days=7))
    clock.move(minutes=5)
    hers = an_email(date=format_datetime(clock()))

    def waits() -> list[bool]:
        return [awaiting.of_case(desk, case) is not None for case in (one, two)]

    filed = emails.add(desk, hers, "", Target(case_id=one))
    assert waits() == [False, True]
    emails.move(desk, filed.id, Target(case_id=two), "Wrong one")
    assert waits() == [True, False]
    take_back(desk)
    assert waits() == [False, True]
    emails.move(desk, filed.id, Target(member_id=member), "About herself")
    assert waits() == [True, True]

    # What was answered by something else stays answered.
    awaiting.replied(desk, one)
    emails.move(desk, filed.id, Target(case_id=one), "After all")
    emails.move(desk, filed.id, Target(case_id=two), "Or not")
    assert waits() == [False, False]
    # Its days are over meanwhile: that she was silent is not told a second time.
    clock.move(days=30)
    emails.move(desk, filed.id, Target(member_id=member), "About herself")
    assert [one.reply for one in messages.of_case(desk, two)] == [Reply.SILENT]


def test_what_was_moved_on_by_a_colleague_does_not_come_back(
    desk: Desk, desk_for: Callable[[str], Desk]
) -> None:
    member = a_member(desk.store)
    one, two, three = (Target(case_id=a_case(desk, member)) for _ in range(3))
    filed = emails.add(desk, an_email(), "", one)
    emails.move(desk, filed.id, two, "Wrong one")
    emails.move(desk_for("sam.ortiz"), filed.id, three, "Wrong again")

    undone = take_back(desk)

    assert undone.done == 0 and undone.kept
    assert [subjects(desk, case) for case in (one, two, three)] == [[], [], ["My roster"]]


def test_it_may_be_the_members_own_and_stands_among_her_cases_ones(desk: Desk, clock: Clock) -> None:
    member = a_member(desk.store)
    case = Target(case_id=a_case(desk, member))
    emails.add(desk, an_email(message_id="<a@x>", subject="To her"), "", Target(member_id=member))
    emails.add(
        desk, an_email(message_id="<b@x>", subject="Later", date="Mon, 23 Nov 2099 08:30:00 +1100"), "", case
    )

    assert subjects(desk, Target(member_id=member)) == ["Later", "To her"]
    # What says it was sent in the future stands where it came, not for ever on top.
    assert emails.of(desk, case)[0].at == clock()
    assert history.of_member(desk, member)[0].action == "emails.add"


def test_a_mail_without_a_message_id_is_known_by_its_content_and_one_that_lies_about_it_is_kept(
    desk: Desk,
) -> None:
    member = a_member(desk.store)
    of = Target(member_id=member)
    none = an_email(message_id="")
    assert [emails.add(desk, one, "", of).already for one in (none, none)] == [False, True]
    assert not emails.add(desk, an_email(message_id="", body="Other words"), "", of).already

    emails.add(desk, an_email(message_id="<same@x>"), "", of)
    liar = an_email(message_id="<same@x>", from_="eve@example.net", subject="Not that one")
    assert [emails.add(desk, one, "", of).already for one in (liar, liar)] == [False, True]
    assert emails.add(desk, an_email(message_id="<same@x>", subject="RE: My roster"), "", of).already
    assert len(emails.of(desk, of)) == 4


def test_whoever_may_not_see_the_case_sees_nothing_of_its_mail(
    desk: Desk, desk_for: Callable[[str], Desk]
) -> None:
    member, other = a_member(desk.store), desk_for("aisha.bello")
    case = Target(case_id=a_case(desk, member, scope=2))
    filed = emails.add(desk, an_email(), "", case)
    own = Target(member_id=member)

    assert emails.of(other, own) == () and emails.to_file(other) == ()
    for ask in (emails.read, emails.original, emails.discard, emails.restore):
        with pytest.raises(NotFound):
            ask(other, filed.id)
    with pytest.raises(NotFound):
        emails.move(other, filed.id, own, "Mine")
    with pytest.raises(NotAllowed, match="where you may not see it"):
        emails.add(other, an_email(), "", own)
    with pytest.raises(NotFound):
        emails.add(other, an_email(message_id="<new@x>"), "", case)


def test_what_waits_is_suggested_filed_once_and_discarded_with_a_way_back(
    desk: Desk, desk_for: Callable[[str], Desk]
) -> None:
    one = waiting(desk)
    member = a_member(desk.store)
    (line,) = emails.to_file(desk)
    assert [(s.said, s.why) for s in line.suggestions] == [("Andrea Gallagher", SENDER)]

    emails.discard(desk, one.id)
    assert emails.to_file(desk) == () and [gone.id for gone in emails.discarded(desk)] == [one.id]
    emails.restore(desk, one.id)
    assert emails.restore(desk, one.id).already and len(emails.to_file(desk)) == 1

    assert emails.file(desk, one.id, Target(member_id=member)) == Filed(
        one.id, "Andrea Gallagher", "My roster"
    )
    assert emails.file(desk, one.id, Target(member_id=member)).already
    sam = desk_for("sam.ortiz")
    with pytest.raises(NotAllowed, match="Kim Tran has filed it meanwhile"):
        emails.file(sam, one.id, Target(case_id=a_case(sam, member)))
    with pytest.raises(NotAllowed, match="Kim Tran has filed it meanwhile"):
        emails.discard(sam, one.id)
    assert undoing.undo(desk, undoing.offered(desk).id).done == 1  # type: ignore[union-attr]
    assert [held.id for held in emails.to_file(desk)] == [one.id]


def test_history_names_no_email_that_went_to_a_case_one_may_not_see(
    desk: Desk, desk_for: Callable[[str], Desk]
) -> None:
    """The case it came from may be seen, and tells that one went; its subject went with it."""
    member, other = a_member(desk.store), desk_for("aisha.bello")
    seen, hidden = a_case(desk, member), a_case(desk, member, scope=2)
    filed = emails.add(desk, an_email(subject="About my manager"), "", Target(case_id=seen))

    def told(at: Desk) -> list[str]:
        return [str(line.old or line.new) for line in history.of_case(at, seen) if line.record == "e-mail"]

    assert told(other) == ["About my manager"]
    emails.move(desk, filed.id, Target(case_id=hidden), "It is about her manager")
    assert told(desk) == ["About my manager"] * 2
    assert told(other) == ["an e-mail you may not see"] * 2
    emails.move(desk, filed.id, Target(member_id=member), "It is hers")
    assert told(other) == ["About my manager"] * 2


def test_where_it_might_belong_is_said_and_never_picked_among_several(desk: Desk) -> None:
    member, twin = (
        a_member(desk.store, name, "Roe", email="shared@example.org") for name in ("Jane", "John")
    )
    alone = a_member(desk.store, "Ann", "Lee", email="ann@example.org")
    case, hidden = a_case(desk, alone), a_case(desk, twin, scope=2, owner="lena.vogt")
    number = cases.read(desk, case).number
    emails.add(desk, an_email(message_id="<t@x>", subject="[## 4711 ##] A ticket"), "", Target(case_id=case))

    def suggested(**fields: str) -> tuple[list[tuple[str, str]], str]:
        line = waiting(desk, message_id=f"<{len(emails.to_file(desk))}@y>", **fields)
        found = best(line.suggestions)
        return [(one.said, one.why) for one in line.suggestions], found.said if found else ""

    title = cases.read(desk, case).title
    assert suggested(from_="shared@example.org") == ([("Jane Roe", SENDER), ("John Roe", SENDER)], "")
    assert suggested(from_="ann@example.org") == ([(title, OPEN_CASE), ("Ann Lee", SENDER)], "")
    assert suggested(subject=f"Re: {number.lower()} news", from_="ann@example.org") == (
        [(title, NAMED), ("Ann Lee", SENDER)], title,
    )  # fmt: skip
    found, picked = suggested(subject=f"{number} news", from_="shared@example.org")
    assert (found[0], picked) == ((title, NAMED_BY_OTHER), "")
    assert suggested(subject="Re: Ticket #4711", from_="stranger@example.net") == ([(title, TICKET)], title)
    cases.link_ticket(desk, case, "https://desk.example.com/agent/dv/1234567 #815", "")
    assert suggested(subject="Re: Ticket #815", from_="stranger@example.net") == ([(title, TICKET)], title)
    assert suggested(from_="stranger@example.net") == ([], "")
    assert member and hidden


def test_nothing_is_kept_of_what_is_no_email(desk: Desk) -> None:
    with pytest.raises(FileRefused):
        emails.add(desk, b"%PDF-1.4", "x.eml", Target(member_id=a_member(desk.store)))
    with desk.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(LetterRow)).scalar() == 0


def test_its_files_become_documents_once_through_the_same_gate(desk: Desk) -> None:
    member = a_member(desk.store)
    case = Target(case_id=a_case(desk, member))
    data = an_email(
        files={"note.txt": b"A line.", "setup.exe": b"MZ" + b"x" * 50, "liar.pdf": b"MZ" + b"x" * 50}
    )
    filed = emails.add(desk, data, "", case)

    first, again = (emails.keep_files(desk, filed.id) for _ in range(2))

    assert first == again and len(first.kept) == 1
    assert [name for name, _ in first.refused] == ["setup.exe", "liar.pdf"]
    assert [one.original_name for one in documents.of_case(desk, case.case_id)] == ["note.txt"]  # type: ignore[arg-type]
    take_back(desk)
    with pytest.raises(NotAllowed, match="not filed yet"):
        emails.keep_files(desk, waiting(desk, message_id="<w@x>").id)
