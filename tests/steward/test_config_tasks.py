"""Tasks and checklists in the configuration: what is wrong is told with its key and what is there."""

from pathlib import Path

import pytest

from data.steward.config import SHIPPED, load_config
from data.types.errors import BadInput

FORM = 'label = "Referral form filled in"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'condition = "priority <= 2"',
            'condition = "prio <= 2"',
            "no field 'prio'; there are priority, confid",
        ),
        (
            'condition = "priority <= 2"',
            'condition = "priority <= "',
            'task_type "Lawyer told of the urgency by telephone", condition',
        ),
        (
            'condition = "priority <= 2"',
            "condition = 'task = \"Nothing\"'",
            "there is no kind of task 'nothing'; there are Referral form",
        ),
        (
            'condition = "priority <= 2"',
            "condition = 'task = \"Lawyer told of the urgency by telephone\"'",
            "in a circle: Lawyer told of the urgency by telephone > Lawyer told",
        ),
        (
            '"team: Legal"]\nauto',
            '"team: Lawyers"]\nauto',
            "there is no team 'Lawyers'; there are MSD, Industrial",
        ),
        ('"team: Legal", "acc', '"Legal", "acc', "a performer is written case owner, team: NAME"),
        (f'"LEG"\n{FORM}', f'"LGL"\n{FORM}', "there is no case type 'LGL'"),
        (FORM, 'label = "Form saved in the library"', "holds 'LEG/Form saved in the library' twice"),
        (
            f"{FORM}\n",
            f"{FORM}\ncolour = 1\n",
            'task_type "Referral form filled in", colour: there is no such key',
        ),
        ('label = "Appointment', 'condition = "confidential"\nlabel = "Appointment', "needs auto_generate"),
        (
            'task = "Form saved in the library"',
            'task = "Form"',
            "there is no kind of task 'Form'; there are Referral form",
        ),
        (
            "target_working_days = 0",
            "target_working_days = -1",
            'task_type "Lawyer told of the urgency by telephone", target_working_days',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "union.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadInput) as refused:
        load_config(path)
    assert said in refused.value.sentence


def test_the_shipped_tasks_are_an_example_of_one_case_type() -> None:
    config = load_config()
    assert {kind.case_type for kind in config.task_type} == {"LEG"}
    assert [item.task for item in config.check_item] == ["", "Form saved in the library", ""]
