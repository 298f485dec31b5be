"""Several desks at one store: what one changes the other hears, who is where, drafts given out of hand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Queue
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import bulk, cases, changing, interactions, sharing, together
from data.desk.desk import Desk
from data.store import listening
from data.store.news import KEPT, Rows
from data.store.store import open_store
from data.store.tables import CASE, STAFF
from data.store.telling import CHANNEL
from data.types.bulk import Deed
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound, SwitchedOff
from data.types.forms import InteractionForm
from data.types.news import News
from data.types.together import Doing, Spot
from data.types.triage import Picked
from tests.builders import Clock, a_case, a_member, an_interaction_form, change_case, sections, staff_id

PATIENCE_S = 20.0
QUIET_S = listening.BUSY_REST_S + 1.0
"""After so long without news nothing more comes of what was told before."""
EVERYTHING = News(everything=True)


@pytest.fixture
def shared_desks(postgres_url: str, clock: Clock) -> Iterator[Callable[[str], Desk]]:
    """Desks at one Postgres."""
    from data.desk.opening import open_desk

    opened: list[Desk] = []

    def of(login: str) -> Desk:
        opened.append(open_desk(postgres_url, login, clock=clock))
        return opened[-1]

    yield of
    for one in opened:
        one.close()


@contextmanager
def hearing(desk: Desk) -> Iterator[Queue[News]]:
    """What this desk hears; the first word, that everything may have changed, is taken already."""
    heard: Queue[News] = Queue()
    ended = together.Ended()
    thread = threading.Thread(target=together.follow, args=(desk, heard.put, ended))
    thread.start()
    try:
        assert heard.get(timeout=PATIENCE_S) == EVERYTHING
        yield heard
    finally:
        ended.end()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_a_change_is_told_to_the_others_once_and_not_to_oneself(
    shared_desks: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the second after a bell that was rung before: nobody waits for the look at whether it lives."""
    monkeypatch.setattr(listening, "ALIVE_S", 3600.0)
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    member = a_member(kim.store)
    case, more = a_case(kim, member), [a_case(kim, member) for _ in range(5)]
    with hearing(kim) as own, hearing(sam) as heard:
        change_case(kim, cases.read(kim, case), title="Other")
        assert heard.get(timeout=PATIENCE_S).records == {case, member}
        interactions.submit(kim, an_interaction_form(member))
        assert member in heard.get(timeout=PATIENCE_S).records
        # A refused act tells nothing: what comes next is what is told next.
        stale = changing.begin(cases.read(kim, case), uuid7())
        change_case(kim, cases.read(kim, case), title="Third")
        heard.get(timeout=PATIENCE_S)
        stale.now.title = "Lost"
        with pytest.raises(Conflict):
            changing.change(kim, stale)
        # Work in bulk says once at its end that everything may have changed.
        picked = [Picked("case", one, f"C-{at}", 1) for at, one in enumerate(more)]
        bulk.apply(kim, picked, [Deed("priority", 1)], batch_id=uuid7())
        assert heard.get(timeout=PATIENCE_S) == EVERYTHING
        with pytest.raises(Empty):
            own.get(timeout=0.3)


def test_forged_notifications_are_gathered_and_do_no_harm(
    shared_desks: Callable[[str], Desk], postgres_url: str
) -> None:
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    case = a_case(kim, a_member(kim.store))
    with hearing(sam) as heard, psycopg.connect(postgres_url, autocommit=True) as anyone:
        for payload in ("", "x" * 7999, "\x1b]0;owned\x07", "' OR 1=1 --", f"deadbeef r {'0' * 36}"):
            anyone.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
        anyone.execute(
            "SELECT count(pg_notify(%s, 'deadbeef r ' || gen_random_uuid())) FROM generate_series(1, 10000)",
            (CHANNEL,),
        )
        told = heard.get(timeout=PATIENCE_S)
        assert told.everything or len(told.records) <= 64
        seen = 1
        with suppress(Empty):  # until nothing more is told of the flood
            while heard.get(timeout=QUIET_S):
                seen += 1
        assert seen < 50
        change_case(kim, cases.read(kim, case), title="Other")
        assert case in heard.get(timeout=PATIENCE_S).records


