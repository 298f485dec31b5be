"""The program asks for a password it does not know, and has a first one changed before anything opens (A3.46)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casetui.app import CaseTuiApp
from casetui.door import Lock
from data.drafts import Drafts
from data.local.database import fingerprint
from data.local.settings import Settings
from screens.seat import Seat
from tests.builders import Clock
from tests.logins import CHOSEN, Union, a_union
from tests.postgres import Server
from tests.seen.kit import running


@pytest.fixture(scope="module")
def union(postgres_server: Server) -> Iterator[Union]:
    with a_union(postgres_server) as made:
        made.add("kim", changed=False)
        yield made


async def test_a_first_password_is_given_and_changed_before_anything_opens_and_changed_again(
    union: Union, tmp_path: Path, clock: Clock
) -> None:
    login, url = union.login("kim"), union.url("kim")
    drafts = Drafts(tmp_path / "drafts.db", login, fingerprint(url), clock)
    lock = Lock(Settings(url, login))
    app = CaseTuiApp(Seat(drafts, login, clock=clock), lock.open, lock=lock)
    async with running(app, clock) as at:
        await at.until("The database asks for your password.")
        await at.type("not it")
        await at.press("enter")
        await at.until("Your drafts are kept here.")
        await at.press("ctrl+u")
        await at.type(union.passwords[login])
        await at.press("enter")
        await at.until("Choose a password of your own")
        for word in ("short", "other"):
            await at.type(word)
            await at.press("enter")
        await at.until("The two are not the same.")
        assert app.seat.desk is None
        for _ in range(2):
            await at.press("ctrl+u")
            await at.type(CHOSEN)
            await at.press("enter")
        await at.until("Your password is changed.")
        assert app.seat.desk is not None and app.seat.desk.officer.login == login
        # No keyring here: it says so, and knows the password for as long as it runs.
        assert "no keyring" in at.seen
        await at.lead("Z")
        await at.until("Choose a password of your own")
        for _ in range(2):
            await at.type("five other words of tea")
            await at.press("enter")
        await at.until("Your password is changed.")
        union.passwords[login] = "five other words of tea"
        union.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{login}'")
        await at.type("gallagher")
        await at.until("Nobody")
