"""The five commands of docs/operations.md, run as they stand there, at a real server (features A3.46)."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.end_to_end.chair import PROGRAM, ROOT
from tests.end_to_end.terminal import Terminal
from tests.logins import admit, ask_passwords, forget_roles
from tests.postgres import Server

PAGE = ROOT / "docs" / "operations.md"
MARKED = re.compile(r"<!-- five commands.*?-->\n```\n(.*?)```\n<!-- end of five commands -->", re.DOTALL)
LOGINS = ("ravi.admin", "kim.tran")
RAVIS, KIMS = "seven stones in a river", "a kettle for the night shift"


@pytest.fixture
def empty_server(postgres_server: Server) -> Iterator[Server]:
    """A server that knows no database and no role of these names, and asks their passwords."""
    forget_roles(postgres_server, "casetui", list(LOGINS))
    yield postgres_server
    forget_roles(postgres_server, "casetui", list(LOGINS))


def commands() -> list[str]:
    """The lines between the marks of the page."""
    found = MARKED.search(PAGE.read_text("utf-8"))
    assert found is not None
    return found[1].splitlines()


def test_from_an_empty_server_to_the_second_officers_first_call(empty_server: Server, tmp_path: Path) -> None:
    address = empty_server.address
    port = f":{address['port']}" if "port" in address else ""
    here = quote(str(address["host"]), safe="") + port
    environment = {
        "PYTHON_KEYRING_BACKEND": "tests.file_keyring.Keyring",
        "PYTHONPATH": str(ROOT),
    }

    def typed(command: str, machine: str, **more: str) -> Terminal:
        words = shlex.split(command.replace("@db.example.org", f"@{here}"))
        assert words[0] == "casetui"
        home = {"CASETUI_HOME": str(tmp_path / machine)}
        return Terminal(
            [*PROGRAM, *words[1:]],
            columns=120,
            rows=36,
            environment={**environment, **home, **more},
            folder=ROOT,
        )

    def first_password(terminal: Terminal) -> str:
        terminal.wait_for("It is told this once", seconds=60)
        found = re.search(r"[Ff]irst password[^:]*: (\S+)", terminal.text())
        assert found is not None and terminal.wait_exit() == 0
        return found[1]

    def joins(terminal: Terminal, first: str, own: str, login: str) -> None:
        terminal.wait_for("Password of")
        terminal.type(f"{first}\n")
        terminal.wait_for("New password:")
        terminal.type(f"{own}\n")
        terminal.wait_for("The same again:")
        terminal.type(f"{own}\n")
        terminal.wait_for(f"The password of {login} is changed.", f"you are {login}")
        assert terminal.wait_exit() == 0
        assert first.encode() not in terminal.raw and own.encode() not in terminal.raw

    init, ravi_joins, adds, kim_joins, call = commands()
    superuser = {"CASETUI_PASSWORD": str(address["password"])} if "password" in address else {}
    with typed(init, "servers", **superuser) as terminal:
        first = first_password(terminal)
    admit(empty_server, "casetui")
    ask_passwords(empty_server, "casetui")
    with typed(ravi_joins, "ravis") as terminal:
        joins(terminal, first, RAVIS, "ravi.admin")
    with typed(adds, "ravis") as terminal:
        first = first_password(terminal)
    with typed(kim_joins, "kims") as terminal:
        joins(terminal, first, KIMS, "kim.tran")
    with typed(call, "kims") as terminal:
        terminal.wait_for("0491 570 006", "Kim Tran")
        terminal.press("f7")
        terminal.wait_for("Background")
        terminal.type("Her first call.")
        terminal.wait_for("Her first call.")
        assert not terminal.shows("one trusted login")
