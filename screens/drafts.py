"""Notes not submitted yet, what waits to be sent, records looked at: take one up, throw one away, go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.types.documents import FILES_STAY, Attachment
from data.types.drafts import Draft, DraftState
from data.types.errors import CasetuiError
from screens.one_list import ListScreen
from screens.seat import Seat
from screens.standing import briefly
from widgets.actions import key_said
from widgets.brief import draft_lines
from widgets.choice import Option
from widgets.going import Go, Lent
from widgets.past_tables import DRAFTS, draft_rows, looked_rows, shared_rows
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from data.types.forms import Form
    from data.types.records import Looked, Saved
    from data.types.together import SharedDraft
    from widgets.lines import Line

TEAM = "team"


class DraftsScreen(ListScreen):
    """The drafts of this officer on this machine."""

    place: ClassVar[str] = "drafts"
    follows: ClassVar[str] = "list"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.drafts: tuple[Draft, ...] = ()
        self.shared: tuple[SharedDraft, ...] = ()
        """Drafts of colleagues to be taken up."""
        self.lent: dict[UUID, SharedDraft] = {}
        """One's own that were given out of hand."""
        self.list = RowList(
            DRAFTS,
            empty=f"No drafts. {key_said('new_note')} starts a note; it stands here until it is submitted.",
            letters="drafts",
        )

    def head(self) -> tuple[Line, Line]:
        """What the list is."""
        return [("Drafts", "strong"), ("   on this machine", "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        draft = self._draft()
        return draft_lines(draft, width) if draft else []

    def on_mount(self) -> None:
        """What waits is known without the store."""
        self.seat_changed()

    def came_back(self) -> None:
        """The list may be another."""
        self.seat_changed()
        self.desk_opened()

    def desk_opened(self) -> None:
        """What colleagues share, and who took what."""
        self.read(lambda at, stop: desk.sharing.listing(at, stop), self._show_shared, "shared")

    def _show_shared(self, found: tuple[SharedDraft, ...]) -> None:
        me = self.seat.desk.officer.id if self.seat.desk else None
        here = {draft.id for draft in self.drafts}
        self.lent = {one.id: one for one in found if one.by_id == me}
        self.shared = tuple(one for one in found if one.by_id != me and one.id not in here)
        self.seat_changed()

    def seat_changed(self) -> None:
        """Drafts came or went."""
        super().seat_changed()
        drafts = self.seat.drafts
        self.drafts = (*drafts.waiting(), *drafts.listing())
        zone, today, first = self.seat.zone, self.seat.today(), len(self.drafts) + 1
        looked = looked_rows(self.seat.looked, first, zone, today, airy=not self.low)
        lent = {key: _lent_said(one) for key, one in self.lent.items()}
        shared = shared_rows(self.shared, zone, today, airy=not self.low)
        self.list.show([*draft_rows(self.drafts, zone, today, lent), *shared, *looked])
        self.remake("side")

    def news_came(self) -> None:
        """What colleagues share may be another, and what was looked at before."""
        self.desk_opened()

    def _draft(self) -> Draft | None:
        return next((draft for draft in self.drafts if key_of("draft", draft.id) == self.list.key), None)

    def do_take_up(self, place: int) -> None:
        """1 to 9: go on with that note, or back to that record."""
        beyond = place - len(self.drafts)
        if beyond <= 0:
            self.post_message(Go("draft", self.drafts[place - 1].id))
        elif beyond <= len(self.seat.looked):
            self._go_to(self.seat.looked[beyond - 1])
        else:
            self.say(f"There is no draft {place}.")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: go on writing, or back to the record."""
        draft, looked = self._draft(), self._looked()
        if draft is not None:
            self.post_message(Go("draft", draft.id))
        elif looked is not None:
            self._go_to(looked)
        elif (shared := self._shared()) is not None:
            self._take(shared)

    def _shared(self) -> SharedDraft | None:
        return next((one for one in self.shared if key_of("shared", one.id) == self.list.key), None)

    def _take(self, shared: SharedDraft) -> None:
        def told(form: Form) -> None:
            try:
                self.seat.drafts.receive(form)
            except CasetuiError as error:
                self.write(lambda at: desk.sharing.put_back(at, form.id), lambda _: None)
                self.say(f"It stays with {shared.by}: {briefly(error)}", "late")
                return
            self.post_message(Go("draft", form.id))

        self.write(lambda at: desk.sharing.take(at, shared.id), told)

    def not_written(self, error: CasetuiError) -> None:
        """Whoever comes second reads who was first."""
        super().not_written(error)
        self.desk_opened()

    def do_share_draft(self) -> None:
        """S: a colleague, or the team and its supervisors, may take it up; shared already, it is taken back."""
        draft, at, choices = self._draft(), self.seat.desk, self.seat.choices
        if draft is None or at is None or choices is None:
            return
        if draft.id in self.lent:
            self.write(lambda where: desk.sharing.withdraw(where, draft.id), lambda _: self._took_back())
            return
        me = at.officer.id
        options = [Option(TEAM, "my team and supervisors", "whoever takes it first")]
        options += [Option(str(one.id), one.name, one.title) for one in choices.staff if one.id != me]

        def chosen(keys: tuple[str, ...]) -> None:
            for_id = None if keys[0] == TEAM else UUID(keys[0])
            self.write(
                lambda where: desk.sharing.share(where, draft.form, for_id), lambda one: self._gave(one)
            )

        self.ask_choice("Share this draft with", options, chosen, values=[TEAM])

    def _gave(self, shared: SharedDraft) -> None:
        self.desk_opened()
        self.post_message(Lent(shared.id))
        self.say("Shared. It stays here until somebody takes it up; S takes it back.")

    def _took_back(self) -> None:
        self.desk_opened()
        self.say("It is shared no longer.")

    def _looked(self) -> Looked | None:
        return next((one for one in self.seat.looked if key_of(one.kind, one.id) == self.list.key), None)

    def _go_to(self, looked: Looked) -> None:
        self.post_message(Go(looked.kind, looked.id))

    def sent(self, draft: Draft, saved: Saved) -> None:
        """One has arrived."""
        self.say(f"{saved.number} is saved.")

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """One could not go."""
        self.say(briefly(error), "late")

    def why_not(self, act_id: str) -> str:
        """What waits may be on its way."""
        draft = self._draft()
        if act_id == "discard" and draft is not None and draft.state is DraftState.WAITING:
            return "It waits to be sent and may be on its way; it cannot be thrown away now."
        if act_id == "discard" and draft is None and self._looked() is not None:
            return "It is a record and no draft: nothing is thrown away here."
        if act_id == "share_draft" and (draft is None or draft.state is DraftState.WAITING):
            return (
                "It waits to be sent and may be on its way."
                if draft
                else "The cursor stands on no draft of yours."
            )
        if (
            act_id == "share_draft"
            and draft is not None
            and (isinstance(draft.form, Attachment) or self.seat.drafts.attached_to(draft.id))
        ):
            return f"This is {FILES_STAY}."
        if act_id == "undo" and not self.seat.discarded:
            return "Nothing was discarded in this run; `casetui drafts restore ID` reaches ten minutes back."
        return ""

    def do_discard(self) -> None:
        """d: away with it; u brings it back."""
        draft = self._draft()
        if draft is None:
            return
        self.seat.drafts.discard(draft.id)
        self.seat.discarded.append(draft.id)
        self.seat_changed()
        self.say("Discarded. u brings it back.")

    def do_undo(self) -> None:
        """u: the last one discarded is back."""
        draft_id: UUID = self.seat.discarded.pop()
        self.seat.drafts.restore(draft_id)
        self.seat_changed()
        self.say("It is back.")


def _lent_said(one: SharedDraft) -> str:
    """Who has a draft that was shared: nobody yet, or the colleague who took it up."""
    return f"{one.taken_name.split(' ', 1)[0]} has it" if one.taken_by else "shared"
