from uuid import UUID

from sqlalchemy import func, select, update

from data.desk import cases, choices
from data.desk.desk import Desk
from data.repositories.groups import Groups
from data.steward.config import load_config
from data.steward.seed import list_id, seed_lists
from data.store.store import Store
from data.store.tables import CASE, CASE_TYPE, OUTCOME, TEAM
from tests.builders import a_case, a_member, change_case


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


def test_groups_and_rules_come_from_the_file_and_cases_follow(desk: Desk, store: Store) -> None:
    """Features A4.04, A4.05, A5.10: a type that is managed from now on shuts others out of its old cases too."""
    case = a_case(desk, a_member(store), owner="sam.ortiz")
    config = load_config()
    changed = config.model_copy(update={"groups": ["Roster people", "Seniors"]})
    with store.loading("test") as connection:
        connection.execute(
            update(CASE_TYPE)
            .where(CASE_TYPE.c.key == "ROS")
            .values(managers="Roster people", escalation="Seniors")
        )
        assert seed_lists(connection, changed) == 2
        assert seed_lists(connection, changed) == 0
        groups = {group.name: group for group in Groups(connection).all()}
        ids = sorted(str(group.id) for group in groups.values())
        assert list(connection.execute(select(CASE.c.acl).where(CASE.c.id == case)).scalar_one()) == ids
    assert (groups["Roster people"].manages, groups["Seniors"].escalated_to) == (("ROS",), ("ROS",))
    assert cases.listing(desk) == ()
    fresh = a_case(desk, a_member(store))
    assert cases.read(desk, fresh).acl == tuple(UUID(one) for one in ids)
    change_case(desk, cases.read(desk, fresh), case_types=["UFD"])
    assert cases.read(desk, fresh).acl == ()
