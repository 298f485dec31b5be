"""From what a file says to a form, and from a form to the store; what cannot be sent waits as a draft."""

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.members import member_of
from casetui.cli.opening import Given, now
from casetui.cli.output import say, say_json
from casetui.cli.reading import Written
from data.desk import cases, choices, deadlines, interactions
from data.desk.desk import Desk
from data.rules.completeness import complete, missing
from data.rules.deadlines import say as say_limit
from data.rules.effect import GAP
from data.rules.required import case_blocks
from data.types.deadlines import CaseDeadline
from data.types.errors import BadInput, Incomplete, NotFound, StoreFull, StoreReadOnly, StoreUnavailable
from data.types.forms import SPOKE_WITH, CaseForm, InteractionForm
from data.types.notes import Section
from data.types.records import Saved


def form_of(desk: Desk, written: Written) -> InteractionForm:
    """The form a written note stands for; raises BadInput for a word no list holds, NotFound for a member."""
    lists = choices.read(desk)
    fields = written.fields
    duration = _seconds(fields.get("duration_s", ""))
    form = InteractionForm(
        id=_id(fields.get("id", "")),
        started_at=now() - timedelta(seconds=duration or 0),
        template=written.template.key,
        sections=[Section(title, written.sections.get(title, "")) for title in written.template.sections],
        interaction_type=choosing.one_of("type", fields.get("interaction_type", ""), lists.interaction_types),
        related_to=choosing.one_of(
            "about", fields.get("related_to", ""), [topic.name for topic in lists.related_to]
        ),
        case_types=choosing.case_types(fields.get("case_types", ""), lists),
        outcome=choosing.one_of("outcome", fields.get("outcome", ""), lists.outcomes),
        follow_up_on=choosing.day(desk, fields.get("follow_up_on", "")),
        follow_up_by=choosing.officer(fields.get("follow_up_by", ""), lists),
        follow_up_action=fields.get("follow_up_action", ""),
        ticket_url=fields.get("ticket_url", ""),
        spoke_with=choosing.one_of("spoke with", fields.get("spoke_with", ""), SPOKE_WITH),
        identity_checked=choosing.yes("identity checked", fields.get("identity_checked", "")),
        no_advice=choosing.yes("no advice", fields.get("no_advice", "")),
        duration_s=duration,
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


def create(desk: Desk, form: CaseForm, told: str, *, json: bool, **also: str) -> None:
    """Create the case and tell of it in `told`, which takes its number, or as JSON with what `also` stands there.

    Raises Incomplete for what blocks it.
    """
    refused = tuple(gap.label for gap in case_blocks(form))
    if refused:
        raise Incomplete(refused)
    saved = cases.create(desk, form)
    limits = _limits(desk, saved)
    gaps = [gap.label for gap in (*((GAP,) if limits and not form.effect else ()), *missing(form))]
    lines = [say_limit(one.rule, one.last_on, desk.today()) for one in limits]
    if json:
        held, of = complete(form)
        say_json({"case": saved, **also, "complete": held, "of": of, "missing": gaps, "deadlines": lines})
        return
    say(told.format(saved.number))
    if form.by_rule and not form.assignees:
        say(_allocated(desk, saved))
    for line in lines:
        say(line)
    if gaps:
        say(f"Missing: {', '.join(gaps)}.")


def _limits(desk: Desk, saved: Saved) -> tuple[CaseDeadline, ...]:
    """Its limits set by law; none where the office's rule gave it away and whoever created it does not see it."""
    try:
        return deadlines.of_case(desk, saved.id)
    except NotFound:
        return ()


def _allocated(desk: Desk, saved: Saved) -> str:
    """Whom the office's rule gave it to."""
    try:
        owner = cases.read(desk, saved.id).owner
    except NotFound:
        return "It is with someone by the office's rule, and you do not see it."
    return f"It is with {owner}, by the office's rule." if owner else "Nobody has it yet: it can be claimed."


def _id(text: str) -> UUID:
    if not text:
        return uuid7()
    try:
        return UUID(text)
    except ValueError:
        raise BadInput("the id must be a UUID; the same one twice is saved once") from None


def _seconds(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) > 86_400:
        raise BadInput("the duration is a number of seconds, at most a day")
    return int(text)
