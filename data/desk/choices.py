"""The lists officers choose from."""

from data.desk.desk import Desk
from data.repositories.lists import Lists
from data.types.choices import Choices
from data.types.stop import Stop


def read(desk: Desk, stop: Stop | None = None) -> Choices:
    """Every list as it is now."""
    with desk.store.reading(stop) as connection:
        return Lists(connection).choices(desk.officer)
