"""`casetui case C-… notes`, `… pin N`, `casetui notes find TEXT`: the notes of a case, and notes by their words."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.entering import told
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_block, say_json, say_table
from casetui.cli.unlocking import with_key
from data.desk import notes, secure
from data.desk.desk import Desk
from data.rules.days import say_day
from data.rules.note_kinds import KEPT_SHUT, NoteKind, is_secure, kind_said, outside, read_kind
from data.rules.note_text import shown
from data.rules.notes import CLIPPED, KIND, KINDS, listed
from data.types.errors import BadInput
from data.types.forms import InteractionForm
from data.types.notes import NoteRow
from data.types.records import CaseRecord
from data.types.secure import OpenedNote

NoInternal = Annotated[
    bool, typer.Option("--no-internal", help="Without notes that are for the office alone.")
]

many = listing("Notes by their words.")


@many.callback()
def notes_group() -> None:
    """Notes by their words."""


@many.command("find")
def find(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(help="Words that all stand in the note, as they are written.")],
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = notes.FOUND,
    json: Json = False,
) -> None:
    """Notes of interactions and cases that hold every word, the newest first; of cases those you may see."""
    given: Given = ctx.obj
    with given.desk() as desk:
        hits = notes.find(desk, " ".join(text), limit)
        if json:
            say_json(hits)
            return
        today = desk.today()
        say_table(
            (
                say_day(hit.written_at.astimezone(desk.zone).date(), today),
                hit.number,
                hit.member_name,
                hit.author,
                hit.line,
            )
            for hit in hits
        )
        if not hits:
            say("No note holds these words.")


def add_to(noun: typer.Typer) -> None:
    """Give `notes`, `pin`, `note-kind`, `letter` and `ask-key` to `case`."""
    noun.command("notes")(of_case)
    noun.command("pin")(pin)
    noun.command("note-kind")(note_kind)
    noun.command("letter")(letter)
    noun.command("ask-key")(ask_key)


def of_case(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="Words of the note, its author, its channel.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every note, and nothing clipped.")] = False,
    kind: Annotated[str, typer.Option(help=f"Of one kind: {', '.join(KINDS)}.")] = "",
    no_internal: NoInternal = False,
    open_secure: Annotated[
        bool, typer.Option("--open-secure", help="Open secure notes with your key; they are never searched.")
    ] = False,
    json: Json = False,
) -> None:
    """The notes of a case: pinned ones, then the last five, each clipped to ten lines; words search all of them."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        held = notes.of_case(desk, case.id)
        held = outside(held) if no_internal else held
        words = " ".join([*(text or ()), *([f"{KIND}{_kind(kind)}"] if kind else [])])
        found = listed(held, words, all_=all_)
        opened = _opened(desk, case) if open_secure else {}
        if json:
            say_json(tuple(_with(note, opened) for note in found))
            return
        for note in found:
            _say(desk, _with(note, opened), whole=all_)
            if note.id in opened and opened[note.id].said:
                say(opened[note.id].said)
            elif is_secure(note) and note.id not in opened:
                say(f"{KEPT_SHUT} --open-secure opens it with your key.")
        if not found:
            say("No note holds these words." if text else f"No {kind} notes." if kind else "No notes.")
        elif len(found) < len(held) and not kind:
            say(f"\n{len(found)} of {len(held)} notes; --all shows every one.")


def _kind(word: str) -> str:
    found = word.strip().lower()
    if found not in KINDS:
        raise Misuse(f"a kind of note is one of {', '.join(KINDS)}")
    return found


def _opened(desk: Desk, case: CaseRecord) -> Mapping[UUID, OpenedNote]:
    """The secure notes, opened; whoever waits for their keys is sealed to by the way."""
    opened = with_key(desk, lambda: secure.open_case(desk, case.id))
    for name in secure.seal_waiting(desk, case.id):
        told(f"{name} has the key now.")
    return opened.notes


def _with(note: NoteRow, opened: Mapping[UUID, OpenedNote]) -> NoteRow:
    return note._replace(sections=opened[note.id].sections) if note.id in opened else note


def in_the_place_of(desk: Desk, record: str, number: int, form: InteractionForm) -> None:
    """Have the form be the text of that secure note, written again; raises BadInput for another note."""
    note = _numbered(desk, case_of(desk, record), number)
    if not is_secure(note):
        raise BadInput(
            f"note {number}, which is no secure one: only the text of such a note is written again"
        )
    form.secure, form.again_of, form.revision = True, note.id, note.revision


def ask_key(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="Number of the note, as `notes` tells it.")],
    json: Json = False,
) -> None:
    """Ask whoever has the key of a secure note for it; one who opens the case next gives it."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        note = _numbered(desk, case, number)
        saved = with_key(desk, lambda: secure.ask(desk, case.id, note.id))
        if json:
            say_json(saved)
        else:
            say(
                f"{saved.number}: the key of note {number} {'needs no asking' if saved.already else 'is asked for'}."
            )


def _say(desk: Desk, note: NoteRow, *, whole: bool) -> None:
    at = note.written_at.astimezone(desk.zone)
    facts = [
        f"Note {note.number}",
        f"{say_day(at.date(), desk.today())} {at:%H:%M}",
        note.author,
        note.channel,
    ]
    facts.append(kind_said(note))
    facts.append(f"pinned by {note.pinned_by}" if note.pinned_at is not None else "")
    say("\n" + ", ".join(fact for fact in facts if fact))
    left = 10**9 if whole else CLIPPED
    for part in shown(note.sections, no_advice=note.no_advice):
        lines = part.body.strip().splitlines()
        if lines and left > 0:
            more = len(lines) > left
            say_block(part.title, "\n".join([*lines[:left], *(["…"] if more else [])]))
        left -= len(lines)


def pin(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="Number of the note, as `notes` tells it.")],
    off: Annotated[bool, typer.Option("--off", help="Take it down again.")] = False,
    json: Json = False,
) -> None:
    """Put a note on top of its case, for everyone; --off takes it down again."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        note = _numbered(desk, case, number)
        saved = notes.pin(desk, case.id, note.id, on=not off)
        if json:
            say_json(saved)
        else:
            done = "pinned no more" if off else "pinned"
            say(f"{saved.number}: note {number} {'was so already' if saved.already else f'is {done}'}.")


def _numbered(desk: Desk, case: CaseRecord, number: int) -> NoteRow:
    note = next((one for one in notes.of_case(desk, case.id) if one.number == number), None)
    if note is None:
        raise BadInput(f"a note of {case.number}; it has 1 to {case.note_count}")
    return note


def note_kind(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="Number of the note, as `notes` tells it.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(NoteKind)}.")],
    json: Json = False,
) -> None:
    """Say for whom a note is: the office, nobody outside it (internal), or the member too (public)."""
    given: Given = ctx.obj
    wanted = read_kind(kind)
    with given.desk() as desk:
        case = case_of(desk, given.record)
        saved = notes.put_kind(desk, case.id, _numbered(desk, case, number).id, wanted)
        if json:
            say_json(saved)
        else:
            say(f"{saved.number}: note {number} {'was' if saved.already else 'is'} {wanted}.")


def letter(ctx: typer.Context, json: Json = False) -> None:
    """What may be sent to the member: the public notes of the case, the oldest first."""
    given: Given = ctx.obj
    with given.desk() as desk:
        case = case_of(desk, given.record)
        text = notes.letter(desk, case.id)
        if json:
            say_json({"number": case.number, "text": text})
        else:
            say(text.rstrip("\n"))
