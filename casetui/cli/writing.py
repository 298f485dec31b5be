"""From what a file says to a form, and from a form to the store; what cannot be sent waits as a draft."""

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.members import member_of
from casetui.cli.opening import Given, now
from casetui.cli.reading import Written
from data.desk import cases, choices, interactions
from data.desk.desk import Desk
from data.types.errors import BadInput, StoreFull, StoreReadOnly, StoreUnavailable
from data.types.forms import InteractionForm
from data.types.notes import BIMAA, Section
from data.types.records import Saved


def form_of(desk: Desk, written: Written) -> InteractionForm:
    """The form a written note stands for; raises BadInput for a word no list holds, NotFound for a member."""
    lists = choices.read(desk)
    fields = written.fields
    duration = _seconds(fields.get("duration_s", ""))
    form = InteractionForm(
        id=_id(fields.get("id", "")),
        started_at=now() - timedelta(seconds=duration or 0),
        sections=[Section(title, written.sections.get(title, "")) for title in BIMAA.sections],
        interaction_type=choosing.one_of("type", fields.get("interaction_type", ""), lists.interaction_types),
        related_to=choosing.one_of(
            "about", fields.get("related_to", ""), [topic.name for topic in lists.related_to]
        ),
        case_types=choosing.case_types(fields.get("case_types", ""), lists),
        outcome=choosing.one_of("outcome", fields.get("outcome", ""), lists.outcomes),
        follow_up_on=choosing.day(desk, fields.get("follow_up_on", "")),
        ticket_url=fields.get("ticket_url", ""),
        duration_s=duration,
        no_advice=_yes("no advice", fields.get("no_advice", "")),
    )
    if fields.get("about_case"):
        case = cases.by_reference(desk, choosing.reference(fields["about_case"], "case"))
        form.about_case_id, form.member_id = case.id, case.member_id
        form.member_label = f"{case.member_name} {case.member_number}"
    if fields.get("member"):
        card = member_of(desk, fields["member"])
        if form.member_id not in (None, card.id):
            raise BadInput("the case is of another member")
        job = choosing.job_of(card, fields.get("job", ""))
        form.member_id, form.member_label = card.id, f"{card.name} {card.number}"
        form.job_id = job.id if job else None
    if form.related_to and not form.case_types:
        topic = lists.topic(form.related_to)
        form.case_types = [topic.default_case_type] if topic and topic.default_case_type else []
    return form


def submit(given: Given, desk: Desk, form: InteractionForm) -> Saved:
    """Submit the form; where the store is gone, read-only or full, it waits as a draft and the error tells so."""
    try:
        return interactions.submit(desk, form)
    except (StoreUnavailable, StoreReadOnly, StoreFull):
        with given.drafts() as drafts:
            drafts.wait(form)
        raise


def _id(text: str) -> UUID:
    if not text:
        return uuid7()
    try:
        return UUID(text)
    except ValueError:
        raise BadInput("the id must be a UUID; the same one twice is saved once") from None


def _yes(name: str, text: str) -> bool:
    """Whether a mark is set; raises BadInput for a word that is neither."""
    word = text.strip().lower()
    if word not in ("", "yes", "no"):
        raise BadInput(f"{name} is yes or no")
    return word == "yes"


def _seconds(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) > 86_400:
        raise BadInput("the duration is a number of seconds, at most a day")
    return int(text)
