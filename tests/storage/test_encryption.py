"""What leaves the machine is encrypted, to a server that is vouched for; an exception is shown (features B4)."""

import socket
import threading
from typing import Any

import pytest

from data.desk.opening import open_desk
from data.store.encryption import demand_encryption
from data.store.store import open_store
from data.types.errors import NotEncrypted


@pytest.mark.parametrize(
    ("given", "mode", "shown"),
    [
        ({}, None, ""),
        ({"host": "/var/run/postgresql"}, None, ""),
        ({"host": "localhost"}, None, ""),
        ({"host": "127.0.0.1,::1"}, None, ""),
        ({"host": "db.example.org"}, "verify-full", ""),
        ({"host": "localhost,db.example.org"}, "verify-full", ""),
        ({"host": "localhost", "hostaddr": "192.0.2.7"}, "verify-full", ""),
        ({"host": "127.example.org"}, "verify-full", ""),
        ({"host": "db.example.org", "sslmode": "verify-full"}, "verify-full", ""),
        ({"host": "db.example.org", "sslmode": "require"}, "require", "sslmode=require"),
        ({"host": "db.example.org", "sslmode": "disable"}, "disable", "sslmode=disable"),
    ],
)
def test_a_server_elsewhere_is_vouched_for_or_the_exception_is_shown(
    given: dict[str, Any], mode: str | None, shown: str
) -> None:
    said = demand_encryption(given)
    assert (given.get("sslmode"), shown in said, bool(said)) == (mode, True, bool(shown))


def test_the_store_of_an_exception_says_so() -> None:
    store = open_store("postgresql://kim@db.example.org/casetui?sslmode=prefer")
    assert "sslmode=prefer" in store.exception
    store.close()


def test_a_server_that_cannot_encrypt_gets_no_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard: list[bytes] = []

        def refuse() -> None:
            link, _ = server.accept()
            with link:
                heard.append(link.recv(8))
                link.sendall(b"N")
                heard.append(link.recv(1))

        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        url = f"postgresql://kim@127.0.0.1:{server.getsockname()[1]}/casetui?sslmode=verify-full&sslrootcert=system"
        with pytest.raises(NotEncrypted, match="your password neither"):
            open_desk(url, "kim", password="never sent")
        thread.join(10)
    assert [len(part) for part in heard] == [8, 0]
