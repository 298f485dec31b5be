"""A small union for one day: Monday 23 November 2026, Kim Tran at work. Everyone is invented."""

from datetime import date
from typing import Any
from uuid import UUID

from data.desk import cases, interactions
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.staff import Assignee
from tests.builders import (
    Clock,
    a_case_form,
    a_member,
    an_interaction_form,
    job_of,
    sections,
    staff_id,
)

FINANCIAL = date(2026, 12, 31)
"""Paid through, for a member in good standing."""
HOSTILE = "O'Neil [/foo] [@click=app.quit]x[/]"
"""A name as nobody is called and as a file may hold it."""

MEMBERS = (
    ("Andrea", "Gallagher", "0048213", "Bayview Hospital", "0491 570 006"),
    ("Andrew", "Gallagher", "0048214", "Harbour Aged Care", "0491 570 156"),
    ("Patience", "Okafor", "0051877", "Bayview Hospital", "0491 570 157"),
    ("Jun", "Nguyen", "0052001", "Northern Trams", "0491 570 158"),
    ("Mary", HOSTILE, "0052002", "Bayview Hospital", "0491 570 159"),
    ("花子", "山田", "0052003", "港湾病院", "0491 570 110"),
    ("Rosa", "Lindqvist", "0052004", "", "0491 570 313"),
)
"""Given, family, number, employer, mobile."""

Furnished = dict[str, UUID]
"""Ids of the members by family name (Gallagher: by given name), and of the cases by what they are."""


def furnish(url: str) -> Furnished:
    """Fill an empty store with seven members, their contacts and Kim's day."""
    clock = Clock()
    desk = open_desk(url, "kim.tran", clock=clock)
    try:
        people = {
            (given if family == "Gallagher" else family.split(" ")[0]): a_member(
                desk.store,
                given,
                family,
                number=number,
                phones=(phone,),
                employer=employer,
                paid_through=date(2026, 8, 31) if given == "Jun" else FINANCIAL,
                joined_on=date(2020, 9, 1),
            )
            for given, family, number, employer, phone in MEMBERS
        }
        return {**people, **_work(desk, clock, people)}
    finally:
        desk.close()


def _work(desk: Desk, clock: Clock, people: Furnished) -> Furnished:
    """One row for every heading of Home, and a past for Andrea Gallagher."""
    clock.move(days=-40)
    first = an_interaction_form(
        people["Andrea"],
        related_to="Pay & underpayment",
        case_types=[],
        outcome="Resolved",
        sections=sections(issue="Pay rate after the new roster.", advice="Check the payslips together."),
    )
    interactions.submit(desk, first)
    clock.move(days=37)
    contact = an_interaction_form(people["Andrea"])
    interactions.submit(desk, contact)
    clock.move(minutes=1)
    made = {
        "mine": cases_of(
            desk,
            people["Andrea"],
            interaction_id=contact.id,
            follow_up_on=date(2026, 12, 11),
            job_id=job_of(desk.store, people["Andrea"]),
            sections=contact.sections,
        ),
        "overdue": cases_of(
            desk,
            people["Okafor"],
            title="Bullying and harassment",
            case_types=["BUL"],
            follow_up_on=date(2026, 11, 20),
            next_steps="Ring HR.\nSend the summary to her.",
        ),
        "next": cases_of(desk, people["Nguyen"], title="Unpaid overtime", follow_up_on=date(2026, 11, 26)),
        "unclaimed": cases_of(
            desk, people["O'Neil"], title="Parental leave", assignees=[], follow_up_on=None
        ),
        "sams": cases_of(desk, people["Andrew"], assignees=[Assignee(officer_id=staff_id("sam.ortiz"))]),
    }
    clock.move(days=3, minutes=-1)
    today = an_interaction_form(people["山田"], follow_up_on=date(2026, 11, 23))
    interactions.submit(desk, today)
    return {**made, "contact": contact.id, "today": today.id}


def cases_of(desk: Desk, member_id: UUID, **fields: Any) -> UUID:
    """A case of that member; its id."""
    form = a_case_form(member_id, **fields)
    cases.create(desk, form)
    return form.id
