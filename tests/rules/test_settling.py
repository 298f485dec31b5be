"""What stands when an officer wrote one thing and the membership system says another."""

import json
from datetime import date
from typing import Any

import pytest

from data.rules.phones import kept
from data.rules.settling import Settled, Stands, settle_rows, settle_value, words_key
from data.types.details import Part
from data.types.intake import SaidRow

TODAY = date(2026, 11, 23)
OURS, THEIRS, OLD = "0491 570 737", "0491 570 313", "0491 570 006"


@pytest.mark.parametrize(
    ("ours", "said_then", "says_now", "stands"),
    [
        ("Zeller", None, "Neil", Stands.THEIRS),
        ("Zeller", "O'Neil", "O'Neil", Stands.OURS),
        ("Zeller", "O'Neil", "Zeller", Stands.BOTH),
        ("Zeller", "O'Neil", "Neil", Stands.ASK),
        ("", "O'Neil", "O'Neil", Stands.OURS),
        ("Zeller", "", "Neil", Stands.ASK),
    ],
)
def test_a_field(ours: str, said_then: str | None, says_now: str, stands: Stands) -> None:
    assert settle_value(ours, said_then, says_now) is stands


def a_phone(
    text: str, kind: str = "mobile", *, replaces: str | None = None, local: bool = False
) -> dict[str, Any]:
    return {
        "id": text,
        **kept(text, "AU")._asdict(),
        "kind": kind,
        "is_primary": False,
        "is_local": local or replaces is not None,
        "replaces": replaces or "",
    }


def said(text: str, kind: str = "mobile") -> SaidRow:
    phone = kept(text, "AU")
    return SaidRow(phone.digits or phone.shown, {**phone._asdict(), "kind": kind})


def settle(
    held: list[dict[str, Any]],
    says: list[SaidRow],
    removed: dict[str, str] | None = None,
    part: Part = Part.PHONE,
) -> Settled:
    return settle_rows(
        part,
        held,
        removed or {},
        says,
        kinds=frozenset(("mobile", "home")),
        in_full=False,
        region="AU",
        today=TODAY,
    )


def told(found: Settled) -> list[str]:
    """What was decided, in a few words."""
    return [
        *(f"add {one.values.get('shown') or one.values['employer']}" for one in found.add),
        *(f"change {row['id']}: {', '.join(sorted(values))}" for row, values in found.change),
        *(f"drop {row['id']}" for row in found.drop),
        *(f"ask {row['id']} or {one.values['shown']}" for row, one in found.ask),
        *(f"forget {name}" for name in found.forget),
    ]


@pytest.mark.parametrize(
    ("held", "says", "removed", "decided"),
    [
        ([], [said(OLD)], {}, [f"add {OLD}"]),
        ([a_phone(OLD)], [said(OLD)], {}, []),
        ([a_phone(OLD)], [said("0491570006", "home")], {}, [f"change {OLD}: kind"]),
        ([a_phone(OLD)], [said(THEIRS)], {}, [f"change {OLD}: digits, digits_reversed, e164, shown"]),
        ([a_phone(OLD)], [], {}, [f"drop {OLD}"]),
        ([a_phone(OLD, "work")], [], {}, []),
        ([a_phone(OURS, replaces=OLD)], [said("+61491570006")], {}, []),
        ([a_phone(OURS, replaces=OLD)], [said(THEIRS)], {}, [f"ask {OURS} or {THEIRS}"]),
        ([a_phone(OURS, replaces=OLD)], [said(OURS)], {}, [f"change {OURS}: is_local, replaces"]),
        ([a_phone(OURS, replaces=OLD)], [], {}, [f"change {OURS}: replaces"]),
        ([a_phone(OURS, local=True)], [said(OLD)], {}, [f"add {OLD}"]),
        ([a_phone(OURS, local=True)], [], {}, []),
        ([], [said(OLD)], {"member_phone/0491570006": OLD}, []),
        ([], [said(OLD)], {f"member_phone/{OURS}": OLD}, []),
        (
            [],
            [said(THEIRS)],
            {"member_phone/0491570006": OLD},
            [f"add {THEIRS}", "forget member_phone/0491570006"],
        ),
        ([a_phone("ask at the desk")], [said("ask at the desk")], {}, []),
    ],
)
def test_telephones(
    held: list[dict[str, Any]], says: list[SaidRow], removed: dict[str, str], decided: list[str]
) -> None:
    assert told(settle(held, says, removed)) == decided


def a_job(employer: str, title: str = "", **columns: Any) -> dict[str, Any]:
    blank = dict.fromkeys(
        (
            "worksite",
            "department",
            "classification",
            "pay_point",
            "award_agreement",
            "employment_type",
            "hours_fte",
        ),
        "",
    )
    return {
        "id": employer,
        "employer": employer,
        "role_title": title,
        **blank,
        "start_on": None,
        "end_on": None,
        "is_primary": True,
        "is_local": False,
        "replaces": "",
        **columns,
    }


def says_job(employer: str, title: str = "") -> SaidRow:
    values = {"employer": employer, "role_title": title}
    return SaidRow(words_key(Part.JOB, values), values)


@pytest.mark.parametrize(
    ("held", "says", "decided"),
    [
        ([a_job("Bayview", "Cook")], [says_job("Bayview", "Cook")], []),
        ([a_job("Bayview", "Cook")], [says_job("Bayview", "Orderly")], ["change Bayview: role_title"]),
        ([a_job("Bayview")], [says_job("Kinvale")], ["add Kinvale", "change Bayview: end_on"]),
        ([a_job("Bayview", end_on=TODAY)], [says_job("Bayview")], ["change Bayview: end_on"]),
        ([a_job("Bayview", worksite="Ward 4")], [says_job("Kinvale")], []),
        ([a_job("Bayview", "Cook", is_local=True, classification="3")], [says_job("Bayview", "Cook")],
         ["change Bayview: is_local, replaces"]),
        ([a_job("Bayview", "Chef", is_local=True,
                replaces=json.dumps({"employer": "Bayview", "role_title": "Cook"}))],
         [says_job("Bayview", "Cook")], []),
    ],
)  # fmt: skip
def test_jobs_end_rather_than_vanish(
    held: list[dict[str, Any]], says: list[SaidRow], decided: list[str]
) -> None:
    assert told(settle(held, says, part=Part.JOB)) == decided
