"""A list under a filter in which saved views are opened, and from which they are saved (features B10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.types.views import GROUPS, View, ViewForm
from screens.seat_screen import SeatScreen
from widgets.actions import key_said

if TYPE_CHECKING:
    from uuid import UUID

    from widgets.filter_bar import FilterBar


class ViewingScreen(SeatScreen):
    """A screen whose filter line is filled by a view; the view is this screen's own and goes with it."""

    bar: FilterBar
    view: View | None = None
    """The one that is shown."""
    opening: UUID | None = None
    """The one that was asked for before the views were read."""
    _digit = 0
    """Pressed before it was known which views there are."""
    _views: tuple[View, ...] | None = None
    _unsaved_view: ViewForm | None = None
    """What was named and could not be saved."""

    def show_view(self, view: View | None) -> None:
        """Show it, or with None the list as it is by itself."""
        raise NotImplementedError

    def heading_group(self, sort: str) -> str:
        """What the headings are of rows in that order; empty for none."""
        return self.view.group if self.view and GROUPS.get(self.view.group) == sort else ""

    def read_views(self) -> None:
        """Which views there are, and on which digits."""
        self.read(lambda at, stop: desk.views.listing(at, stop), self._take_views, "views")

    def _take_views(self, views: tuple[View, ...]) -> None:
        self._views = views
        wanted, self.opening = self.opening, None
        if wanted is not None:
            found = next((one for one in views if one.id == wanted), None)
            self.show_view(found)
            if found is None:
                self.say("This view was removed meanwhile: this is all that is open.", "late")
        digit, self._digit = self._digit, 0
        if digit:
            self.do_open_view(digit)

    def open_by_id(self, view_id: UUID) -> None:
        """The view that was chosen in the list of views."""
        self.opening = view_id
        self.read_views()

    def do_open_view(self, digit: int) -> None:
        """1 to 9: the view on that digit."""
        if self._views is None:
            self._digit = digit
            return
        view = next((one for one in self._views if one.digit == digit), None)
        if view is None:
            self.say(
                f"No view is on {digit}. {key_said('save_view')} saves this filter as one,"
                f" {key_said('views')} lists them."
            )
        else:
            self.show_view(view)

    def save_filter(self, sort: str) -> None:
        """Ask for a name and save what stands in the filter line under it, with columns and headings as they are."""
        at = self.seat.desk
        if at is None:
            self.say("The database is not open yet: nothing was changed.", "late")
            return
        form = self._unsaved_view or ViewForm(at.new_id())
        form.filter, form.group = self.bar.entry.value, self.heading_group(sort)
        form.columns = list(self.view.columns) if self.view else []

        def named(name: str) -> None:
            form.name = name
            self._unsaved_view = form
            self.write(lambda where: desk.views.save(where, form), told)

        def told(view: View) -> None:
            self._unsaved_view = None
            self.view = view
            key = f" {view.digit} opens it." if view.digit else ""
            self.say(f"{view.name} is saved, for you alone.{key}")
            self.remake("head")
            self.read_views()

        self.ask_text("Name of the view", named, text=form.name)
