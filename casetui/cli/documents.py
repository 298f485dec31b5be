"""`casetui attach`, `documents`, `document`: files of cases and members (features A2.20, A2.24, A3.39, A5.07)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from uuid_utils.compat import uuid7

from casetui.cli import choosing
from casetui.cli.grouping import noun
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import cases, documents, staging
from data.desk.desk import Desk
from data.rules.days import say_ago
from data.rules.document_names import ending_of
from data.rules.file_types import size_said
from data.rules.reference import read_reference
from data.types.documents import Attachment, Document, DocumentsOf
from data.types.errors import BadInput, CasetuiError, Incomplete

one = noun("One document, by its id.")

Where = Annotated[str, typer.Argument(metavar="CASE|MEMBER", help="C-10482, or a membership number or id.")]


def attach(
    ctx: typer.Context,
    where: Where,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files to attach, each a document.")
    ] = None,
    described: Annotated[
        str, typer.Option("--as", metavar="WORDS", help='What it is: "Medical Certificate".')
    ] = "",
    name: Annotated[
        str, typer.Option(help="Under which name it is kept; else YYYYMMDD – Member Name – Description.")
    ] = "",
    watch: Annotated[
        bool,
        typer.Option("--watch", help="All that lies in the watched folder of the settings; goes aside then."),
    ] = False,
    json: Json = False,
) -> None:
    """Attach files to a case, or to a member's profile; a file that is not taken is named with the reason.

    Others are attached all the same.
    """
    given: Given = ctx.obj
    watched = given.settings().drop_folder if watch else ""
    if watch and not watched:
        raise Incomplete(("drop_folder",), todo="Say in the settings file which folder is watched.")
    with given.desk() as desk:
        case_id, member_id = place_of(desk, where)
        paths = [*(files or []), *_lying(desk, watched)]
        if not paths:
            if watch:
                say("Nothing lies in the watched folder.")
                return
            raise Misuse("no file was given")
        if name and len(paths) > 1:
            raise Misuse("--name is for one file")
        made: list[Document] = []
        refused: list[tuple[str, CasetuiError]] = []
        for path in paths:
            wanted = Attachment(uuid7(), path.name, path, case_id, member_id, described, name)
            try:
                made.append(documents.attach(desk, wanted))
            except BadInput as error:
                refused.append((path.name, error))
                continue
            staging.move_aside(path, watched)
        if json:
            told = [{"file": file, "why": error.sentence} for file, error in refused]
            say_json({"attached": made, "refused": told})
        for one_made in () if json else made:
            say(f"{one_made.name} is attached, {size_said(one_made.size)}. {one_made.id}")
        if refused:
            why = " ".join(f"{file}: {error.detail}." for file, error in refused)
            raise BadInput(why, todo="") if len(refused) > 1 else _named(*refused[0])


def _named(file: str, error: CasetuiError) -> CasetuiError:
    return type(error)(f"{file}: {error.detail}", todo=error.todo)


def _lying(desk: Desk, watched: str) -> list[Path]:
    return [Path(entry.path) for entry in staging.dropped(watched, documents.taken(desk))]


def listing(
    ctx: typer.Context,
    where: Where,
    sort: Annotated[str, typer.Option(metavar="ORDER", help="newest, name or type.")] = "newest",
    json: Json = False,
) -> None:
    """The documents of a case, or of a member and her cases."""
    given: Given = ctx.obj
    orders: dict[str, Callable[[Document], str] | None] = {
        "newest": None,
        "name": lambda document: document.name.casefold(),
        "type": lambda document: ending_of(document.name),
    }
    order = orders[choosing.one_of("order", sort, tuple(orders))]
    with given.desk() as desk:
        case_id, member_id = place_of(desk, where)
        found = documents.listing(desk, "case" if case_id else "member", case_id or member_id or uuid7())
        if order is not None:
            found = found._replace(documents=tuple(sorted(found.documents, key=order)))
        if json:
            say_json([{**one._asdict(), "in_notes": found.noted.get(one.id, 0)} for one in found.documents])
            return
        _say(desk, found)


def _say(desk: Desk, found: DocumentsOf) -> None:
    today = desk.today()
    say_table(
        (
            document.name,
            document.case_number or "profile",
            size_said(document.size),
            document.added_by,
            say_ago(document.added_at.astimezone(desk.zone).date(), today),
            str(document.id),
        )
        for document in found.documents
    )
    if not found.documents:
        say(f"{found.label} has no documents.")


@one.callback()
def document(
    ctx: typer.Context,
    document_id: Annotated[str, typer.Argument(metavar="ID", help="As `documents` shows it.")],
) -> None:
    """One document."""
    ctx.obj = replace(ctx.obj, record=document_id)


@one.command("show")
def show(ctx: typer.Context, json: Json = False) -> None:
    """What is known of a document, and how its text begins."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = documents.one(desk, _id(given))
        begins = documents.preview(desk, found.id)
        if json:
            say_json({**found._asdict(), "preview": begins})
            return
        at = found.case_number or f"the profile of {found.member_name}"
        say(f"{found.name}, {size_said(found.size)}, on {at}")
        say(f"{found.described}; attached as {found.original_name} by {found.added_by}")
        if found.removed_at is not None:
            say("It was removed; `restore` puts it back.")
        for line in begins:
            say(f"  {line}")


