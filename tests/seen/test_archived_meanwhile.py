"""What a form was given and the office archived since: kept, said, and saved as it was chosen."""

from data.desk import interactions
from data.desk.opening import open_desk
from data.rules.archived import archived, say_archived
from data.types.choices import CaseStatus, Choices
from tests.builders import Clock, a_case_form, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.union import Furnished
from tests.steward.files import Values, changed
from widgets.going import Go


async def test_a_draft_keeps_its_case_type_and_says_so(
    sit: Sit, union_url: str, clock: Clock, union: Furnished
) -> None:
    def archive(values: Values) -> None:
        values["case_type"] = [kind for kind in values["case_type"] if kind["key"] != "WHS"]
        for topic in values["related_to"]:
            if topic.get("default_case_type") == "WHS":
                del topic["default_case_type"]

    admin = open_desk(union_url, "ravi.admin", clock=clock)
    changed(admin, archive)
    form = an_interaction_form(union["Okafor"], related_to="Leave", case_types=["WHS"])
    async with sit() as kim:
        await kim.at_work()
        kim.app.seat.drafts.keep(form)
        kim.app.post_message(Go("draft", form.id))
        await kim.until("Health & safety is no longer offered; this keeps it.")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
    assert interactions.read(admin, form.id).case_types == ("WHS",)
    admin.close()


def test_what_is_no_longer_offered_is_named() -> None:
    choices = Choices(
        ("Phone – inbound",), (), ("Follow-up required",), (), (CaseStatus("New", "open"),), (), ()
    )
    form = an_interaction_form(None)
    assert archived(form, choices) == ("Hours, rosters & breaks", "ROS")
    case = a_case_form(form.id)
    assert archived(case, choices._replace(former={"ROS": "Rosters"})) == ("Rosters", "Open")
    assert say_archived(("Rosters", "Open")) == "Rosters and Open are no longer offered; this keeps them."
    assert say_archived(()) == ""
