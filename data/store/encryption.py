"""Connections that leave the machine are encrypted, to a server whose certificate is vouched for."""

import ipaddress
from pathlib import Path
from typing import Any

VERIFIED = "verify-full"
ROOT_FILE = Path("~/.postgresql/root.crt")
"""Where libpq looks for certificates by itself."""


def stays_here(host: str) -> bool:
    """Whether a host of a URL is this machine: a socket, or a loopback address."""
    if host == "" or host.startswith(("/", "@")) or host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def demand_encryption(given: dict[str, Any]) -> str:
    """Ask libpq for a verified server unless every host is this machine; answers the exception a URL makes.

    An exception is only what the URL itself says by `sslmode`, and it is shown wherever the state of a store is.
    """
    hosts = str(given.get("hostaddr") or given.get("host") or "").split(",")
    if all(stays_here(host) for host in hosts):
        return ""
    asked = str(given.setdefault("sslmode", VERIFIED))
    if asked == VERIFIED:
        if "sslrootcert" not in given and not ROOT_FILE.expanduser().exists():
            given["sslrootcert"] = "system"
        return ""
    return f"sslmode={asked}: nobody vouches for the server"
