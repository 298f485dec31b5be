"""How the server of a shared store is: for whoever looks after it."""

from data.store.store import open_store
from data.types.server import ServerHealth


def health_of(url: str, password: str | None = None) -> ServerHealth | None:
    """Ask the server; None for a store in a file. Raises what reaching a store raises."""
    store = open_store(url, password)
    try:
        return store.health()
    finally:
        store.close()
