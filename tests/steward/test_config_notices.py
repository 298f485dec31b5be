"""Notices and mail of a configuration: checked, applied, exported; renamed case types follow."""

from collections.abc import Callable

import pytest

from data.desk import switching
from data.desk.desk import Desk
from data.repositories import notice_rules
from data.steward import applying
from data.steward.faults import FaultyFile
from data.types.errors import BadInput, NotAllowed
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


def test_a_switch_is_turned_by_itself_and_stands_in_the_file(
    ravi: Desk, desk_for: Callable[[str], Desk]
) -> None:
    """Features A4.32, A4.33: of all case types, of one, of the member, of the office."""

    def stands(name: str, case_type: str = "") -> tuple[bool | None, bool | None]:
        return next((one.staff, one.member) for one in switching.lines(ravi, case_type) if one.name == name)

    switching.turn(ravi, "case.created", on=False)
    switching.turn(ravi, "case.created", on=True, case_type="ROS")
    switching.turn(ravi, "case.created", of="member", on=False, case_type="ROS")
    switching.turn(ravi, "group_new_and_reassigned", on=False)
    assert stands("case.created") == (False, True)
    assert stands("case.created", "DISC") == (False, True)
    assert stands("case.created", "ROS") == (True, False)
    assert stands("group_new_and_reassigned")[0] is False
    assert exported(ravi)["notice"] == [
        {"event": "case.created", "staff": False},
        {"event": "case.created", "case_types": ["ROS"], "staff": True, "member": False},
    ]
    with pytest.raises(NotAllowed, match="administrator"):
        switching.turn(desk_for("lena.vogt"), "case.created", on=True)
    with pytest.raises(BadInput, match="no mail goes"):
        switching.turn(ravi, "note.staff", of="member", on=True)
    with pytest.raises(BadInput, match="the switch"):
        switching.turn(ravi, "case.opened", on=True)
