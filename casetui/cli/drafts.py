"""`casetui drafts [send | share | take | settle | discard | restore ID]`: what is kept on this machine only."""

from typing import Annotated, Any
from uuid import UUID

import typer

from casetui.cli.grouping import showing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.rules.siding import Side
from data.types.documents import FILES_STAY
from data.types.drafts import Draft, DraftState
from data.types.errors import BadInput, CasetuiError, DraftRefused, NotAllowed, NotFound

many = showing("Notes in progress, and saves that wait to be sent, on this machine.")


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


@many.command("share")
def share(
    ctx: typer.Context,
    draft_id: Annotated[str, typer.Argument(metavar="ID")],
    whom: Annotated[
        str,
        typer.Option("--with", metavar="WHO", help="One colleague, by login or name; without, your team."),
    ] = "",
    back: Annotated[bool, typer.Option("--back", help="Share it no longer.")] = False,
) -> None:
    """Let a colleague, or your team and its supervisors, take a draft up; it stays here until somebody does."""
    from data.desk import choices, sharing
    from data.rules.whom import assignee

    given: Given = ctx.obj
    known = _id(draft_id)
    with given.drafts() as drafts, given.desk() as desk:
        if back:
            shared = sharing.withdraw(desk, known)
            say("It is shared no longer." if shared else "It is not shared.")
            return
        draft = drafts.read(known)
        if draft is None:
            raise NotFound("draft")
        if draft.state is DraftState.WAITING:
            raise DraftRefused("it waits to be sent")
        for_id = assignee(whom, choices.read(desk)).officer_id if whom else None
        if whom and for_id is None:
            raise BadInput("with whom it is shared, which is one colleague")
        if drafts.attached_to(draft.id):
            raise NotAllowed(FILES_STAY, todo="")
        sharing.share(desk, draft.form, for_id)
    say("Shared. It stays here until somebody takes it up.")


@many.command("shared")
def shared(ctx: typer.Context, json: Json = False) -> None:
    """List what colleagues share with you, and what you shared and who took it."""
    from data.desk import sharing

    given: Given = ctx.obj
    with given.desk() as desk:
        found = sharing.listing(desk)
    if json:
        say_json(
            [
                {
                    "id": one.id,
                    "kind": one.kind,
                    "member": one.label,
                    "by": one.by,
                    "for_me_alone": one.for_id is not None,
                    "shared_at": one.shared_at,
                    "taken_by": one.taken_name or None,
                }
                for one in found
            ]
        )
        return
    say_table(
        (
            str(one.id),
            one.kind,
            one.label or "nobody yet",
            one.by,
            f"taken by {one.taken_name}" if one.taken_by else "",
        )
        for one in found
    )
    if not found:
        say("Nobody shares a draft with you.")


@many.command("take")
def take(ctx: typer.Context, draft_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take up a draft that a colleague shares: of several who try, one gets it."""
    from data.desk import sharing

    given: Given = ctx.obj
    with given.drafts() as drafts, given.desk() as desk:
        form = sharing.take(desk, _id(draft_id))
        try:
            drafts.receive(form)
        except CasetuiError:
            sharing.put_back(desk, form.id)
            raise
    say("It is among your drafts now; `casetui` goes on with it.")


@many.command("settle")
def settle(
    ctx: typer.Context,
    draft_id: Annotated[str, typer.Argument(metavar="ID")],
    side: Annotated[Side, typer.Argument(help="Whose stands: mine, theirs, or both where it is text.")],
    field: Annotated[
        str,
        typer.Option(
            "--field", metavar="LABEL", help="Only of this field; without, of all that both changed."
        ),
    ] = "",
) -> None:
    """Decide a change that was refused because someone changed the same field; `drafts send` sends it."""
    from data.desk import siding

    given: Given = ctx.obj
    with given.drafts() as drafts, given.desk() as desk:
        draft = drafts.read(_id(draft_id))
        if draft is None:
            raise NotFound("draft")
        done = siding.settle(desk, draft.form, side, field)
        drafts.wait(draft.form)
    for clash in done:
        say(f"{clash.label}: {side}.")
    say(f"{'It' if done else 'Nobody changed the same field; it'} waits to be sent: `casetui drafts send`.")


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
