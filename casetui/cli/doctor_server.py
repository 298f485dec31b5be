"""The lines of `casetui doctor` about the server of a shared store."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from data.rules.clocks import apart
from data.types.mailboxes import MailboxStanding
from data.types.server import ServerHealth
from data.types.targets import LastTick

SELDOM = timedelta(hours=1)
"""A mailbox is read every few minutes."""
NEARLY = 0.8
"""Share of the connections a server admits from which on it is said."""


def clock_line(last: LastTick, now: datetime, *, shared: bool) -> tuple[str, str, str]:
    """Name, state and text of the line about `casetui tick`; the open program does its work on a store in a file."""
    said = tick_said(last, now)
    if not shared:
        return "tick", "ok", f"{said}; the open program does what is due" if last.begun_at else said
    if last.due:
        return (
            "tick",
            "note",
            f"{said}, and something is due: nobody runs casetui tick; docs/operations.md shows how",
        )
    return "tick", "ok" if last.ended_at else "note", said


def tick_said(last: LastTick, now: datetime) -> str:
    """ "last done 3 min ago", "begun 2 h ago and not done to the end", "never run"."""
    if last.begun_at is None:
        return "never run"
    if last.ended_at is None or last.ended_at < last.begun_at:
        return f"begun {_ago(now - last.begun_at)} ago and not done to the end"
    return f"last done {_ago(now - last.ended_at)} ago"


def mailbox_lines(box: MailboxStanding | None, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Name, state and text of the line about the office's mailbox; none where it has none."""
    if box is None:
        return
    said = f"looked into {_ago(now - box.looked_at)} ago" if box.looked_at else "never looked into"
    if box.trouble:
        yield "mailbox", "bad", f"{said}: {box.trouble}; `casetui email pull` tries it now"
    elif box.looked_at is not None and now - box.looked_at < SELDOM:
        yield "mailbox", "ok", said
    elif not box.password_known:
        yield (
            "mailbox",
            "note",
            f"{said}: its password is not known on this machine; give it with `casetui email password`",
        )
    else:
        yield "mailbox", "note", f"{said}: nobody reads it; `casetui email pull` does, and `casetui tick`"


def _ago(length: timedelta) -> str:
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


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
