"""Database URLs: what may be shown, written and used as a fingerprint of them."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

PLACES = ("host", "hostaddr", "port", "dbname", "service")
"""Parameters of a Postgres URL that say where it leads, as its host and path do."""


def without_password(url: str) -> str:
    """The URL as it may be shown and written; a password in it is left out."""
    if password_in(url) is None:
        return url
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    kept = [(name, value) for name, value in _query(parts) if name != "password"]
    return urlunsplit(
        parts._replace(netloc=user.split(":", 1)[0] + at + host, query=urlencode(kept, quote_via=quote))
    )


def password_in(url: str) -> str | None:
    """The password a URL carries, before its host or among its parameters, if it does."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return None
    if parts.password is not None:
        return unquote(parts.password)
    return dict(_query(parts)).get("password")


def login_in(url: str) -> str:
    """The login of a Postgres URL; empty where it names none."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return ""
    return unquote(parts.username or "") or dict(_query(parts)).get("user", "")


def fingerprint(url: str) -> str:
    """The store a URL leads to, for drafts to be kept by: the file, or host and database.

    Login and password do not count: they may be changed without losing what waits. The name stays on this machine
    and needs no disguise.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return str(Path(url.removeprefix("sqlite:///")).resolve())
    # Not `parts.port`: a URL may name several hosts.
    host = parts.netloc.rpartition("@")[2].lower().replace(":5432", "")
    asked = sorted((name, value) for name, value in _query(parts) if name in PLACES)
    return host + parts.path + ("?" + urlencode(asked) if asked else "")


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True)
