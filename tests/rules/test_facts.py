"""The facts of a job, as Background begins."""

from datetime import date
from uuid import uuid4

import pytest

from data.rules.facts import job_facts
from data.types.members import Job

TODAY = date(2026, 11, 23)


def a_job(**fields: object) -> Job:
    return Job(uuid4(), "Bayview Hospital")._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {
                "start_on": date(2020, 9, 1),
                "role_title": "Theatre tech",
                "classification": "L3",
                "employment_type": "Part-time ongoing",
            },
            "6 yrs, Theatre tech L3, part-time ongoing",
        ),
        ({"start_on": date(2025, 11, 23)}, "1 yr"),
        ({"start_on": date(2025, 11, 24)}, "11 months"),
        ({"start_on": date(2026, 10, 23)}, "1 month"),
        ({"start_on": date(2026, 11, 20)}, "less than a month"),
        ({"start_on": date(2026, 12, 1)}, "starts 1 Dec 2026"),
        ({"start_on": date(2020, 1, 1), "end_on": date(2023, 1, 1)}, "3 yrs until Jan 2023"),
        ({"start_on": date(2020, 1, 1), "end_on": date(2027, 1, 1)}, "6 yrs"),
        ({"employment_type": "Casual", "hours_fte": "0.6"}, "casual 0.6"),
        ({}, ""),
    ],
)
def test_what_the_record_holds_is_said_in_a_line(fields: dict[str, object], said: str) -> None:
    assert job_facts(a_job(**fields), TODAY) == said
