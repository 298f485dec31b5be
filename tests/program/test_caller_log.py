"""`casetui calls`: the caller log from the command line."""

from datetime import UTC, datetime, timedelta

import pytest

from data.drafts import Drafts
from data.local.database import fingerprint
from data.types.calls import Ring
from tests.program.commands import Machine


@pytest.fixture
def kept(casetui: Machine) -> Drafts:
    """The drafts file of the machine."""
    return Drafts(
        casetui.home / "drafts.db", casetui.officer, fingerprint(casetui.url), lambda: datetime.now(UTC)
    )


def test_the_log_is_listed_the_newest_first(casetui: Machine, kept: Drafts) -> None:
    kept.calls.rang(Ring("0370109999", "Bay Clinic", at=datetime.now(UTC) - timedelta(hours=1)))
    kept.calls.taken(kept.calls.rang(Ring("0491570006")))
    told = casetui("calls").out.splitlines()
    assert [line.split()[-1] for line in told] == ["taken", "missed"]
    assert "calls itself Bay Clinic" in told[1]
    missed = casetui("calls", "--missed", "--json").json
    assert [(call["number"], call["outcome"], call["outbound"]) for call in missed] == [
        ("0370109999", "missed", False)
    ]


def test_an_empty_log_says_so(casetui: Machine) -> None:
    assert casetui("calls").out == "No calls.\n"
    assert casetui("calls", "--missed").out == "No missed calls.\n"
    assert casetui("calls", "--json").json == []


def test_another_officers_calls_are_not_listed(casetui: Machine, kept: Drafts) -> None:
    kept.calls.rang(Ring("0370109999"))
    assert Machine(casetui.home, casetui.url, "sam.ortiz")("calls").out == "No calls.\n"
