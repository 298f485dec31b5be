"""What must be filled before a form can be sent, and what of a case is merely still to complete."""

from data.rules.channels import came_as_ticket
from data.rules.completeness import missing
from data.rules.gap import Gap
from data.types.case_edits import CaseContents
from data.types.forms import CaseForm, InteractionForm
from data.types.staff import OfficeRules

__all__ = ["Gap", "case_blocks", "case_gaps", "interaction_gaps", "office_gaps"]

OFFICE_RULE = "It is this office's rule that no case is without."
OFFICE_ENDS = "It is this office's rule that every contact says how it ended."
"""Said where the office asks for more than the program does."""
REQUIRE = "require"
OUTCOME = Gap("outcome", "Outcome")


def interaction_gaps(form: InteractionForm, rules: OfficeRules | None = None) -> tuple[Gap, ...]:
    """What keeps a contact from being submitted, in the order of the screen (features A1.12 to A1.15,
    the ticket of what came as one: A1.18, the day of a follow-up that someone was given: A1.19,
    and the outcome where the office's rules want one of every contact: A1.40).

    A contact about an open case has member and topic from there and needs the note alone (features A1.01).
    """
    note = Gap("notes", "Note")
    has_note = any(part.body.strip() for part in form.sections)
    if form.about_case_id is not None:
        return () if has_note else (note,)
    wanted = (
        (Gap("member", "Member"), form.member_id is not None),
        (note, has_note),
        (Gap("interaction_type", "Type"), bool(form.interaction_type.strip())),
        (Gap("related_to", "About"), bool(form.related_to.strip())),
        (OUTCOME, bool(form.outcome.strip()) or rules is None or rules.outcome != REQUIRE),
        (
            Gap("ticket_url", "Ticket"),
            bool(form.ticket_url.strip()) or not came_as_ticket(form.interaction_type),
        ),
        (
            Gap("follow_up_on", "Follow-up"),
            form.follow_up_on is not None or not (form.follow_up_by or form.follow_up_action.strip()),
        ),
    )
    return tuple(gap for gap, holds in wanted if not holds)


def case_blocks(form: CaseForm) -> tuple[Gap, ...]:
    """What keeps a case from being created: no title, or no interaction and no reason (features A2.03)."""
    wanted = (
        (Gap("title", "Title"), bool(form.title.strip())),
        (Gap("direct_reason", "Reason"), form.interaction_id is not None or bool(form.direct_reason.strip())),
    )
    return tuple(gap for gap, holds in wanted if not holds)


def office_gaps(case: CaseForm | CaseContents, rules: OfficeRules) -> tuple[Gap, ...]:
    """What this office creates no case without: one of the seven where it blocks (features A2.07), and the sections
    of the description that it names (features A2.15)."""
    written = {part.title for part in case.sections if part.body.strip()}
    seven = missing(case) if rules.case_completeness == "block" else ()
    return seven + tuple(
        Gap(f"section/{title}", title) for title in rules.case_sections if title not in written
    )


def case_gaps(form: CaseForm) -> tuple[Gap, ...]:
    """Everything still to complete, what blocks first, then those of the seven (features A2.07)."""
    return case_blocks(form) + missing(form)
