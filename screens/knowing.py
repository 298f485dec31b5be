"""Who a contact is with: found before, during or after the words, and what is known of her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.rules.details import has_number, number_edit
from data.rules.duplicates import possible_duplicates, say_duplicate
from data.types.errors import CasetuiError, StoreTrouble
from screens.noting import NotingScreen
from screens.reopening import ReopeningScreen
from screens.standing import briefly
from screens.writing import Writing
from widgets.actions import key_said
from widgets.going import Outgoing, Pick

if TYPE_CHECKING:
    from uuid import UUID

    from data.desk.desk import Desk
    from data.types.deadlines import MemberDeadline
    from data.types.drafts import Draft
    from data.types.forms import InteractionForm
    from data.types.members import Job, MemberCard, MemberHit
    from data.types.records import CaseLine, Saved
    from data.types.timeline import TimelineItem
    from screens.seat import Seat

    Known = tuple[MemberCard, tuple[TimelineItem, ...], tuple[CaseLine, ...], tuple[MemberDeadline, ...]]


class KnowingScreen(ReopeningScreen, NotingScreen):
    """A note with its member, as far as she is known."""

    def __init__(self, seat: Seat, form: InteractionForm) -> None:
        super().__init__(seat, form)
        self.card: MemberCard | None = None
        self.items: tuple[TimelineItem, ...] = ()
        self.cases: tuple[CaseLine, ...] = ()
        self.limits: tuple[MemberDeadline, ...] = ()
        """Of her open cases, those set by law that end within seven days or have passed."""
        self._adding: UUID | None = None
        """The change that adds the caller's number."""
        self._asked = False
        """A member was attached just now, so that her card says whether the number is among hers."""

    def do_attach(self) -> None:
        """F2: find the member, then come back to the same caret."""
        self.post_message(Pick(self._attached, "" if self.form.member_id else self.form.caller))

    def _attached(self, hit: MemberHit | None) -> None:
        if hit is None:
            return
        self.form.reviewed_prior = False
        self.fields.job.set()  # one of somebody else's
        self._asked = True
        self._is_hers(hit)

    def caller_known(self, note_id: UUID, hit: MemberHit) -> None:
        """The number is hers alone: the note is about her, unless somebody was found for it meanwhile."""
        if note_id == self.form.id and self.form.member_id is None and self.state is Writing.OPEN:
            self._is_hers(hit)

    def _is_hers(self, hit: MemberHit) -> None:
        self.form.member_id, self.form.member_label = hit.id, f"{hit.name}  {hit.number}"
        self.flush()
        self.remake("head")
        self.read_member()

    def read_member(self) -> None:
        """Ask for what is known of her; of nobody, nothing is."""
        member = self.form.member_id
        self.read_lately(member)
        if member is None:
            self._show_member(None, (), ())
            return

        def ask(at: Desk, stop: object) -> Known:
            return (
                desk.members.card(at, member),
                desk.members.timeline(at, member, 30),
                desk.cases.open_of(at, member),
                desk.deadlines.soon_of(at, member),
            )

        self.read(ask, lambda answer: self._show_member(*answer), "member")

    def _show_member(
        self,
        card: MemberCard | None,
        items: tuple[TimelineItem, ...],
        cases: tuple[CaseLine, ...],
        limits: tuple[MemberDeadline, ...] = (),
    ) -> None:
        self.card, self.items, self.cases, self.limits = card, items, cases, limits
        self.fields.offer_jobs(card.jobs if card is not None else ())
        self.see_reviewed()
        if card is not None:
            self.form.member_label = f"{card.name}  {card.number}"
        self.remake("side")
        # What was just said, such as what is missing, stays: it was asked for, this was not.
        if self.has_class("-no-side") and self.notices() and not self._said:
            self.say(self.notices()[0], "soon")
        self.remake("head", "status", "keys")
        if self._asked and card is not None:
            self._asked = False
            if not self.why_no_number() and not self._said:
                self.say(
                    f"{self.form.caller} is none of the phones on record: {key_said('add_number')} adds it."
                )

    def duplicates(self) -> tuple[TimelineItem, ...]:
        """Earlier contact that may be this matter (features A1.10)."""
        days = self.seat.choices.rules.duplicate_days if self.seat.choices else 0
        items = tuple(item for item in self.items if item.id != self.form.id)
        return possible_duplicates(items, self.fields.about.value, days, self.seat.today(), self.seat.zone)

    def tell_of_duplicate(self) -> None:
        """The topic may be that of an earlier contact."""
        found = self.duplicates()
        self.remake("side")
        if found and not self.form.about_case_id:
            self.say(say_duplicate(found[0], self.seat.today(), self.seat.zone), "soon")

    def notices(self) -> tuple[str, ...]:
        """What stands on top of what is known: limits that end, the same matter perhaps, and the office's rules."""
        today, zone = self.seat.today(), self.seat.zone
        limits = (f"{one.number} {one.said}" for one in self.limits)
        same = (say_duplicate(item, today, zone) for item in self.duplicates()[:2])
        return (*self.limit_told, *limits, *self.lately_said(), *same, *self.seat.eligible(self.card))

    def why_no_number(self) -> str:
        """Why the number that calls cannot be added to the phones of the member."""
        at = self.seat.desk
        if not self.form.caller:
            return "No number came with this call."
        if self.card is None or at is None:
            return "Find the member first (F2): the number is added to hers."
        if has_number(self.card, self.form.caller, at.region):
            return f"{self.card.name} has this number already."
        return ""

    def do_add_number(self) -> None:
        """ctrl+g +: the number that calls is hers too."""
        at, card = self.seat.desk, self.card
        if at is None or card is None:
            return
        edit = number_edit(at.new_id(), card, self.form.caller, at.region)
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        self._adding = edit.id
        self.post_message(Outgoing())

    def sent(self, draft: Draft, saved: Saved) -> None:
        """A contact made for this call is in the store now: read what is known of her."""
        super().sent(draft, saved)
        if draft.id == self.form.member_id:
            self.read_member()
        elif draft.id == self._adding:
            self.say(
                f"{self.form.caller} is among the phones of {draft.form.member_label.partition('  ')[0]} now."
            )
            self.read_member()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """A number that was not added waits, or is forgotten."""
        super().held(draft, error)
        if draft.id == self._adding:
            waits = isinstance(error, StoreTrouble)
            self.say(briefly(error) if waits else error.sentence, "late")
            if not waits:
                self.seat.drafts.discard(draft.id)

    def job(self) -> Job | None:
        """The one that was chosen, else her primary one."""
        jobs = self.card.jobs if self.card else ()
        chosen = next((job for job in jobs if job.id == self.form.job_id), None)
        return chosen or next((job for job in jobs if job.primary), jobs[0] if jobs else None)

    @property
    def member_in_view(self) -> UUID | None:
        """F3 during a call is another call: nobody is carried over."""
        return None
