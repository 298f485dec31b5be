"""The configuration of a store as one TOML file: applied again, it changes nothing."""

from typing import Any

from data.desk.desk import Desk
from data.repositories.config_lists import LISTS, OFFICE_FIELDS, PARTS
from data.repositories.configured import Configured
from data.steward.config import Config

HEAD = "# The configuration of this office; docs/configuration.md explains every key.\n\n"


def export(desk: Desk) -> str:
    """The text of the file; what is archived is left out."""
    with desk.store.reading() as connection:
        return written(Configured(connection).values())


def written(values: dict[str, Any]) -> str:
    """Values as TOML, in the order of the file that is shipped."""
    import tomli_w

    known = [key for key in Config.model_fields if key in values]
    return HEAD + tomli_w.dumps({key: values[key] for key in known})


def paths() -> set[str]:
    """Every key that stands at the top of a file, as the tables know them."""
    return {*(one.path for one in LISTS), *OFFICE_FIELDS, *PARTS}
