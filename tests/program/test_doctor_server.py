"""What `casetui doctor` says of a server."""

from typing import Any

import pytest

from casetui.cli.doctor_server import server_lines
from data.types.server import ServerHealth

WELL = ServerHealth("18.1", 0.2, False, 12, 100, 1, True)


@pytest.mark.parametrize(
    ("changed", "name", "state", "said"),
    [
        ({}, "server", "ok", "a save is on two servers before it is answered"),
        (
            {"synchronous": False, "standbys": 0},
            "server",
            "ok",
            "0 standby servers; a save is on this server",
        ),
        ({"standby": True}, "server", "bad", "a standby: it takes no changes"),
        ({}, "clock", "ok", "0.2 s"),
        ({"ahead_s": 95.0}, "clock", "bad", "95 s ahead of this machine's"),
        ({"ahead_s": -3600.0}, "clock", "bad", "60 min behind this machine's"),
        ({}, "connections", "ok", "12 of 100"),
        ({"connected": 80}, "connections", "note", "raise max_connections"),
    ],
)
def test_a_server_is_told_by_what_matters(changed: dict[str, Any], name: str, state: str, said: str) -> None:
    lines = {line[0]: line for line in server_lines(WELL._replace(**changed))}
    assert lines[name][1] == state
    assert said in lines[name][2]


def test_a_store_in_a_file_has_no_server() -> None:
    assert list(server_lines(None)) == []
