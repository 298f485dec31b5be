"""Database URLs: what may be shown, written and used as a fingerprint of them."""

import hashlib
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit


def without_password(url: str) -> str:
    """The URL as it may be shown and written; a password in it is left out."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" or parts.password is None:
        return url
    user, _, _ = parts.netloc.rpartition("@")
    host = parts.netloc[len(user) + 1 :]
    return urlunsplit(parts._replace(netloc=f"{user.split(':', 1)[0]}@{host}"))


def password_in(url: str) -> str | None:
    """The password a URL carries, if it does."""
    parts = urlsplit(url)
    return None if parts.scheme == "sqlite" or parts.password is None else unquote(parts.password)


def fingerprint(url: str) -> str:
    """A short name of the store a URL leads to: drafts are kept by it.

    Login and password do not count: they may be changed without losing what waits.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        place = str(Path(url.removeprefix("sqlite:///")).resolve())
    else:
        # Not `parts.port`: a URL may name several hosts.
        place = parts.netloc.rpartition("@")[2].lower().replace(":5432", "") + parts.path
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]
