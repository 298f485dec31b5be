from sqlalchemy import func, select, update

from data.desk import choices
from data.desk.desk import Desk
from data.steward.config import load_config
from data.steward.seed import list_id, seed_lists
from data.store.store import Store
from data.store.tables import OUTCOME, TEAM


def test_seeding_twice_changes_nothing(store: Store) -> None:
    with store.loading("test") as connection:
        assert seed_lists(connection, load_config()) == 0


def test_what_an_office_renamed_is_left_as_it_is(store: Store) -> None:
    with store.loading("test") as connection:
        connection.execute(update(TEAM).where(TEAM.c.name == "MSD").values(name="Member Service"))
        assert seed_lists(connection, load_config()) == 0
        names = set(connection.execute(select(TEAM.c.name)).scalars())
    assert "Member Service" in names and "MSD" not in names


def test_what_a_newer_configuration_adds_is_added(store: Store) -> None:
    config = load_config()
    longer = config.model_copy(update={"interaction_outcomes": [*config.interaction_outcomes, "Called off"]})
    with store.loading("test") as connection:
        assert seed_lists(connection, longer) == 1
        row = connection.execute(select(OUTCOME).where(OUTCOME.c.name == "Called off")).one()
        count = connection.execute(select(func.count()).select_from(OUTCOME)).scalar()
    assert (row.id, row.position, count) == (list_id("outcome", "Called off"), 6, 7)


def test_the_lists_stand_in_the_order_of_the_file(desk: Desk) -> None:
    config, lists = load_config(), choices.read(desk)
    assert list(lists.interaction_types) == config.interaction_types
    assert [topic.name for topic in lists.related_to] == [topic.name for topic in config.related_to]
    assert [kind.key for kind in lists.case_types] == [kind.key for kind in config.case_type]
    assert [status.name for status in lists.statuses] == [status.name for status in config.status]
    assert {team.name for team in lists.teams} == set(config.teams)
