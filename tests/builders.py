"""What tests arrange: people, contacts, cases. Everyone is invented."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update
from uuid_utils.compat import uuid7

from data.desk import cases, changing, undoing
from data.desk.desk import Desk
from data.rules.phones import kept
from data.search.derived import search_rows
from data.search.keeping import keep
from data.steward.config import load_config
from data.steward.seed import list_id, seed_lists
from data.store.store import Store
from data.store.tables import (
    ASSIGNEE,
    CASE,
    CASE_OFFICE,
    CASE_TARGET,
    CASE_TYPE,
    EMAIL,
    JOB,
    MEMBER,
    OFFICE,
    PHONE,
    RETYPE,
    STAFF,
)
from data.types.forms import CaseForm, InteractionForm
from data.types.notes import BIMAA, Section
from data.types.records import CaseRecord
from data.types.staff import Access, Assignee
from data.types.undoing import Undone

MELBOURNE = ZoneInfo("Australia/Melbourne")
START = datetime(2026, 11, 23, 9, 41, tzinfo=MELBOURNE)
TODAY = START.date()
MOBILE = "0491 570 006"
"""Numbers set aside for fiction."""

PEOPLE = {
    "kim.tran": ("Kim Tran", "MSO", Access.OFFICER, "MSD"),
    "sam.ortiz": ("Sam Ortiz", "MSO", Access.OFFICER, "MSD"),
    "aisha.bello": ("Aisha Bello", "Industrial officer", Access.OFFICER, "Industrial"),
    "lena.vogt": ("Lena Vogt", "Supervisor", Access.SUPERVISOR, "MSD"),
    "ravi.admin": ("Ravi Nair", "Administrator", Access.ADMIN, "MSD"),
    "jo.marsh": ("Jo Marsh", "Office basic", Access.BASIC, "MSD"),
}
"""Login -> name, title, access, team."""

_NUMBERS = count(100_001)


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = field(default_factory=lambda: START.astimezone(UTC))

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Go on by that long: `move(minutes=5)`."""
        self.at += timedelta(**by)


def staff_id(login: str) -> UUID:
    """The id of one of PEOPLE."""
    return list_id("staff", login)


def team_id(name: str) -> UUID:
    """The id of a team of the shipped configuration."""
    return list_id("team", name)


def an_office(connection: Connection) -> None:
    """The lists as they are shipped, and PEOPLE."""
    seed_lists(connection, load_config())
    connection.execute(
        insert(STAFF),
        [
            {
                "id": staff_id(login),
                "login": login,
                "name": name,
                "title": title,
                "access": int(access),
                "team_id": team_id(team),
                "active": True,
                "available": True,
            }
            for login, (name, title, access, team) in PEOPLE.items()
        ],
    )


def a_member(
    store: Store,
    given: str = "Andrea",
    family: str = "Gallagher",
    *,
    number: str = "",
    phones: tuple[str, ...] = (),
    employer: str = "",
    worksite: str = "",
    email: str = "member@example.org",
    **columns: Any,
) -> UUID:
    """A person with folded names, telephones and, when there is an employer, a job."""
    member_id = columns.pop("id", None) or uuid7()
    found_by = search_rows(member_id, given, family, columns.get("informal", ""), (employer, worksite))
    row = {
        "id": member_id,
        "number": number or str(next(_NUMBERS)),
        "kind": "person",
        "given": given,
        "family": family,
        "informal": "",
        "name": f"{given} {family}".strip(),
        **found_by.columns,
        "membership_status": "Active",
        "do_not_contact": False,
        "employer": employer,
        "created_at": START,
        "version": 1,
        **columns,
    }
    with store.loading("test") as connection:
        connection.execute(insert(MEMBER), [row])
        keep(connection, [found_by])
        for place, phone in enumerate(phones):
            connection.execute(
                insert(PHONE).values(
                    id=uuid7(),
                    member_id=member_id,
                    kind="mobile",
                    is_primary=place == 0,
                    **kept(phone, "AU")._replace(shown=phone)._asdict(),
                )
            )
        connection.execute(
            insert(EMAIL).values(
                id=uuid7(),
                member_id=member_id,
                address=email,
                folded=email.lower(),
                kind="home",
                is_primary=True,
            )
        )
        if employer:
            _add_job(connection, member_id, employer, worksite)
    return member_id


def _add_job(connection: Connection, member_id: UUID, employer: str, worksite: str) -> None:
    blank = ("department", "role_title", "classification", "pay_point", "award_agreement")
    connection.execute(
        insert(JOB).values(
            id=uuid7(),
            member_id=member_id,
            employer=employer,
            worksite=worksite,
            employment_type="Casual",
            hours_fte="",
            state="VIC",
            is_delegate=False,
            is_primary=True,
            **dict.fromkeys(blank, ""),
        )
    )


def job_of(store: Store, member_id: UUID) -> UUID:
    """The id of the member's job."""
    with store.reading() as connection:
        found: UUID = connection.execute(select(JOB.c.id).where(JOB.c.member_id == member_id)).scalar_one()
    return found


def sections(**bodies: str) -> list[Section]:
    """The five sections; `issue="…"`, `member_seeking="…"` fill them."""
    return [Section(title, bodies.get(title.lower().replace(" ", "_"), "")) for title in BIMAA.sections]


