"""Saved views: opened in Triage, made, changed, put on digits, removed (features B10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.views import why_not_changed
from data.types.views import COLUMNS, View, ViewForm
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.actions import key_said
from widgets.brief import indented
from widgets.choice import Option
from widgets.going import Go
from widgets.row_list import RowList
from widgets.views import PARTS, VIEWS, headings, orders, view_lines, view_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.types.errors import CasetuiError
    from widgets.lines import Line

ON_A_VIEW = ("edit_view", "remove_view", "view_down", "view_up", "take_over_view")


class ViewsScreen(ListScreen):
    """The views an officer has, in the order of their digits."""

    place: ClassVar[str] = "views"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.views: tuple[View, ...] = ()
        self.list = RowList(VIEWS, strong="name", empty="reading …", letters=self.place)
        self._kept: ViewForm | None = None
        """What was typed and could not be saved."""
        self._removed: list[UUID] = []

    def head(self) -> tuple[Line, Line]:
        """What the list is."""
        return [("Views", "strong"), ("   of the open work", "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        view = self._view()
        return indented(view_lines(view, self._me, width - 3)) if view else []

    @property
    def _me(self) -> UUID | None:
        return self.seat.desk.officer.id if self.seat.desk else None

    def _view(self) -> View | None:
        return next((one for one in self.views if str(one.id) == self.list.key), None)

    def desk_opened(self) -> None:
        """Read them."""
        self.read(lambda at, stop: desk.views.listing(at, stop), self._show, "views")

    def _show(self, views: tuple[View, ...]) -> None:
        self.views = views
        self.list.show(
            view_rows(views, self._me), empty=f"No views yet: {key_said('new_view')} makes one of a filter."
        )
        self.remake("side")
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: it is shown in Triage."""
        view = self._view()
        if view is not None:
            self.post_message(Go("triage", view.id))

    def why_not(self, act_id: str) -> str:
        """Whose the view is decides what can be done with it."""
        view = self._view()
        if act_id in ON_A_VIEW and view is None:
            return "Put the cursor on a view."
        at = self.seat.desk
        if act_id in ("edit_view", "remove_view") and view is not None and at is not None:
            why = why_not_changed(view, at.officer)
            return f"{why}." if why else ""
        if act_id == "take_over_view" and view is not None and not view.left:
            return f"{view.name} is not of somebody who left."
        if act_id == "restore_view" and not self._removed:
            return "No view was removed here."
        return super().why_not(act_id)

    # Made and changed

    def do_new_view(self) -> None:
        """n: a name, then a filter; what could not be saved is gone on with."""
        at = self.seat.desk
        if at is None:
            self.say("The database is not open yet: nothing was changed.", "late")
            return
        form = self._kept or ViewForm(at.new_id())

        def named(name: str) -> None:
            form.name = name
            self._kept = form
            self.ask_text("Filter", filtered, text=form.filter, empty=True)
            self.say("As it is typed into the list of open work; nothing is all that is open")

        def filtered(text: str) -> None:
            form.filter = text
            self._save(form)

        self.ask_text("Name of the view", named, text=form.name)

    def _save(self, form: ViewForm) -> None:
        self._kept = form

        def told(view: View) -> None:
            self._kept = None
            self._again(view, f"{view.name} is saved, {'for everybody' if view.public else 'for you alone'}.")

        self.write(lambda at: desk.views.save(at, form), told)

    def not_written(self, error: CasetuiError) -> None:
        """What was typed is kept here and gone on with."""
        super().not_written(error)
        if self._kept is not None and self._kept.version:
            self._kept = None

    def _again(self, view: View, said: str) -> None:
        self.say(said)

        def shown(views: tuple[View, ...]) -> None:
            self._show(views)
            self.list.go_to(str(view.id))

        self.read(lambda at, stop: desk.views.listing(at, stop), shown, "views")

    def do_edit_view(self) -> None:
        """e: one part of it."""
        view = self._view()
        if view is None:
            return
        form = view.form()
        asks: dict[str, Callable[[], None]] = {
            "name": lambda: self.ask_text("Name", lambda text: put("name", text), text=form.name),
            "filter": lambda: self.ask_text(
                "Filter", lambda text: put("filter", text), text=form.filter, empty=True
            ),
            "columns": lambda: self.ask_choice(
                "Columns",
                [Option(name, name) for name in COLUMNS],
                lambda keys: put("columns", list(keys)),
                values=form.columns,
                several=True,
                empty=True,
            ),
            "order": lambda: self.ask_choice(
                "Order",
                orders(),
                lambda keys: put("sort", keys[0] if keys else ""),
                values=[form.sort],
                empty=True,
            ),
            "headings": lambda: self.ask_choice(
                "Headings",
                headings(),
                lambda keys: put("group", keys[0] if keys else "", sort=""),
                values=[form.group],
                empty=True,
            ),
            "who has it": lambda: self.ask_choice(
                "Who has it",
                [Option("me", "you alone"), Option("all", "everybody")],
                lambda keys: put("public", keys == ("all",)),
                values=["all" if form.public else "me"],
            ),
        }

        def put(name: str, value: object, **beside: object) -> None:
            for key, to in {name: value, **beside}.items():
                setattr(form, key, to)
            self._save(form)

        self.ask_menu("What of it", PARTS, lambda keys: asks[keys[0]](), "")

    # On digits

    def do_view_down(self) -> None:
        """J: one digit further down."""
        self._move(1)

    def do_view_up(self) -> None:
        """K: one digit further up; one of somebody else's gets a digit."""
        self._move(-1)

    def _move(self, step: int) -> None:
        view = self._view()
        if view is None:
            return
        own = [one for one in self.views if one.digit or one.owner_id in (None, self._me)]
        if view in own:
            place = max(1, min(own.index(view) + 1 + step, len(own)))
        elif step > 0:
            self.say(f"{view.name} has no digit; K gives it one.")
            return
        else:
            place = len(own) + 1

        def told(views: tuple[View, ...]) -> None:
            self._show(views)
            now = next(one for one in views if one.id == view.id)
            self.say(f"{view.name} is on {now.digit}." if now.digit else f"{view.name} is on no digit.")

        self.write(lambda at: desk.views.put_on(at, view.id, place), told)

    # Whose it is, and away with it

    def do_take_over_view(self) -> None:
        """t: of somebody who left, it is mine now."""
        view = self._view()
        if view is not None:
            self.write(
                lambda at: desk.views.take_over(at, view.id),
                lambda now: self._again(now, f"{now.name} is yours."),
            )

    def do_remove_view(self) -> None:
        """d: away with it; u brings it back."""
        view = self._view()

        def told(gone: View) -> None:
            self._removed.append(gone.id)
            self.say(f"{gone.name} is removed. u brings it back.")
            self.desk_opened()

        if view is not None:
            self.write(lambda at: desk.views.remove(at, view.id), told)

    def do_restore_view(self) -> None:
        """u: the last one removed is back."""
        gone = self._removed[-1]

        def told(view: View) -> None:
            self._removed.remove(gone)
            self._again(view, f"{view.name} is back.")

        self.write(lambda at: desk.views.restore(at, gone), told)
