"""Which servers a Postgres URL leads to: to write, to read, and to read what may lag."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from data.store.encryption import demand_encryption
from data.types.errors import BadInput

READ_FROM = "read_from"
"""Parameter of our own: `standby`, or HOST[:PORT] of one; libpq does not know it."""
LOOKS = "the address of the database; it should look like postgresql://USER@HOST/NAME"


class Places(NamedTuple):
    """Parameters of a connection for each of its uses."""

    writes: dict[str, Any]
    reads: dict[str, Any]
    standby: dict[str, Any] | None
    """None where everything is read from the primary."""
    several: bool
    """More than one host: after a failover another one is the primary."""
    exception: str = ""
    """What the URL makes an exception of, in words that are shown."""

    def renew_password(self, password: str) -> None:
        """Connections that are made from now on use this one."""
        for given in (self.writes, self.reads, self.standby or {}):
            given["password"] = password


def places(url: str, password: str | None) -> Places:
    """The parameters for a URL; raises BadInput for one that cannot be read."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadInput(LOOKS) from None
    query = parse_qsl(parts.query, keep_blank_values=True)
    read_from = dict(query).get(READ_FROM, "")
    kept = urlencode([pair for pair in query if pair[0] != READ_FROM], quote_via=quote)
    try:
        given = dict(conninfo_to_dict(urlunsplit(parts._replace(query=kept)) if read_from else url))
    except ProgrammingError:
        raise BadInput(LOOKS) from None
    if password is not None:
        given["password"] = password
    several = "," in str(given.get("host") or given.get("hostaddr") or "")
    given.setdefault("application_name", "casetui")
    # Two hosts that say nothing take no longer than one.
    given.setdefault("connect_timeout", 2 if several else 3)
    given.setdefault("tcp_user_timeout", 5000)
    given.setdefault("keepalives_idle", 10)
    given.setdefault("keepalives_interval", 3)
    given.setdefault("keepalives_count", 3)
    if several:
        given.setdefault("target_session_attrs", "read-write")
    exception = demand_encryption(given)
    reads = dict(given)
    if reads.get("target_session_attrs") == "read-write":
        # Our readers are read-only by their own wish, which libpq would take for a server that is.
        reads["target_session_attrs"] = "primary"
    standby = _standby(reads, read_from) if read_from else None
    if standby is not None:
        exception = demand_encryption(standby) or exception
    return Places(given, reads, standby, several, exception)


def _standby(reads: dict[str, Any], read_from: str) -> dict[str, Any]:
    if read_from == "standby":
        return {**reads, "target_session_attrs": "prefer-standby"}
    host, _, port = read_from.partition(":")
    if not host or not (port or "5432").isdigit():
        raise BadInput(f"{READ_FROM} in the address of the database; it is `standby`, or HOST:PORT of one")
    kept = {name: value for name, value in reads.items() if name != "hostaddr"}
    return {**kept, "host": host, "port": port or "5432", "target_session_attrs": "any"}
