from pathlib import Path

import pytest

from data.steward.config import SHIPPED, load_config
from data.types.errors import BadInput


def test_the_shipped_configuration_is_whole() -> None:
    config = load_config()
    assert len(config.related_to) == 28
    assert [status.name for status in config.status if status.kind == "open"] == ["Open"]
    assert config.standing.arrears_days == 90


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('name = "Open"\nkind = "open"', 'name = "Open"\nkind = "opened"', "'open', 'progress' or 'closed'"),
        (
            'name = "Open"\nkind = "open"',
            'name = "Open"\nkind = "progress"',
            "exactly one status must be of kind open",
        ),
        ('default_case_type = "DISC"', 'default_case_type = "XXX"', "case type 'XXX'; there are DISC"),
        ('default_case_type = "DISC"', 'default_case_typ = "DISC"', "related_to.0.default_case_typ"),
        (
            '"Australia/Melbourne"',
            '"Australia/Atlantis"',
            "office: there is no time zone 'Australia/Atlantis'",
        ),
        (
            "case_sections = []",
            'case_sections = ["Isue"]',
            "office.case_sections names 'Isue'; there are Background",
        ),
        ('case_completeness = "warn"', 'case_completeness = "stop"', "office.case_completeness"),
        ('region = "AU"', 'region = "Australia"', "office.region"),
        ('teams = ["MSD",', 'teams = ["MSD","MSD",', "teams holds 'MSD' twice"),
        (
            "arrears_days = 90",
            'arrears_days = "90"',
            "standing.arrears_days: Input should be a valid integer",
        ),
        ('deadline_rule = "au_fwa_394"', 'deadline_rule = "nix"', "case_type UFD names the rule 'nix'"),
        ('follow_up = "+5d"', 'follow_up = "soon"', "follow_up 'soon' is no day; examples are +2d and fri"),
        ('follow_up = "+5d"\n', "", "to_do needs follow_up"),
        ('related_to = "Leave"', 'related_to = "Weather"', "names the topic 'Weather'; there are Disc"),
        ('outcome = "Information only"', 'outcome = "Told"', "names the outcome 'Told'; there are Resolved"),
        ('Issue = "Asks how to join."', 'Isue = "x"', "names the section 'Isue'; there are Background"),
        ('name = "Wants to join"', 'name = "Roster changed"', "outline holds 'Roster changed' twice"),
        ('{ to = "me" }', '{ to = "them" }', "'them' is no way; there are me, nobody, named"),
        ('{ to = "me" }', '{ to = "queue" }', "assignment to 'queue' needs staff"),
        ('{ to = "me" }', '{ to = "me", staff = ["kim.tran"] }', "assignment to 'me' takes no staff"),
        ('{ to = "me" }', '{ to = "named", staff = ["kim.tran", "kim.tran"] }', "names somebody twice"),
        ('{ to = "me" }', '{ to = "named", staff = ["Kim Tran"] }', "office.assignment.staff.0"),
        (
            'key = "GRV"',
            'key = "GRV"\nmanagers = ["Lawyers"]',
            "GRV names the group 'Lawyers'; there are none",
        ),
        ("groups = []", 'groups = ["Us", "Us"]', "groups holds 'Us' twice"),
        ("# [[retype]]", '[[retype]]\nfrom = "GRV"\nto = "XXX"', "retype names the case type 'XXX'"),
        (
            "# [[retype]]",
            '[[retype]]\nfrom = "GRV"\nto = "BUL"\nstatus = { "Lost" = "Open" }',
            "retype from GRV to BUL names the status 'Lost'",
        ),
        ("\n[standing]", "\n[standing", "line"),
    ],
)
def test_a_fault_is_named_by_its_key_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    text = SHIPPED.read_text()
    assert old in text
    path = tmp_path / "union.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadInput) as told:
        load_config(path)
    assert named in told.value.sentence
    assert str(path) in told.value.sentence


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        load_config(tmp_path / "union.toml")