@one.command("save")
def save(
    ctx: typer.Context,
    to: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file, or a folder for its own name.")
    ] = Path(),
    anew: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Save a document as a file of this machine, whole or not at all."""
    given: Given = ctx.obj
    with given.desk() as desk:
        path = documents.save(desk, _id(given), to.expanduser(), anew=anew)
    if json:
        say_json({"file": str(path)})
    else:
        say(f"Saved as {path}.")


@one.command("remove")
def remove(ctx: typer.Context, json: Json = False) -> None:
    """Remove a document; `restore` puts it back."""
    _do(ctx, documents.remove, "{} is removed.", json=json)


@one.command("restore")
def restore(ctx: typer.Context, json: Json = False) -> None:
    """Put a removed document back."""
    _do(ctx, documents.restore, "{} is there again.", json=json)


@one.command("rename")
def rename(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Its name; the ending stays the file's own.")
    ] = "",
    described: Annotated[str | None, typer.Option("--as", metavar="WORDS", help="What it is.")] = None,
    json: Json = False,
) -> None:
    """Give a document another name, or say what it is; earlier values stay in the history."""
    if not name and described is None:
        raise Misuse("nothing to change; give a name or --as")

    def act(desk: Desk, document_id: UUID) -> Document:
        was = documents.one(desk, document_id).contents
        now = replace(was, name=name or was.name, described=was.described if described is None else described)
        return documents.change(desk, document_id, was, now)

    _do(ctx, act, "It is {} now.", json=json)


@one.command("move")
def move(ctx: typer.Context, where: Where, json: Json = False) -> None:
    """Have a document belong to another case, or to a member's profile."""

    def act(desk: Desk, document_id: UUID) -> Document:
        case_id, member_id = place_of(desk, where)
        return documents.move(desk, document_id, case_id=case_id, member_id=member_id)

    _do(ctx, act, "{} is moved.", json=json)


def _do(ctx: typer.Context, act: Callable[[Desk, UUID], Document], told: str, *, json: bool) -> None:
    given: Given = ctx.obj
    with given.desk() as desk:
        found = act(desk, _id(given))
    if json:
        say_json(found)
    else:
        say(told.format(found.name))


def _id(given: Given) -> UUID:
    try:
        return UUID(given.record)
    except ValueError:
        raise BadInput("the id of the document; `casetui documents` shows them") from None


def place_of(desk: Desk, where: str) -> tuple[UUID | None, UUID | None]:
    """The case of `C-10482`, or the member of a number or id; raises NotFound."""
    found = read_reference(where)
    if found is not None and found[0] == "case":
        return cases.by_reference(desk, found[1]).id, None
    return None, member_of(desk, where).id
