"""`casetui drafts [send | discard ID | restore ID]`: what is kept on this machine only."""

from typing import Annotated, Any
from uuid import UUID

import typer

from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.types.drafts import Draft
from data.types.errors import CasetuiError

many = typer.Typer(
    help="Notes in progress, and saves that wait to be sent, on this machine.",
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)


@many.callback()
def listing(ctx: typer.Context, json: Json = False) -> None:
    """List what waits, then what is written or parked; the verbs send, discard and restore."""
    if ctx.invoked_subcommand is not None:
        return
    given: Given = ctx.obj
    with given.drafts() as drafts:
        found = [*drafts.waiting(), *drafts.listing()]
    if json:
        say_json([_keys(draft) for draft in found])
        return
    say_table(
        (
            str(draft.id),
            draft.kind,
            draft.state,
            draft.form.member_label or "nobody yet",
            draft.first_words[:60],
            draft.problem,
        )
        for draft in found
    )
    if not found:
        say("No drafts.")


@many.command("send")
def send(ctx: typer.Context, json: Json = False) -> None:
    """Send what waits, in its order; what the database refuses is given back with the reason."""
    from data.desk import sending

    given: Given = ctx.obj
    results: list[dict[str, Any]] = []
    failed: CasetuiError | None = None
    with given.drafts() as drafts, given.desk() as desk:
        for draft, answer in sending.send_waiting(desk, drafts):
            if isinstance(answer, CasetuiError):
                failed = answer
                results.append({"id": draft.id, "sent": False, "number": None, "problem": answer.sentence})
            else:
                results.append({"id": draft.id, "sent": True, "number": answer.number, "problem": None})
    if json:
        say_json(results)
    else:
        say_table((str(one["id"]), one["number"] or one["problem"]) for one in results)
        if not results:
            say("Nothing waits.")
    if failed is not None:
        raise typer.Exit(1)


@many.command("discard")
def discard(ctx: typer.Context, draft_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Throw a draft away; it can be restored for ten minutes."""
    given: Given = ctx.obj
    with given.drafts() as drafts:
        drafts.discard(_id(draft_id))
    say("Discarded. For ten minutes `casetui drafts restore` brings it back.")


@many.command("restore")
def restore(ctx: typer.Context, draft_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Bring a discarded draft back."""
    given: Given = ctx.obj
    with given.drafts() as drafts:
        draft = drafts.restore(_id(draft_id))
    say(f"Restored: {draft.first_words or 'an empty draft'}")


def _keys(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "kind": draft.kind,
        "state": draft.state,
        "member": draft.form.member_label,
        "first_words": draft.first_words,
        "started_at": draft.started_at,
        "kept_at": draft.kept_at,
        "position": draft.position,
        "problem": draft.problem,
    }


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Misuse("a draft is named by its id; `casetui drafts` lists them") from None
