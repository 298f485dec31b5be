"""`casetui views [list | show | save | rename | place | take-over | remove | restore]`."""

from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_pairs, say_table
from data.desk import views
from data.rules.filter_fields import SORTS
from data.rules.folding import fold
from data.rules.views import whose
from data.types.views import COLUMNS, GROUPS, View, ViewForm

many = showing("Saved views of the open work: the office's, yours, and those of others for everybody.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name, or its digit.")]


@many.callback()
def all_(ctx: typer.Context, json: Json = False) -> None:
    """The views you have, in the order of their digits."""
    if ctx.invoked_subcommand is None:
        list_(ctx, json)


@many.command("list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    """The views you have, in the order of their digits."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = views.listing(desk)
        if json:
            say_json(found)
            return
        say_table(
            [(str(one.digit or ""), one.name, whose(one, desk.officer.id), one.filter) for one in found]
        )
        if not found:
            say("No views.")


@many.command("show")
def show(ctx: typer.Context, name: Name, json: Json = False) -> None:
    """One view: whose it is, its filter, its columns and its order."""
    given: Given = ctx.obj
    with given.desk() as desk:
        _say(desk.officer.id, views.named(desk, name), json=json)


@many.command("save")
def save(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A new name, or that of a view you change.")],
    filter_: Annotated[
        str | None, typer.Option("--filter", metavar="TEXT", help="Which rows, as typed into the list.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="NAMES", help=f"Apart by commas, of {', '.join(COLUMNS)}.")
    ] = None,
    sort: Annotated[str | None, typer.Option(metavar="NAME", help=f"One of {', '.join(SORTS)}.")] = None,
    group: Annotated[str | None, typer.Option(metavar="NAME", help=f"One of {', '.join(GROUPS)}.")] = None,
    public: Annotated[
        bool | None, typer.Option("--public/--private", help="For everybody, or for you alone.")
    ] = None,
    json: Json = False,
) -> None:
    """Save a view, or change one of yours: what is not given stays as it is."""
    given: Given = ctx.obj
    with given.desk() as desk:
        held = next((one for one in views.listing(desk) if fold(one.name) == fold(name)), None)
        form = held.form() if held is not None and held.owner_id else ViewForm(uuid7(), name)
        form.filter = form.filter if filter_ is None else filter_
        form.columns = form.columns if columns is None else columns.split(",")
        form.sort = form.sort if sort is None else sort
        if group is not None:
            form.group, form.sort = group, sort or ""
        form.public = form.public if public is None else public
        view = views.save(desk, form)
        if json:
            say_json(view)
        else:
            say(f"{view.name} is saved, {'for everybody' if view.public else 'for you alone'}.")


@many.command("rename")
def rename(
    ctx: typer.Context,
    name: Name,
    to: Annotated[str, typer.Argument(metavar="NEW", help="What it is called from now on.")],
    json: Json = False,
) -> None:
    """Give a view another name."""
    given: Given = ctx.obj
    with given.desk() as desk:
        before = views.named(desk, name)
        view = views.rename(desk, before.id, to)
        if json:
            say_json(view)
        else:
            say(f"{before.name} is called {view.name} now.")


@many.command("place")
def place(
    ctx: typer.Context,
    name: Name,
    digit: Annotated[int, typer.Argument(metavar="DIGIT", help="1 to 9; 0 gives it no place of its own.")],
    json: Json = False,
) -> None:
    """Put a view on a digit; those from there on go one further. Only your own order changes."""
    given: Given = ctx.obj
    with given.desk() as desk:
        view = views.named(desk, name)
        found = views.put_on(desk, view.id, digit)
        if json:
            say_json(found)
            return
        now = next(one for one in found if one.id == view.id)
        say(f"{view.name} is on {now.digit}." if now.digit else f"{view.name} is on no digit.")


@many.command("take-over")
def take_over(ctx: typer.Context, name: Name, json: Json = False) -> None:
    """Make a view of somebody who left yours."""
    given: Given = ctx.obj
    with given.desk() as desk:
        view = views.take_over(desk, views.named(desk, name).id)
        if json:
            say_json(view)
        else:
            say(f"{view.name} is yours.")


@many.command("remove")
def remove(ctx: typer.Context, name: Name, json: Json = False) -> None:
    """Put a view away; `views restore` with the id that is said brings it back."""
    given: Given = ctx.obj
    with given.desk() as desk:
        view = views.remove(desk, views.named(desk, name).id)
        if json:
            say_json(view)
        else:
            say(f"{view.name} is removed; casetui views restore {view.id} brings it back.")


@many.command("restore")
def restore(
    ctx: typer.Context,
    view_id: Annotated[str, typer.Argument(metavar="ID", help="As it was said when it was removed.")],
    json: Json = False,
) -> None:
    """Bring back a view that was removed."""
    from uuid import UUID

    try:
        wanted = UUID(view_id)
    except ValueError:
        raise Misuse("an id, as `views remove` said it") from None
    given: Given = ctx.obj
    with given.desk() as desk:
        view = views.restore(desk, wanted)
        if json:
            say_json(view)
        else:
            say(f"{view.name} is back.")


def _say(me: object, view: View, *, json: bool) -> None:
    if json:
        say_json(view)
        return
    say_pairs(
        [
            ("View", view.name),
            ("Whose", whose(view, me)),
            ("Digit", str(view.digit or "")),
            ("Filter", view.filter or "all that is open"),
            ("Columns", ", ".join(view.columns)),
            ("Order", view.sort or GROUPS.get(view.group, "")),
            ("Headings", view.group),
        ]
    )
