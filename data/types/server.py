"""What is known of the server of a shared store."""

from typing import NamedTuple


class ServerHealth(NamedTuple):
    """As of one moment."""

    version: str
    ahead_s: float
    """Seconds by which the clock of the server is ahead of this machine's."""
    standby: bool
    """It follows another server and takes no changes."""
    connected: int
    admitted: int
    """`max_connections`."""
    standbys: int
    """How many servers follow it."""
    synchronous: bool
    """A save is answered only when a standby has it as well."""
