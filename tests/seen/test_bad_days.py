"""Bad days of a shared database, at the start and in the middle of a note: one sentence, every word and the caret stay,
and the way out that is named works.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from casetui import company
from casetui.app import CaseTuiApp
from casetui.door import Lock
from data.desk import cases, logins
from data.drafts import Drafts
from data.local.database import fingerprint
from data.local.passwords import VARIABLE
from data.local.settings import Settings
from data.store import guard
from data.store.schema import HEAD
from data.store.store import open_store
from data.types.case_edits import CaseEdit
from data.types.errors import StoreUnavailable
from data.types.staff import Assignee, FirstGiven
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from tests.builders import Clock, a_case_form, a_member
from tests.hostile.door import Door
from tests.logins import CHOSEN, Union, a_union
from tests.postgres import Server
from tests.seen.kit import NARROW, Sitting, running
from widgets.note_editor import SectionText

OTHER = "another four words of tea"


class Office(NamedTuple):
    """A union whose officers have logins of their own, and the way there of one of them."""

    union: Union
    door: Door

    @property
    def kim(self) -> str:
        """Her login."""
        return self.union.login("kim")

    @property
    def url(self) -> str:
        """Where her program goes: through the door."""
        union = self.union
        return union.server.url(
            union.name, user=self.kim, password="", host="127.0.0.1", port=str(self.door.port)
        )

    def run(self, *statements: str) -> list[tuple[object, ...]]:
        """As the superuser; what the last one answers."""
        return [self.union.run(one) for one in statements][-1]

    def cut(self) -> None:
        """End her sessions, as a restart of the server does."""
        self.run(f"SELECT pg_terminate_backend(pid, 9000) FROM pg_stat_activity WHERE usename = '{self.kim}'")

    def group(self, statement: str) -> str:
        """About the group that she is in."""
        return statement.format(f'"{self.union.name}_officer"')

    def as_ravi(self, act: Callable[..., FirstGiven | bool]) -> str:
        """What an administrator does about her login; the first password that comes of it."""
        with closing(self.union.desk("ravi")) as ravi:
            done = act(ravi, self.kim)
        return "" if isinstance(done, bool) else done.password


@pytest.fixture(scope="module")
def office(postgres_server: Server) -> Iterator[Office]:
    if postgres_server.folder is None:
        pytest.skip("only of the tests' own server is it known that it asks for passwords")
    with a_union(postgres_server) as union, Door(postgres_server) as door:
        union.add("kim")
        store = open_store(union.url())
        member = a_member(store, "Patience", "Okafor")
        store.close()
        with closing(union.desk("kim")) as kim:
            cases.create(kim, a_case_form(member, assignees=[Assignee(officer_id=kim.officer.id)]))
        yield Office(union, door)


Sit = Callable[[], AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def sit(office: Office, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Opens the program with the password of the machine; what is waited for is made short."""
    monkeypatch.setattr(guard.Guarded, "patience", 1.0)
    monkeypatch.setattr(guard, "ANSWER_S", 0.5)
    monkeypatch.setattr("psycopg.connection.timeout_from_conninfo", lambda _given: 0.5)
    monkeypatch.setattr("casetui.sender.AWAY", (0.2,))
    monkeypatch.setattr(company, "BEGIN_S", 0.01)
    monkeypatch.setattr(company, "LOOK_S", 0.05)
    monkeypatch.setattr(company, "BEAT_S", 0.2)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Sitting]:
        monkeypatch.setenv(VARIABLE, office.union.passwords[office.kim])
        drafts = Drafts(tmp_path / "drafts.db", office.kim, fingerprint(office.url), clock)
        lock = Lock(Settings(office.url, office.kim))
        app = CaseTuiApp(Seat(drafts, office.kim, clock=clock), lock.open, lock=lock, theme="dark")
        async with running(app, clock, NARROW) as kim:
            yield kim

    return opened


