from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoBackend
from keyring.errors import PasswordDeleteError

from data.local.passwords import NoKeyring, forget_password, keep_password, keyring_state, password_for

URL = "postgresql://kim@db.example.org/msd"


class InMemory(KeyringBackend):
    """A whole keyring that forgets when the test ends."""

    name = "in memory"
    priority: ClassVar[float] = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture(autouse=True)
def backend(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    monkeypatch.delenv("CASETUI_PASSWORD", raising=False)
    found = InMemory()
    before = keyring.get_keyring()
    monkeypatch.setattr("keyring.core._keyring_backend", found)
    assert before is not found
    return found


def test_a_password_that_was_kept_is_found_again_and_forgotten(backend: InMemory) -> None:
    keep_password(URL, "s3cret")
    assert password_for(URL) == "s3cret"
    assert list(backend.kept) == [("casetui", URL)]
    forget_password(URL)
    forget_password(URL)
    assert password_for(URL) is None


def test_the_password_in_the_url_goes_before_the_environment_and_that_before_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_password(URL, "of the keyring")
    monkeypatch.setenv("CASETUI_PASSWORD", "of the environment")
    assert password_for(URL) == "of the environment"
    assert password_for("postgresql://kim:of the url@db.example.org/msd") == "of the url"
    assert password_for("sqlite:////srv/casetui.db") is None


def test_a_machine_without_a_keyring_says_so_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", NoBackend())  # type: ignore[no-untyped-call]
    assert not keyring_state().usable
    assert password_for(URL) is None
    with pytest.raises(NoKeyring, match="CASETUI_PASSWORD"):
        keep_password(URL, "s3cret")
