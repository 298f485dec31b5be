"""`casetui staff add`, `role`, `team`, `disable`, `enable`, `reset`, `casetui password` and `db init` (A3.46)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.logins import CHOSEN, Union, a_union
from tests.postgres import Server
from tests.program.commands import Inside, Machine


@pytest.fixture(scope="module")
def union(postgres_server: Server) -> Iterator[Union]:
    with a_union(postgres_server) as made:
        made.add("kim", changed=False)
        yield made


def test_administrators_say_who_works_here_by_command(
    union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kim, sam, ravi = (union.login(name) for name in ("kim", "sam", "ravi"))
    union.passwords[sam] = ""

    def machine(who: str) -> Inside:
        return Inside(Machine(tmp_path / who, union.url(who), union.login(who)), monkeypatch, capsys)

    admin, hers = machine("ravi"), machine("kim")
    monkeypatch.setenv("CASETUI_PASSWORD", union.passwords[kim])
    ran = hers("staff", "list")
    assert ran.code == 1 and "casetui password" in ran.err
    weak = hers("password", given="short\nshort\n")
    assert weak.code == 2 and "12 letters" in weak.err
    changed = hers("password", given=f"{CHOSEN}\n{CHOSEN}\n")
    assert changed.code == 0 and "is changed" in changed.err and "no keyring" in changed.err
    assert CHOSEN not in changed.out + changed.err

    monkeypatch.setenv("CASETUI_PASSWORD", CHOSEN)
    assert hers("staff", "add", sam, "--name", "Sam Ortiz").code == 1
    assert hers("password", "--keep", given=f"{CHOSEN}\n").err.startswith("There is no keyring")
    added = admin("staff", "add", sam, "--name", "Sam Ortiz", "--team", "msd", "--json").json
    assert added["login"] == sam and len(added["first_password"]) == 19 and added["valid_until"]
    assert "is supervisor" in admin("staff", "role", sam, "supervisor").out
    assert "already" in admin("staff", "role", sam, "supervisor").out
    assert admin("staff", "role", sam, "queen").code == 2
    assert "works here no more" in admin("staff", "disable", sam).out
    assert admin("staff", "reset", sam).code == 1
    assert "First password: " in admin("staff", "enable", sam).out
    assert "holds until" in admin("staff", "reset", sam).out
    assert admin("staff", "disable", ravi).code == 1

    status = admin("db", "status").out
    assert "one an officer" in status and "first password holds until" in status and "may log in" in status
    told = admin("db", "status", "--json").json
    assert told["roles"] is True and {one["login"] for one in told["logins"]} == {kim, sam, ravi}
    refused = hers("db", "upgrade")
    assert refused.code == 1 and "only the owner" in refused.err
    begun = Inside(Machine(tmp_path / "server", ""), monkeypatch, capsys)
    monkeypatch.setenv("CASETUI_PASSWORD", str(union.server.address.get("password", "")))
    assert begun("db", "init", union.url()).out == f"The database {union.name} is ready.\n"
    assert begun("db", "init", "sqlite:///x").code == 2
