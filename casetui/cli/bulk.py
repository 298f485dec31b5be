"""`casetui bulk C-… I-… assign kim`: one thing done with many cases and interactions (features B7, B11)."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from casetui.cli.progress import bar
from data.desk import bulk as room
from data.desk import calendar, choices
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.deeds import KINDS, Known, counted, parse_all, question, said, to_be_asked, why_not
from data.rules.folding import fold
from data.rules.reference import read_reference
from data.types.bulk import BulkDone, Deed
from data.types.errors import BadInput, NotFound
from data.types.stop import Stop
from data.types.triage import Picked

SOME_REFUSED = 3
"""Exit code where not everything was done."""
GONE = "There is no such record, or it is one you may not see."
MACRO = "macro"
WORDS = f"{', '.join(f'{kind.name} {kind.argument}'.strip() for kind in KINDS)}, {MACRO} NAME"

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask, however many they are.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]
Why = Annotated[str, typer.Option(help="Why; kept in the history.")]


def bulk(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER... DEED", help=f"Numbers, or - for lines of them; then one of {WORDS}."
        ),
    ],
    reason: Why = "",
    yes: Yes = False,
    dry_run: Dry = False,
    json: Json = False,
) -> int:
    """Do one thing with many cases and interactions; exit code 3 when some were not changed."""
    numbers, deed = _parted(words)
    given: Given = ctx.obj
    with given.desk() as desk:
        picked, missing = room.numbered(desk, numbers)
        return do(desk, picked, deed, missing=missing, reason=reason, yes=yes, dry_run=dry_run, json=json)


def add_to(app: typer.Typer) -> None:
    """Give the program this verb."""
    # What takes a tag off begins with a dash.
    app.command("bulk", context_settings={"ignore_unknown_options": True})(bulk)


def do(
    desk: Desk,
    picked: Sequence[Picked],
    words: Sequence[str],
    *,
    missing: Sequence[str] = (),
    reason: str = "",
    yes: bool = False,
    dry_run: bool = False,
    json: bool = False,
) -> int:
    """Do what the words say with these records, and tell what became of each; answers the exit code.

    Raises Misuse for what has to be asked where nobody can be, BadInput for words that are no deed, NotFound.
    """
    deeds, macro = read(desk, words)
    if dry_run:
        _tell_before(picked, deeds, macro, missing, json=json)
        return SOME_REFUSED if missing else 0
    if not picked:
        if missing:
            raise NotFound(f"{', '.join(missing[:5])}{' and more' if len(missing) > 5 else ''}")
        raise BadInput("which records; an example is: casetui bulk C-10482 C-10483 priority 2")
    if not yes and to_be_asked(deeds, picked) and not _asked(question(deeds, picked, macro)):
        say("Nothing was changed.")
        return 1
    stop = Stop()
    try:
        with _stopped_by_ctrl_c(stop), bar(f"{len(picked)} records", rate=True) as told:
            done = room.apply(
                desk, picked, deeds, reason=reason or macro, batch_id=uuid7(), told=told, stop=stop
            )
    except KeyboardInterrupt:
        sys.stderr.write("What was done by then is done: `casetui undo --list` names it.\n")
        raise
    _tell(done, deeds, macro, missing, json=json)
    if done.trouble is not None:
        return 1
    return SOME_REFUSED if done.refused or done.left or missing else 0


def read(desk: Desk, words: Sequence[str]) -> tuple[tuple[Deed, ...], str]:
    """The deeds that words stand for, and the macro they are, if they are one; raises BadInput."""
    if not words:
        raise BadInput(f"what is to be done; there are {WORDS}")
    lists = choices.read(desk)
    known = Known(lists, desk.today(), calendar.free_days(desk))
    if words[0] != MACRO:
        return parse_all([" ".join(words)], known), ""
    name = " ".join(words[1:])
    found = next((one for one in lists.macros if fold(one.name) == fold(name)), None)
    if found is None:
        there = ", ".join(one.name for one in lists.macros) or "none"
        raise BadInput(f"macro {clean_line(name)!r} is in no list; there are {there}")
    return parse_all(found.deeds, known), found.name


def _parted(words: Sequence[str]) -> tuple[list[tuple[str, int]], list[str]]:
    """Numbers in front, and what is to be done with them; raises BadInput."""
    numbers: list[tuple[str, int]] = []
    for place, word in enumerate(words):
        if word == "-":
            numbers += [_number(line) for line in sys.stdin.read().split()]
            continue
        found = read_reference(word)
        if found is None:
            return numbers, list(words[place:])
        numbers.append(found)
    return numbers, []


def _number(text: str) -> tuple[str, int]:
    found = read_reference(text)
    if found is None:
        raise BadInput(
            f"{clean_line(text)[:40]!r} is no number of a case or interaction; an example is C-10482"
        )
    return found


def _asked(asked: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(f"{asked} Nobody can be asked here; --yes does it")
    return typer.confirm(clean_line(asked), err=True)


@contextmanager
def _stopped_by_ctrl_c(stop: Stop) -> Iterator[None]:
    """Ctrl+c ends after the record at hand, so that what is done can be told; a second one ends at once."""

    def pull(_number: int, _frame: FrameType | None) -> None:
        if stop.pulled:
            raise KeyboardInterrupt
        stop.pull()

    before = signal.signal(signal.SIGINT, pull)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _tell_before(
    picked: Sequence[Picked], deeds: Sequence[Deed], macro: str, missing: Sequence[str], *, json: bool
) -> None:
    cannot = {one.number: why for one in picked for deed in deeds if (why := why_not(deed, one.record))}
    fit = [one for one in picked if one.number not in cannot]
    cannot.update(dict.fromkeys(missing, GONE))
    what = said(deeds, counted(fit), macro) if fit else ""
    if json:
        refused = [{"number": number, "why": why} for number, why in cannot.items()]
        say_json({"would": what, "records": [one.number for one in fit], "refused": refused})
        return
    if fit:
        say(f"{what}: nothing is changed yet.")
        say(", ".join(one.number for one in fit))
    say_table(cannot.items())


def _tell(done: BulkDone, deeds: Sequence[Deed], macro: str, missing: Sequence[str], *, json: bool) -> None:
    refused = [*((one.picked.number, one.why) for one in done.refused), *((one, GONE) for one in missing)]
    if json:
        say_json(
            {
                "batch": done.batch_id,
                "done": [one.number for one in done.done],
                "already": done.already,
                "refused": [{"number": number, "why": why} for number, why in refused],
                "left": [one.number for one in done.left],
                "trouble": done.trouble.sentence if done.trouble else "",
            }
        )
        return
    if done.done:
        already = f" {done.already} of them so before." if done.already else ""
        say(f"{said(deeds, counted(done.done), macro)}: done.{already}")
    if refused:
        say(f"Not changed: {len(refused)}")
        say_table(refused)
    if done.left:
        # Broken off: which of them were done is not to be found out by elimination.
        if done.done:
            say(f"Done: {', '.join(one.number for one in done.done)}")
        say(f"Not tried: {', '.join(one.number for one in done.left)}")
    if done.trouble is not None:
        sys.stderr.write(f"{done.trouble.sentence}\n")
