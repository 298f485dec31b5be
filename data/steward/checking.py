"""Checking a configuration file against what is configured, or alone against what is shipped."""

from data.desk.configured import office_kept
from data.desk.desk import Desk
from data.repositories.configured import Configured
from data.steward.comparing import new_faults, plan
from data.steward.config import SHIPPED
from data.steward.faults import Fault, FaultyFile
from data.steward.toml_file import TomlFile, read_toml


def faults_at(desk: Desk, file: TomlFile) -> tuple[Fault, ...]:
    """What is wrong with the file, where the desk's store has what the file leaves out."""
    office = office_kept(desk)
    with desk.store.reading() as connection:
        now = Configured(connection)
        try:
            plan(now, file, office)
        except FaultyFile as error:
            return error.faults
        return ()


def faults_alone(file: TomlFile) -> tuple[Fault, ...]:
    """The same where no store is set up: what is shipped stands for what the file leaves out."""
    return new_faults(file, read_toml(SHIPPED).values)
