"""From screen to screen: where a wish to go leads, and which form it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casetui.routes import screen_for
from data import desk
from data.rules.channels import ticket_channel
from data.types.drafts import DraftState
from screens.home import HomeScreen
from widgets.actions import key_said
from widgets.frame import Frame

if TYPE_CHECKING:
    from uuid import UUID

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.types.forms import Form, InteractionForm
    from screens.seat_screen import SeatScreen
    from widgets.going import Came, Go, GoBack, Pick


PLACES = {
    "calls": "calls",
    "drafts": "drafts",
    "find_notes": "notes",
    "inbox": "inbox",
    "office": "office",
    "parked": "drafts",
    "tasks": "tasks",
    "to_file": "to_file",
    "triage": "triage",
    "undoable": "undoing",
    "views": "views",
    "who": "who",
    "workload": "workload",
}
"""Acts that only lead to a screen, which is of no record."""


class Moves:
    """What the app does with wishes to go elsewhere."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app

    def go(self, event: Go) -> None:
        """To another screen."""
        if event.form is not None:
            self.write(event.form, event.kind)
        elif event.kind == "note":
            self._app.do_new_note(event.id)
        elif event.kind == "ticket":
            self._about_ticket(event.text, event.id)
        elif event.kind == "draft" and event.id is not None:
            self._take_up(event.id)
        elif event.kind == "take_call":
            self._app.telephone.take(int(event.text))
        elif event.kind == "convert_saved" and event.id is not None:
            self._convert_saved(event.id)
        elif event.kind == "direct_case" and event.id is not None:
            self._direct_case(event.id)
        elif event.kind == "home":
            self._app.do_home()
            self._app.say(event.text)
        elif event.kind == "next_work":
            self._app.do_home()
            if isinstance(self._app.screen, HomeScreen):
                self._app.screen.next_in_work(event.id)
        elif event.kind == "edit_saved" and event.id is not None:
            self._edit_saved(event.id)
        elif event.kind == "case" and self._app.screen.__class__.__name__ == "ConvertScreen":
            self._app.switch_screen(screen_for(self._app.seat, "case", event.id))
        elif event.kind == "triage" and event.id is not None and self._viewed_below(event.id):
            return
        elif not self._is_open(event.kind, event.id):
            self._app.push_screen(self._app.spares.to_show(event.kind, event.id, event.text))

    def to_place(self, place: str) -> None:
        """To a screen that is of no record, unless it is the one that is seen."""
        if getattr(self._app.screen, "place", "") != place:
            self._app.push_screen(self._app.spares.to_show(place, None))

    def _is_open(self, kind: str, record_id: UUID | None) -> bool:
        """Go back to a record that is open below: none is open twice (features B3).

        A note that is being written over it stays where it is.
        """
        above: list[SeatScreen] = []
        for screen in reversed(self._app.seats()):
            if record_id is not None and screen.showing == (kind, record_id):
                if any(hasattr(one, "put_aside") for one in above):
                    return False
                while self._app.screen is not screen:
                    self._app.pop_screen()
                return True
            above.append(screen)
        return False

    def _viewed_below(self, view_id: UUID) -> bool:
        """Show a view in the Triage from which the list of views was opened; False where it was not."""
        from screens.triage import TriageScreen

        below = self._app.seats()[-2:-1]
        if not (below and isinstance(below[0], TriageScreen)):
            return False
        self._app.pop_screen()
        below[0].open_by_id(view_id)
        return True

    def _about_ticket(self, url: str, member_id: UUID | None) -> None:
        """A note that came as that ticket, of the member where she is known."""
        form = self.new_form(member_id)
        form.ticket_url = url
        choices = self._app.seat.choices
        if choices is not None:
            form.interaction_type = ticket_channel(choices.interaction_types)
        self.write(form)

    def write(self, form: Form, kind: str = "") -> None:
        """Open a form, unless it is open already somewhere below: then go back to it."""
        for screen in self._app.seats():
            if getattr(screen, "form_id", None) == form.id:
                while self._app.screen is not screen:
                    self._app.pop_screen()
                return
        self._app.push_screen(self._app.spares.to_write(form, kind))

    def put_calls_aside(self) -> None:
        """Park every note that is open, and leave its screen."""
        while any(hasattr(screen, "put_aside") for screen in self._app.seats()):
            put_aside = getattr(self._app.screen, "put_aside", None)
            if put_aside is not None:
                put_aside()
            self._app.pop_screen()

    def _take_up(self, draft_id: UUID) -> None:
        draft = self._app.seat.drafts.read(draft_id)
        if draft is None:
            self._app.say("This draft is not here any more: it was sent or discarded.")
        elif draft.state is DraftState.WAITING:
            self._app.say(f"It waits to be sent and goes out by itself; {key_said('send_now')} tries now.")
        else:
            if draft.state is DraftState.PARKED:
                self._app.seat.drafts.take_up(draft_id)
            self.write(draft.form)

    def _convert_saved(self, interaction_id: UUID) -> None:
        """A case out of an interaction that is in the store."""
        from data.rules.conversion import case_form

        at, choices, screen = self._app.seat.desk, self._app.seat.choices, self._app.seats()[-1]
        if at is None or choices is None:
            return

        def ask(where: Desk, stop: object) -> Form:
            record = desk.interactions.read(where, interaction_id)
            form = desk.interactions.as_form(record)
            return case_form(
                form, case_id=where.new_id(), officer=where.officer, choices=choices, job=record.job
            )

        screen.read(ask, self.write, "convert")

    def _direct_case(self, member_id: UUID) -> None:
        """A case without an interaction: the exception, which asks for its reason."""
        from data.rules.conversion import direct_form

        choices = self._app.seat.choices
        if choices is None:
            self._app.say("The database is not open yet: a case needs its lists.")
            return

        def ask(where: Desk, stop: object) -> Form:
            card = desk.members.card(where, member_id)
            jobs = card.jobs
            return direct_form(
                case_id=where.new_id(),
                member_id=card.id,
                member_label=f"{card.name}  {card.number}",
                officer=where.officer,
                choices=choices,
                job=next((job for job in jobs if job.primary), jobs[0] if jobs else None),
            )

        self._app.seats()[-1].read(ask, self.write, "direct")

    def _edit_saved(self, interaction_id: UUID) -> None:
        """Put an interaction right; what was typed before and not saved is gone on with."""
        from data.types.forms import InteractionEdit

        for draft in (*self._app.seat.drafts.waiting(), *self._app.seat.drafts.listing()):
            if isinstance(draft.form, InteractionEdit) and draft.form.interaction_id == interaction_id:
                self._take_up(draft.id)
                return
        self._app.seats()[-1].read(
            lambda where, stop: desk.interactions.begin_edit(
                desk.interactions.read(where, interaction_id), where.new_id()
            ),
            self.write,
            "edit",
        )

    def pick(self, event: Pick) -> None:
        """Find a member for the screen that asks."""
        from data.types.members import MemberHit
        from screens.find import FindScreen

        def chosen(hit: object) -> None:
            event.chosen(hit if isinstance(hit, MemberHit) else None)

        self._app.push_screen(FindScreen(self._app.seat, picking=True, text=event.text), chosen)

    def came(self, event: Came) -> None:
        """To the screen that looked for somebody; else to her page, once she is in the store."""
        below = self._app.screen_stack[-2] if len(self._app.screen_stack) > 1 else None
        wanted = isinstance(below, Frame) and getattr(below, "picking", False)
        if event.waits and not wanted:
            return
        self._app.pop_screen()
        if wanted and below is not None:
            below.dismiss(event.hit)
        else:
            self._app.push_screen(self._app.spares.to_show("member", event.hit.id))
        if event.said:
            self._app.call_after_refresh(self._app.say, event.said)

    def back(self, event: GoBack) -> None:
        """One level back; Home is the ground."""
        if len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        self._app.tell_all(lambda screen: screen.seat_changed())
        if event.said:
            self._app.say(event.said)

    def find_at_home(self, text: str) -> None:
        """Home, with these words in its find line."""
        self._app.do_home()
        if isinstance(self._app.screen, HomeScreen):
            self._app.screen.box.entry.value = text

    def new_form(self, member_id: UUID | None) -> InteractionForm:
        """A form that begins now."""
        from uuid_utils.compat import uuid7

        from data.types.forms import InteractionForm

        seen = member_id is not None and getattr(self._app.screen, "place", "") in ("member", "interaction")
        return InteractionForm(uuid7(), self._app.seat.clock(), member_id, reviewed_prior=seen)
