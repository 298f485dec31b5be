"""The lists officers choose from."""

from data.desk.desk import Desk
from data.repositories.lists import Lists
from data.types.choices import Choices
from data.types.snippets import Declared
from data.types.stop import Stop


def read(desk: Desk, stop: Stop | None = None) -> Choices:
    """Every list as it is now."""
    with desk.store.reading(stop) as connection:
        return Lists(connection).choices(desk.officer)


def snippets(desk: Desk) -> tuple[Declared, ...]:
    """Those of the office's snippets that are this officer's."""
    with desk.store.reading() as connection:
        return Lists(connection).snippets(desk.officer)
