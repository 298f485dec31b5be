"""Forms and lists that the tests start from; every person and employer is invented."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from data.types.choices import CaseStatus, CaseType, Choices, RelatedTo
from data.types.forms import CaseForm, InteractionForm
from data.types.members import Job
from data.types.notes import BIMAA, NoteRow, Section
from data.types.records import CaseRecord
from data.types.staff import Access, Assignee, Officer


def an_id(number: int) -> UUID:
    """The same id for the same number."""
    return UUID(int=number)


KIM = Officer(an_id(1), "kim", "Kim Tran", "MSO", Access.OFFICER)
ROSTERS = RelatedTo("Hours, rosters & breaks", industrial=True, default_case_type="ROS")
FEES = RelatedTo("Fees & payments", industrial=False, default_case_type=None)
WARD = Job(an_id(30), "Bayview Hospital", role_title="Theatre technician", primary=True)
KIOSK = Job(an_id(31), "Kinvale Aged Care")

CHOICES = Choices(
    interaction_types=("Phone – inbound", "Email – inbound"),
    related_to=(ROSTERS, FEES),
    outcomes=("Resolved", "Follow-up required"),
    case_types=(CaseType("ROS", "Rosters"), CaseType("DISC", "Disciplinary / allegations")),
    statuses=(
        CaseStatus("Closed", "closed"),
        CaseStatus("In progress", "progress"),
        CaseStatus("Open", "open"),
    ),
    staff=(KIM,),
    teams=(),
)


def a_note(*bodies: str) -> list[Section]:
    """Sections of the union's structure, in order; those not given are blank."""
    given = [*bodies, *[""] * (len(BIMAA.sections) - len(bodies))]
    return [Section(title, body) for title, body in zip(BIMAA.sections, given, strict=True)]


def an_interaction() -> InteractionForm:
    """A contact with every field filled."""
    return InteractionForm(
        id=an_id(10),
        started_at=datetime(2026, 11, 23, 9, 41, tzinfo=UTC),
        member_id=an_id(20),
        member_label="Andrew Gallagher 0048213",
        sections=a_note(
            "6 years", "Roster without notice", "Old roster back", "Keep the texts", "- Kim: call HR (fri)\n"
        ),
        interaction_type="Phone – inbound",
        related_to=ROSTERS.name,
        case_types=["DISC", "ROS"],
        outcome="Follow-up required",
        follow_up_on=date(2026, 11, 27),
        job_id=KIOSK.id,
        ticket_url="https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/4711",
        duration_s=372,
    )


def a_case() -> CaseForm:
    """A case with every field filled."""
    return CaseForm(
        id=an_id(11),
        member_id=an_id(20),
        member_label="Andrew Gallagher 0048213",
        interaction_id=an_id(10),
        title="Rosters – Bayview Hospital",
        case_types=["ROS"],
        status="Open",
        sections=a_note("", "Roster without notice"),
        next_steps="Kim: call HR",
        assignees=[Assignee(officer_id=KIM.id)],
        job_id=WARD.id,
        follow_up_on=date(2026, 11, 27),
    )


ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, tzinfo=UTC)
WHOLE = a_note(
    "6 years", "Roster without notice", "Old roster back", "Keep the texts", "- Kim: call HR (by Fri)"
)


def a_case_read(
    sections: list[Section] | None = None, *, no_advice: bool = False, **changed: Any
) -> CaseRecord:
    """A case that was read, with nothing missing."""
    note = NoteRow(
        an_id(3), "Kim Tran", AT, tuple(WHOLE if sections is None else sections), no_advice=no_advice
    )
    case = CaseRecord(
        id=an_id(1),
        reference=10482,
        title="Rosters",
        member_id=an_id(2),
        member_name="Andrea Gallagher",
        member_number="0048213",
        case_types=("ROS",),
        status="Open",
        status_kind="open",
        next_steps="Kim: call HR (by Fri)",
        assignees=(Assignee(officer_id=an_id(4)),),
        owner="Kim Tran",
        job=WARD,
        follow_up_on=date(2026, 11, 27),
        due_on=None,
        opened_on=ON,
        closed_at=None,
        priority=3,
        confidential=False,
        marked_for_review=False,
        origin="converted",
        ticket_url="",
        interaction_id=an_id(5),
        interaction_reference=20001,
        notes=(note,),
        version=1,
    )
    return case._replace(**changed)
