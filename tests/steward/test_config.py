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
        (
            'default_case_type = "DISC"',
            'default_case_type = "XXX"',
            "there is no case type 'XXX'; there are DISC",
        ),
        (
            'default_case_type = "DISC"',
            'default_case_typ = "DISC"',
            'related_to "Disciplinary / performance", default_case_typ',
        ),
        (
            '"Australia/Melbourne"',
            '"Australia/Atlantis"',
            "office, zone: there is no time zone 'Australia/Atlantis'",
        ),
        (
            "case_sections = []",
            'case_sections = ["Isue"]',
            "office, case_sections \"Isue\": there is no section 'Isue'; is 'Issue' meant?",
        ),
        ('case_completeness = "warn"', 'case_completeness = "stop"', "office, case_completeness"),
        ('outcome = "ask" ', 'outcome = "demand" ', "office, outcome: must be 'ask' or 'require'"),
        ('region = "AU"', 'region = "Australia"', "office, region"),
        ('teams = ["MSD",', 'teams = ["MSD","MSD",', "teams holds 'MSD' twice"),
        (
            "arrears_days = 90",
            'arrears_days = "90"',
            "standing, arrears_days: must be a whole number",
        ),
        ('deadline_rule = "au_fwa_394"', 'deadline_rule = "nix"', "there is no deadline rule 'nix'"),
        (
            'source = "Fair Work Act 2009 s 394(2)"',
            'source = " "',
            "the rule au_fwa_394 has no source: no limit is shown without where it is read",
        ),
        (
            'source = "Fair Work Act 2009 s 366"\nverified_on = ""',
            'source = "Fair Work Act 2009 s 366"\nverified_on = "2 Nov"',
            "verified_on '2 Nov' of au_fwa_366 is no day; an example is 2026-11-02",
        ),
        (
            'instead_of = ["au_fwa_394"]',
            'instead_of = ["au_fwa_39"]',
            "there is no deadline rule 'au_fwa_39'",
        ),
        ('key = "au_fwa_774"', 'key = "au_fwa_394"', "deadline_rule holds 'au_fwa_394' twice"),
        ('jurisdiction = "AU-QLD"', 'jurisdiction = "Queensland"', "jurisdiction"),
        ("length = 28", "length = 0", "must be 1 or more"),
        ('unit = "years"', 'unit = "decades"', "must be 'days', 'months' or 'years'"),
        ('follow_up = "+5d"', 'follow_up = "soon"', "follow_up: 'soon' is no day; examples are +2d and fri"),
        ('follow_up = "+5d"\n', "", "to_do needs follow_up"),
        ('related_to = "Leave"', 'related_to = "Weather"', "there is no topic 'Weather'; there are Disc"),
        (
            'outcome = "Information only"',
            'outcome = "Told"',
            "there is no outcome 'Told'; there are Resolved",
        ),
        ('Issue = "Asks how to join."', 'Isue = "x"', "there is no section 'Isue'; is 'Issue' meant?"),
        ('name = "Wants to join"', 'name = "Roster changed"', "outline holds 'Roster changed' twice"),
        ('assign_to = "me"', 'assign_to = "them"', "must be 'me', 'nobody', 'named'"),
        ('assign_to = "me"', 'assign_to = "queue"', "'queue' needs assign_staff"),
        ("assign_staff = []", 'assign_staff = ["kim.tran"]', "assign_to 'me' takes no staff"),
        (
            'assign_to = "me"\nassign_staff = []',
            'assign_to = "named"\nassign_staff = ["kim.tran", "kim.tran"]',
            "names 'kim.tran' twice",
        ),
        ("assign_staff = []", 'assign_staff = ["Kim Tran"]', "must be a login, such as kim.tran"),
        ('key = "GRV"', 'key = "GRV"\nassign_staff = ["kim.tran"]', "needs assign_to"),
        ('key = "GRV"', 'key = "GRV"\nmanagers = ["Lawyers"]', "there is no group 'Lawyers'; there is none"),
        ('key = "GRV"', 'key = "GRV"\nstarters = ["Intake"]', "there is no group 'Intake'; there is none"),
        ('key = "GRV"', 'key = "GRV"\noffice = "Perth"', "of the office 'Perth' alone needs scope"),
        (
            'key = "GRV"',
            'key = "GRV"\nscope = "office"\noffice = "Perth"',
            "there is no office 'Perth'; there is none",
        ),
        (
            'kind = "closed"',
            'kind = "closed"\nclose_after_days = 3',
            "'Closed' closes by itself and must be of kind progress",
        ),
        ("groups = []", 'groups = ["Us", "Us"]', "groups holds 'Us' twice"),
        (
            "# [[retype]]",
            '[[retype]]\ncase_type = "GRV"\nbecomes = "XXX"',
            "there is no case type 'XXX'",
        ),
        ("# [[retype]]", '[[retype]]\ncase_type = "GRV"\nbecomes = "GRV"', "must be another type"),
        (
            '"review on"',
            '"reviewed"',
            "'reviewed' is nothing that can be done with many; there are assign WHO",
        ),
        ('"review on"', '"follow-up never"', "written follow-up DAY|none"),
        ('"review on"', '"tag callback"', "says neither + nor -"),
        ('"review on"', '"tag +calback"', "there is no tag 'calback'; is 'callback' meant?"),
        ('"review on"', '"status Lost"', "there is no status 'Lost'"),
        ('"review on"', '"escalate again"', "escalate is said twice"),
        (
            "# [[retype]]",
            '[[retype]]\ncase_type = "GRV"\nbecomes = "BUL"\nstatus = { "Lost" = "Open" }',
            "there is no status 'Lost'",
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
