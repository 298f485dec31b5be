"""The lines of `casetui doctor` about the server of a shared store."""

from collections.abc import Iterator

from data.rules.clocks import apart
from data.types.server import ServerHealth

NEARLY = 0.8
"""Share of the connections a server admits from which on it is said."""


def server_lines(health: ServerHealth | None) -> Iterator[tuple[str, str, str]]:
    """Name, state and text of each line; none for a store in a file."""
    if health is None:
        return
    what = "a standby: it takes no changes" if health.standby else "takes changes"
    kept = (
        "a save is on two servers before it is answered" if health.synchronous else "a save is on this server"
    )
    if health.standby:
        yield "server", "bad", f"PostgreSQL {health.version}, {what}"
    else:
        many = f"{health.standbys} standby server{'' if health.standbys == 1 else 's'}"
        yield "server", "ok", f"PostgreSQL {health.version}, {what}; {many}; {kept}"
    if told := apart(health.ahead_s):
        yield (
            "clock",
            "bad",
            f"{told}: set the one that is wrong; the server's decides what is late, and the length of a call is"
            " still this machine's",
        )
    else:
        yield "clock", "ok", f"{abs(health.ahead_s):.1f} s from the server's"
    full = health.connected >= NEARLY * health.admitted
    yield (
        "connections",
        "note" if full else "ok",
        f"{health.connected} of {health.admitted}" + (": raise max_connections soon" if full else ""),
    )
