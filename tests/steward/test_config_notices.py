"""Notices and mail of a configuration: checked, applied, exported; renamed case types follow."""

from collections.abc import Callable

import pytest

from data.desk.desk import Desk
from data.repositories import notice_rules
from data.steward import applying
from data.steward.faults import FaultyFile
from tests.steward.files import a_file, apply, exported, of

MAIL = '[mail]\nhost = "mail.example.org"\nsender = "union@example.org"\n'


@pytest.fixture
def ravi(desk_for: Callable[[str], Desk]) -> Desk:
    """The administrator's desk."""
    return desk_for("ravi.admin")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[notice]]\nevent = "case.opened"', "there is no event 'case.opened'"),
        ('[[notice]]\nevent = "case.closed"\ncase_types = ["NOPE"]', "NOPE"),
        ('[[notice]]\nevent = "note.staff"\nmember = true', "no mail goes to the member"),
        ('[[notice]]\nevent = "case.closed"\nbody = "Dear {member}"', "there is no placeholder {member}"),
        ('[[notice]]\nevent = "case.closed"\nsubject = "a\\nb"', "a subject is one line"),
        ('[mail]\nhost = "mail.example.org"', "needs a sender"),
        (f'{MAIL}security = "none"', "mail would go in clear"),
        (f'{MAIL}staff_address = "all@example.org"', "staff_address holds {login}"),
        ('[mail]\nsender = "union"', "is no e-mail address"),
        ("[notices]\nkeep_days = 0", "keep_days"),
    ],
)
def test_what_is_wrong_is_said(ravi: Desk, text: str, said: str) -> None:
    with pytest.raises(FaultyFile) as error:
        applying.differences(ravi, a_file(text))
    told = str(error.value) + "".join(f"{one.where} {one.said}" for one in error.value.faults)
    assert said in told


def test_it_is_applied_exported_and_applied_again_without_a_difference(ravi: Desk) -> None:
    text = f"""{MAIL}
[notices]
email_on_create = true
[[notice]]
event = "case.closed"
case_types = ["ROS"]
when = "shelved"
body = "Dear {{name}}"
"""
    assert [one.list for one in apply(ravi, a_file(text))] == ["notices", "notice", "mail"]
    with ravi.store.reading() as connection:
        rules, mail = notice_rules.read(connection)
    assert rules.email_on_create and rules.switches[0].case_types == ("ROS",)
    assert (mail.host, mail.port) == ("mail.example.org", 587)
    values = exported(ravi)
    assert values["notice"][0]["body"] == "Dear {name}"
    assert apply(ravi, a_file(text)) == ()
    for one in values["case_type"]:
        if one["key"] == "ROS":
            one.update(key="ROTA", was="ROS")
    apply(ravi, of({"case_type": values["case_type"]}))
    assert exported(ravi)["notice"][0]["case_types"] == ["ROTA"]