async def test_each_bad_day_in_the_middle_of_a_note_keeps_words_and_caret_and_ends_as_it_says(
    office: Office, sit: Sit
) -> None:
    async with sit() as kim:
        await kim.until("C-10001")
        await kim.press("down", "enter")
        await kim.until("Write to the manager.")
        await kim.until(lambda: isinstance(kim.app.focused, SectionText))
        editor = kim.focused
        assert isinstance(editor, SectionText)
        typed = editor.text

        async def types(word: str) -> None:
            nonlocal typed
            await kim.type(f" {word}.")
            typed += f" {word}."
            assert (editor.text, editor.cursor_location) == (typed, editor.document.end)
            assert kim.app.focused is editor and not editor.read_only

        async def saves(said: str) -> None:
            """The save waits and says why; she sees her words, in the place where they stand."""
            await kim.press("ctrl+s")
            await kim.until(said)
            await kim.until("1 waiting to send")
            assert (editor.text, editor.cursor_location) == (typed, editor.document.end)

        async def goes_out() -> None:
            await kim.until(lambda: "waiting to send" not in kim.seen)
            await kim.until(lambda: not editor.read_only)
            assert office.run("SELECT next_steps FROM case_record") == [(typed,)]

        # A network that says nothing: it is tried again by itself.
        office.door.fall_silent()
        await types("Silent")
        await saves("The database does not answer. Saves wait here.")
        office.door.speak()
        await goes_out()

        # That an act of one key came to nothing is not taken away by the reads that failed with it.
        screen, gone = kim.app.screen, StoreUnavailable("nothing is heard from it")
        assert isinstance(screen, SeatScreen)
        screen.not_written(gone)
        screen.failed(gone)
        await kim.until("Nothing was changed; try again")

        # A right is missing, which others have to give again.
        office.run(office.group("REVOKE UPDATE (next_steps) ON case_record FROM {}"))
        await types("Right")
        await saves("The database lacks a right. Ask for `casetui db upgrade`.")
        office.run("SELECT casetui.grant_to_groups()")
        await goes_out()

        # Somebody upgraded the database under the open program, which writes into no other than its own.
        office.run("UPDATE alembic_version SET version_num = '9999'")
        await types("Newer")
        await saves("The database is newer than casetui. Update casetui.")
        office.run(f"UPDATE alembic_version SET version_num = '{HEAD}'")
        await goes_out()

        # Anybody can forge a notice: one more read, and nothing changes.
        office.run(
            f"NOTIFY casetui, 'c {'0' * 32}'", "NOTIFY casetui, '*'", "NOTIFY casetui, 'x; DROP TABLE staff'"
        )
        await types("Forged")
        await kim.press("ctrl+s")
        await goes_out()

        # Her password was changed at another machine: the key that is named asks for it, and the save goes out.
        await types("Password")
        logins.change_password(office.union.url("kim"), office.union.passwords[office.kim], OTHER, OTHER)
        office.union.passwords[office.kim] = OTHER
        office.cut()
        await saves("The database refused the login. Password: ctrl+g Z")
        await kim.lead("Z")
        await kim.until("The database asks for your password.")
        await kim.type("not it")
        await kim.press("enter")
        await kim.until("an administrator runs `casetui staff reset`")
        await kim.press("ctrl+u")
        await kim.type(OTHER)
        await kim.press("enter")
        await goes_out()
        assert kim.app.focused is editor

        # It expired, and she is given a first one.
        await types("Expired")
        office.run(f"ALTER ROLE \"{office.kim}\" VALID UNTIL '2020-01-01'")
        office.cut()
        await saves("The database refused the login. Password: ctrl+g Z")
        first = office.as_ravi(logins.reset)
        await kim.lead("Z")
        await kim.until("The database asks for your password.")
        await kim.type(first)
        await kim.press("enter")
        await kim.until("Choose a password of your own")
        for _ in range(2):
            await kim.type(CHOSEN)
            await kim.press("enter")
        office.union.passwords[office.kim] = CHOSEN
        await goes_out()

        # Switched off: nothing of any record is seen any more, and every word is a draft here.
        await types("Off")
        office.as_ravi(logins.disable)
        await kim.until("Your login is switched off")
        assert "Ask an administrator" in kim.seen and kim.place == "closed" and "Okafor" not in kim.seen
        (draft,) = kim.app.seat.drafts.listing()
        assert isinstance(draft.form, CaseEdit) and draft.form.now.next_steps == typed
    first = office.as_ravi(logins.enable)
    office.union.passwords[office.kim] = first
    office.union.change("kim")


async def test_each_bad_day_at_the_start_is_said_with_its_way_out_and_opens_when_it_is_over(
    office: Office, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.door.fall_silent()
    async with sit() as kim:
        await kim.type("Okafor")
        await kim.until("The database does not answer. Saves wait here. Next try")
        office.run("UPDATE alembic_version SET version_num = '9999'")
        office.door.speak()
        await kim.until("The database is newer than casetui. Update casetui.")
        office.run("UPDATE alembic_version SET version_num = '0001'")
        await kim.until("The database is older than casetui. It needs `casetui db upgrade`.")
        office.run(
            f"UPDATE alembic_version SET version_num = '{HEAD}'",
            office.group("REVOKE SELECT ON staff FROM {}"),
        )
        await kim.until("The database lacks a right. Ask for `casetui db upgrade`.")
        office.run(f'ALTER ROLE "{office.kim}" NOLOGIN')
        await kim.until("Your login is switched off. Ask an administrator.")
        assert "Okafor" in kim.line("Find")
        office.run(f'ALTER ROLE "{office.kim}" LOGIN', "SELECT casetui.grant_to_groups()")
        await kim.until("Patience Okafor")
        # The clock of her machine was set wrong.
        at = kim.app.seat.desk
        assert at is not None
        monkeypatch.setattr(at.store, "_clock", lambda: datetime.now(UTC) - timedelta(minutes=5))
        at.store.ask_the_time()
        kim.app.tell_all(lambda screen: screen.seat_changed())
        await kim.until("the server's clock is 5 min ahead of this machine's: set the wrong one")