def an_interaction_form(member_id: UUID | None, **fields: Any) -> InteractionForm:
    """A contact that can be submitted."""
    form = InteractionForm(
        id=uuid7(),
        started_at=START,
        member_id=member_id,
        member_label="a member",
        sections=sections(
            background="Six years on the night roster.",
            issue="Roster changed without notice.",
            actions="Kim: write to the manager (by Friday)",
        ),
        interaction_type="Phone – inbound",
        related_to="Hours, rosters & breaks",
        case_types=["ROS"],
        outcome="Follow-up required",
    )
    for name, value in fields.items():
        setattr(form, name, value)
    return form


def a_case_form(member_id: UUID, interaction_id: UUID | None = None, **fields: Any) -> CaseForm:
    """A case that can be created; direct, with its reason, unless it comes from an interaction."""
    form = CaseForm(
        id=uuid7(),
        member_id=member_id,
        member_label="a member",
        interaction_id=interaction_id,
        title="Hours, rosters & breaks",
        case_types=["ROS"],
        status="Open",
        sections=sections(issue="Roster changed without notice."),
        next_steps="Write to the manager.",
        assignees=[Assignee(officer_id=staff_id("kim.tran"))],
        follow_up_on=date(2026, 11, 27),
        direct_reason="" if interaction_id else "The letter came by post.",
    )
    for name, value in fields.items():
        setattr(form, name, value)
    return form


def a_case(desk: Desk, member_id: UUID, *, owner: str | None = "kim.tran", **columns: Any) -> UUID:
    """A case as it may stand in a store, with columns that no form sets yet, such as `confidential`."""
    form = a_case_form(member_id, assignees=[Assignee(officer_id=staff_id(owner))] if owner else [])
    cases.create(desk, form)
    if "due_on" in columns:
        columns.setdefault("target_on", columns["due_on"])
    if columns:
        with desk.store.loading("test") as connection:
            connection.execute(update(CASE).where(CASE.c.id == form.id).values(**columns))
            if columns.get("due_on"):
                due = {"due_on": columns["due_on"], "due_at": _end_of(columns["due_on"])}
                connection.execute(update(CASE_TARGET).where(CASE_TARGET.c.case_id == form.id).values(**due))
    return form.id


def copies_of(store: Store, case_id: UUID, rows: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """As many cases like this one, each with its own columns and nobody but its owner assigned; made in one go."""
    with store.loading("test") as connection:
        like = connection.execute(select(CASE).where(CASE.c.id == case_id)).one()._asdict()
        made = [
            {**like, **own, "id": uuid7(), "reference": like["reference"] + n}
            for n, own in enumerate(rows, 1)
        ]
        connection.execute(insert(CASE), made)
        held = [
            {"case_id": one["id"], "position": 0, "officer_id": one["owner_id"]}
            for one in made
            if one["owner_id"] is not None
        ]
        if held:
            connection.execute(insert(ASSIGNEE), held)
    return [one["id"] for one in made]


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=MELBOURNE) + timedelta(days=1)


def a_rule(store: Store, way: str, people: str = "", under: str = "") -> None:
    """Who gets new cases from now on: of the office, or of the case type `under`."""
    table = CASE_TYPE if under else OFFICE
    put = update(table).values(assign_to=way, assign_staff="\n".join(people.split()), assign_last=None)
    with store.loading("test") as connection:
        connection.execute(put.where(CASE_TYPE.c.key == under) if under else put)


def two_offices(store: Store, **people: Sequence[str]) -> tuple[UUID, ...]:
    """Case offices, and the logins of who is of which: `two_offices(store, victoria=["kim.tran"], queensland=[])`."""
    ids = tuple(list_id("case_office", name.capitalize()) for name in people)
    with store.loading("test") as connection:
        rows = [
            {"id": one, "name": name.capitalize(), "position": place, "archived": False}
            for place, (one, name) in enumerate(zip(ids, people, strict=True))
        ]
        connection.execute(insert(CASE_OFFICE), rows)
        for one, logins in zip(ids, people.values(), strict=True):
            connection.execute(update(STAFF).where(STAFF.c.login.in_(logins)).values(office_id=one))
    return ids


def a_retype(store: Store, case_type: str, becomes: str, **values: Mapping[str, str]) -> None:
    """What `status`, `tags`, `priority` become when a case of one type becomes one of another."""
    told = {
        name: json.dumps(value)
        for name, value in {"status": {}, "tags": {}, "priority": {}, **values}.items()
    }
    row = {
        "id": uuid7(),
        "case_type": case_type,
        "becomes": becomes,
        "position": 0,
        "archived": False,
        **told,
    }
    with store.loading("test") as connection:
        connection.execute(insert(RETYPE).values(row))


def assigned_also(desk: Desk, case_id: UUID, **whom: UUID | str) -> None:
    """Allocate the case to one more: `officer_id=…`, `team_id=…` or `role=…`."""
    with desk.store.loading("test") as connection:
        taken = connection.execute(select(ASSIGNEE.c.position).where(ASSIGNEE.c.case_id == case_id)).all()
        connection.execute(insert(ASSIGNEE).values(case_id=case_id, position=len(taken), **whom))


def take_back(desk: Desk) -> Undone:
    """Take back what the officer did last."""
    act = undoing.offered(desk)
    assert act is not None
    return undoing.undo(desk, act.id)


def change_case(desk: Desk, read: CaseRecord, reason: str = "", **values: Any) -> CaseRecord:
    """Change some fields of a case, as it was read then; answers it as it is now."""
    edit = changing.begin(read, uuid7())
    return changing.change(desk, replace(edit, now=replace(edit.now, **values), reason=reason))