def test_what_comes_after_many_at_once_is_told_together(
    shared_desks: Callable[[str], Desk], postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BUSY_REST_S", 3600.0)
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    with hearing(sam) as heard, psycopg.connect(postgres_url, autocommit=True) as anyone:
        told = (
            f"SELECT pg_notify('{CHANNEL}', 'deadbeef r ' || gen_random_uuid()) FROM generate_series(1, 10)"
        )
        anyone.execute(told)
        assert len(heard.get(timeout=PATIENCE_S).records) == 10
        interactions.submit(kim, an_interaction_form(a_member(kim.store)))
        with pytest.raises(Empty):
            heard.get(timeout=2 * listening.REST_S)


def test_of_a_busy_office_few_wake_the_others_and_all_is_heard(
    shared_desks: Callable[[str], Desk], postgres_url: str
) -> None:
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    ids = [uuid7() for _ in range(40)]
    with (
        hearing(sam) as heard,
        psycopg.connect(postgres_url, autocommit=True) as anyone,
        psycopg.connect(postgres_url, autocommit=True) as bare,
    ):
        bare.execute(f"LISTEN {CHANNEL}")
        anyone.execute(
            "SELECT casetui.tell_news('deadbeef r ' || one) FROM unnest(%s::uuid[]) AS one", (ids,)
        )
        told = set[UUID]()
        while told < set(ids):
            told |= heard.get(timeout=PATIENCE_S).records
        payloads = [one.payload for one in bare.notifies(timeout=0.1)]
        assert len(payloads) <= 6 and payloads[-1] == "deadbeef !"
        # It goes on as in a quiet one.
        case = a_case(kim, a_member(kim.store))
        while case not in heard.get(timeout=PATIENCE_S).records:
            pass


def test_what_is_committed_late_is_found_though_later_ones_were_seen(postgres_url: str) -> None:
    write = "INSERT INTO casetui.news VALUES (pg_current_xact_id(), now(), 'row', 'deadbeef r ' || %s::text)"
    early, late = uuid7(), uuid7()
    store = open_store(postgres_url)
    with store._pools.listens.connect() as connection, psycopg.connect(postgres_url) as slow:
        rows = Rows(connection, "mine0000")
        slow.execute(write, (late,))
        with psycopg.connect(postgres_url) as quick:
            quick.execute(write, (early,))
        assert rows.look().records == {early}
        assert not rows.look()
        slow.commit()
        assert rows.look().records == {late}
        assert not rows.look()
        rows._at -= KEPT
        assert rows.look() == EVERYTHING
    store.close()


def test_a_listener_that_was_cut_off_comes_back_and_has_everything_read_again(
    shared_desks: Callable[[str], Desk], postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a second, not with the next look half a minute later."""
    monkeypatch.setattr(listening, "SOON_S", 0.05)
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    case = a_case(kim, a_member(kim.store))
    with hearing(sam) as heard:
        with psycopg.connect(postgres_url, autocommit=True) as admin:
            ended = admin.execute(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query LIKE '%FROM casetui.news%')"
                " AND pid <> pg_backend_pid()"
            ).fetchone()
            assert ended == (1,)
        assert heard.get(timeout=PATIENCE_S) == EVERYTHING
        assert heard.get(timeout=PATIENCE_S) == EVERYTHING
        change_case(kim, cases.read(kim, case), title="Other")
        while case not in heard.get(timeout=PATIENCE_S).records:
            pass


def test_two_windows_on_one_file_notice_each_other(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.desk.opening import open_desk

    monkeypatch.setattr(listening, "LOOK_S", 0.05)
    one, two = (open_desk(sqlite_url, "kim.tran", clock=clock) for _ in range(2))
    heard: Queue[News] = Queue()
    ended = together.Ended()
    thread = threading.Thread(target=together.follow, args=(two, heard.put, ended))
    thread.start()
    try:
        with pytest.raises(Empty):
            heard.get(timeout=0.3)
        a_member(one.store)
        assert heard.get(timeout=PATIENCE_S) == EVERYTHING
    finally:
        ended.end()
        thread.join(PATIENCE_S)
        one.close()
        two.close()


def test_presence_is_seen_by_those_who_may_see_the_record(
    shared_desks: Callable[[str], Desk], clock: Clock
) -> None:
    kim, sam, jo = (shared_desks(login) for login in ("kim.tran", "sam.ortiz", "jo.marsh"))
    member = a_member(kim.store)
    case, hidden = a_case(kim, member), a_case(kim, member, confidential=True)
    window, other = uuid7(), uuid7()
    together.beat(kim, window, Spot("case", case, Doing.EDITING), changed=True)
    (seen,) = together.others(sam, uuid7())
    assert (seen.name, seen.what, seen.number[:2], seen.record_id) == ("Kim Tran", Doing.EDITING, "C-", case)
    assert together.others(kim, window) == ()
    clock.move(seconds=10)
    together.beat(kim, window, Spot("case", hidden), changed=True)
    together.beat(sam, other, Spot("member", member, Doing.IDLE), changed=True)
    assert [one.record_id for one in together.others(jo, uuid7())] == [member]
    assert {one.record_id for one in together.everyone(sam)} == {hidden, member}
    clock.move(seconds=40)
    together.beat(sam, other, Spot("member", member, Doing.IDLE), changed=False)
    clock.move(seconds=10)
    # No sign of life for longer than 45 seconds.
    assert [one.login for one in together.everyone(sam)] == ["sam.ortiz"]
    together.leave(sam, other)
    assert together.everyone(sam) == ()


def test_coming_and_going_is_told(shared_desks: Callable[[str], Desk]) -> None:
    kim, sam = shared_desks("kim.tran"), shared_desks("sam.ortiz")
    member = a_member(kim.store)
    one, two, window = a_case(kim, member), a_case(kim, member), uuid7()
    with hearing(sam) as heard:
        together.beat(kim, window, Spot("case", one), changed=True)
        assert heard.get(timeout=PATIENCE_S).present == {one}
        together.beat(kim, window, Spot("case", one), changed=False)
        together.beat(kim, window, Spot("case", two), changed=True)
        assert heard.get(timeout=PATIENCE_S).present == {one, two}
        together.leave(kim, window)
        assert heard.get(timeout=PATIENCE_S).present == {two}


def test_on_a_file_nobody_else_is_there(sqlite_url: str, clock: Clock) -> None:
    from data.desk.opening import open_desk

    kim = open_desk(sqlite_url, "kim.tran", clock=clock)
    try:
        together.beat(kim, uuid7(), Spot("member", uuid7()), changed=True)
        assert together.others(kim, uuid7()) == ()
        with pytest.raises(NotAllowed, match="has no colleagues"):
            together.everyone(kim)
    finally:
        kim.close()


def switch_off(desk: Desk, login: str) -> None:
    with desk.store.deriving() as connection:
        connection.execute(update(STAFF).where(STAFF.c.login == login).values(active=False))


def test_who_was_switched_off_saves_and_shows_nothing_more(desk_for: Callable[[str], Desk]) -> None:
    kim, sam = desk_for("kim.tran"), desk_for("sam.ortiz")
    member = a_member(kim.store)
    switch_off(kim, "sam.ortiz")
    with pytest.raises(SwitchedOff, match="Your login was switched off"):
        interactions.submit(sam, an_interaction_form(member))
    if sam.store.shared:
        with pytest.raises(SwitchedOff):
            together.beat(sam, uuid7(), Spot("member", member), changed=True)
    interactions.submit(kim, an_interaction_form(member))


def a_draft(member: UUID | None, **fields: object) -> InteractionForm:
    return an_interaction_form(member, sections=sections(issue="Half written."), **fields)


def test_a_shared_draft_is_taken_up_by_one_and_saved_once(desk_for: Callable[[str], Desk]) -> None:
    kim, sam, lena = desk_for("kim.tran"), desk_for("sam.ortiz"), desk_for("lena.vogt")
    form = a_draft(a_member(kim.store))
    shared = sharing.share(kim, form)
    assert (shared.by, shared.taken_by) == ("Kim Tran", None)
    assert [one.id for one in sharing.listing(sam)] == [form.id]
    # Of another team, and no supervisor.
    assert sharing.listing(desk_for("aisha.bello")) == ()
    answers: Queue[object] = Queue()

    def take(desk: Desk) -> None:
        try:
            answers.put(sharing.take(desk, form.id))
        except Conflict as error:
            answers.put(error)

    threads = [threading.Thread(target=take, args=(one,)) for one in (sam, lena)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    got = [answers.get_nowait() for _ in threads]
    (won,) = (one for one in got if isinstance(one, InteractionForm))
    (lost,) = (one for one in got if isinstance(one, Conflict))
    assert won == form
    (told,) = sharing.listing(kim)
    assert told.taken_name in ("Sam Ortiz", "Lena Vogt")
    assert lost.detail == f"{told.taken_name} took it up already"
    winner = sam if told.taken_name == "Sam Ortiz" else lena
    assert sharing.take(winner, form.id) == form
    with pytest.raises(Conflict):
        sharing.share(kim, form)
    saved = interactions.submit(winner, won)
    again = interactions.submit(kim, form)
    assert again.already and again.id == saved.id
    assert sharing.withdraw(kim, form.id) and sharing.listing(winner) == ()
    with pytest.raises(NotFound):
        sharing.take(winner, form.id)


def test_a_draft_for_one_colleague_or_about_a_hidden_case_is_not_everybodys(
    desk_for: Callable[[str], Desk],
) -> None:
    kim, sam, jo, lena = (desk_for(one) for one in ("kim.tran", "sam.ortiz", "jo.marsh", "lena.vogt"))
    member = a_member(kim.store)
    case = a_case(kim, member)
    sharing.share(kim, a_draft(member), staff_id("jo.marsh"))
    assert (len(sharing.listing(jo)), len(sharing.listing(sam)), len(sharing.listing(lena))) == (1, 0, 0)
    about = a_draft(member, about_case_id=case)
    sharing.share(kim, about)
    assert about.id in {one.id for one in sharing.listing(jo)}
    with kim.store.deriving() as connection:
        connection.execute(update(CASE).where(CASE.c.id == case).values(confidential=True))
    assert about.id not in {one.id for one in sharing.listing(jo)}
    with pytest.raises(NotFound):
        sharing.take(jo, about.id)
    with pytest.raises(BadInput):
        sharing.share(kim, about, kim.officer.id)
