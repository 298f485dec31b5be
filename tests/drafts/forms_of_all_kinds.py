"""Forms with anything in them, for hypothesis."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from data.types.case_edits import CaseContents, CaseEdit
from data.types.details import Deed, DetailEdit, Part
from data.types.documents import Attachment
from data.types.forms import CaseForm, ContactForm, InteractionContents, InteractionEdit, InteractionForm
from data.types.members import ContactKind
from data.types.messages import MessageForm
from data.types.notes import Section
from data.types.staff import Assignee
from data.types.tasks import TaskContents, TaskEdit

# Lone surrogates too: a terminal can paste them.
text = st.text(st.characters(), max_size=60)
ids = st.uuids()
sections = st.lists(st.builds(Section, text, text), max_size=6)
instants = st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))

interactions = st.builds(
    InteractionForm,
    id=ids,
    started_at=instants,
    member_id=st.none() | ids,
    member_label=text,
    about_case_id=st.none() | ids,
    template=text,
    sections=sections,
    secure=st.booleans(),
    again_of=st.none() | ids,
    revision=st.integers(0, 99),
    interaction_type=text,
    related_to=text,
    case_types=st.lists(text, max_size=3),
    outcome=text,
    follow_up_on=st.none() | st.dates(),
    follow_up_by=st.none() | ids,
    follow_up_action=text,
    job_id=st.none() | ids,
    ticket_url=text,
    spoke_with=text,
    identity_checked=st.booleans(),
    no_advice=st.booleans(),
    reviewed_prior=st.booleans(),
    duration_s=st.none() | st.integers(0, 10**6),
)

assignees = st.one_of(
    st.builds(Assignee, officer_id=ids), st.builds(Assignee, team_id=ids), st.builds(Assignee, role=text)
)

cases = st.builds(
    CaseForm,
    id=ids,
    member_id=ids,
    member_label=text,
    interaction_id=st.none() | ids,
    title=text,
    case_types=st.lists(text, max_size=3),
    status=text,
    template=text,
    sections=sections,
    next_steps=text,
    assignees=st.lists(assignees, max_size=3),
    job_id=st.none() | ids,
    follow_up_on=st.none() | st.dates(),
    ticket_url=text,
    direct_reason=text,
    opened_on=st.none() | st.dates(),
    location=st.none() | text,
    location_note=text,
)

contents = st.builds(
    InteractionContents,
    sections=sections,
    interaction_type=text,
    related_to=text,
    case_types=st.lists(text, max_size=3),
    outcome=text,
    follow_up_on=st.none() | st.dates(),
    ticket_url=text,
    follow_up_by=st.none() | ids,
    follow_up_action=text,
    job_id=st.none() | ids,
    spoke_with=text,
    identity_checked=st.booleans(),
    no_advice=st.booleans(),
)

interaction_edits = st.builds(
    InteractionEdit,
    id=ids,
    interaction_id=ids,
    member_label=text,
    version=st.integers(1, 10**6),
    was=contents,
    now=contents,
)

contacts = st.builds(
    ContactForm,
    id=ids,
    kind=st.sampled_from(ContactKind),
    given=text,
    family=text,
    name=text,
    phone=text,
    email=text,
    street=text,
    suburb=text,
    state=text,
    postcode=text,
)

details = st.builds(
    DetailEdit,
    id=ids,
    member_id=ids,
    member_label=text,
    version=st.integers(0, 1000),
    part=st.sampled_from(Part),
    deed=st.sampled_from(Deed),
    row_id=st.none() | ids,
    was=st.dictionaries(text, text, max_size=3),
    values=st.dictionaries(text, text, max_size=3),
    reason=text,
)

case_contents = st.builds(
    CaseContents,
    sections=sections,
    next_steps=text,
    title=text,
    case_types=st.lists(text, max_size=3),
    status=text,
    close_reason=text,
    assignees=st.lists(assignees, max_size=3),
    job_id=st.none() | ids,
    follow_up_on=st.none() | st.dates(),
    due_on=st.none() | st.dates(),
    opened_on=st.none() | st.dates(),
    priority=st.integers(1, 5),
    ticket_url=text,
    location=text,
    location_note=text,
    tags=st.lists(text, max_size=3),
)

case_edits = st.builds(
    CaseEdit,
    anyway=st.booleans(),
    id=ids,
    case_id=ids,
    member_label=text,
    version=st.integers(1, 10**6),
    was=case_contents,
    now=case_contents,
    reason=text,
)

_task_contents = st.builds(
    TaskContents,
    title=text,
    note=text,
    who=st.none() | assignees,
    due_on=st.none() | st.dates(),
    remind_on=st.none() | st.dates(),
    starts_at=st.none() | instants,
    minutes=st.none() | st.integers(1, 1440),
    place=text,
    with_whom=text,
    status=text,
    cancel_reason=text,
)
tasks = st.builds(
    TaskEdit,
    id=ids,
    case_id=ids,
    member_label=text,
    task_id=st.none() | ids,
    type_id=st.none() | ids,
    was=_task_contents,
    now=_task_contents,
)
attachments = st.builds(
    Attachment,
    id=ids,
    original_name=text,
    source=st.just(Path("/tmp/drafts.db.files/a")),
    case_id=st.none() | ids,
    member_id=st.none() | ids,
    described=text,
    name=text,
    member_label=text,
    with_form=st.none() | ids,
)

messages = st.builds(
    MessageForm,
    id=ids,
    member_id=ids,
    member_label=text,
    case_id=st.none() | ids,
    kind=text,
    template=text,
    to=text,
    subject=text,
    body=text,
    reply_days=st.none() | st.integers(1, 365),
    way=text,
)
