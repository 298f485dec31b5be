"""A case of a type that names its starters is raised by them alone (features A4.03), on both stores."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from data.desk import cases, choices, history, interactions, staff
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE_TYPE, STAFF_GROUP
from data.types.errors import NotAllowed
from tests.builders import a_case_form, a_member, an_interaction_form, change_case, staff_id

SAID = "a case of the type Rosters, hours, breaks is raised by Intake only"


@pytest.fixture
def started(store: Store) -> None:
    """Rosters are raised by the group Intake, in which nobody is yet."""
    with store.loading("test") as connection:
        connection.execute(
            insert(STAFF_GROUP).values(id=staff_id("intake"), name="Intake", position=0, archived=False)
        )
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "ROS").values(starters="Intake"))


@pytest.mark.usefixtures("started")
def test_only_its_starters_raise_it_and_the_others_are_told_who(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    contact = interactions.submit(desk, an_interaction_form(member))
    form = a_case_form(member, contact.id, case_types=["UND", "ROS"])
    with pytest.raises(NotAllowed, match=SAID):
        cases.create(desk, form)
    with pytest.raises(NotAllowed, match=SAID):
        cases.create(desk_for("ravi.admin"), a_case_form(member))
    assert interactions.read(desk, contact.id).case_reference is None
    assert [one.may_raise for one in choices.read(desk).case_types if one.key in ("ROS", "UND")].count(
        False
    ) == 1
    staff.join(desk_for("ravi.admin"), "Intake", desk.officer.id)
    # The same desk, opened before: it is asked who is in the group now.
    saved = cases.create(desk, form)
    assert saved.number == "C-10001"
    assert cases.create(desk, form).already
    assert [group.raises for group in staff.groups(desk)] == [("ROS",)]


@pytest.mark.usefixtures("started")
def test_what_a_case_becomes_and_who_works_on_it_is_another_matter(desk: Desk, store: Store) -> None:
    case = cases.create(desk, a_case_form(a_member(store), case_types=["UND"]))
    after = change_case(desk, cases.read(desk, case.id), case_types=["ROS"])
    assert after.case_types == ("ROS",)
    assert any("ROS" in (line.new or "") for line in history.of_case(desk, case.id))
