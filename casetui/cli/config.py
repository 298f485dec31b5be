"""`casetui config check | diff | apply | show | export`: the office as one file (docs/configuration.md)."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from casetui.cli import choosing
from casetui.cli.grouping import listing
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import choices, configured, switching
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.steward import applying, checking, exporting, warning
from data.steward.faults import FaultyFile
from data.steward.toml_file import TomlFile, read_toml
from data.types.configured import Difference, FieldChange, Use
from data.types.errors import BadInput, NotSetUp

many = listing("The office's lists, rules and templates as one file.")

File = Annotated[
    Path, typer.Argument(metavar="FILE.toml", help="A whole configuration, or some lists of one.")
]
OfType = Annotated[str, typer.Option("--type", metavar="TYPE", help="A case type, key or label.")]
LONGEST = 60
"""Signs of a value that are shown."""


@many.callback()
def config_group() -> None:
    """The office's lists, rules and templates as one file."""


@many.command("check")
def check(ctx: typer.Context, file: File) -> None:
    """Say everything that is wrong with the file, by line; nothing is changed."""
    given: Given = ctx.obj
    read = read_toml(file)
    warned: tuple[str, ...] = ()
    try:
        with given.desk() as desk:
            faults = checking.faults_at(desk, read)
            warned = () if faults else warning.warnings(desk, read)
    except NotSetUp:
        faults = checking.faults_alone(read)
        warned = () if faults else warning.warnings(None, read)
    _refuse(read, faults)
    for one in warned:
        say(f"Warning: {one}.")
    say(f"{file} can be applied.")


@many.command("diff")
def diff(ctx: typer.Context, file: File, json: Json = False) -> None:
    """What the file would change, and how many records use what it changes."""
    given: Given = ctx.obj
    with given.desk() as desk:
        differences = _differences(desk, read_toml(file))
        if not json:
            _say_office(desk)
    if json:
        say_json(differences)
    else:
        _say(differences)


@many.command("apply")
def apply(
    ctx: typer.Context,
    file: File,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why; kept in the history.")] = "",
) -> None:
    """Make the office's lists what the file says: all of it or nothing; what is in use is archived, never deleted."""
    given: Given = ctx.obj
    read = read_toml(file)
    with given.desk() as desk:
        configured.refuse_below_admin(desk)
        differences = _differences(desk, read)
        _say_office(desk)
        _say(differences)
        for one in warning.warnings(desk, read):
            say(f"Warning: {one}.")
        if not differences or dry_run:
            return
        if not yes:
            if not sys.stdin.isatty():
                raise Misuse("nobody is there to be asked; --yes applies it, --dry-run only shows it")
            typer.confirm("Apply this?", abort=True, err=True)
        changed = applying.apply(desk, read, differences, reason)
    say(f"{_counted(len(changed))} applied." if changed else "Nothing to change.")


@many.command("notices")
def notices(ctx: typer.Context, kind: OfType = "", json: Json = False) -> None:
    """Who is told of what: each switch as it stands, of all case types or of one."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = switching.lines(desk, _type_of(desk, kind))
    if json:
        say_json(found)
        return
    words = {True: "on", False: "off", None: "–"}
    say_table(
        [(one.name, words[one.staff], words[one.member], one.said) for one in found],
        heading=("switch", "staff", "member", "what happened"),
    )


@many.command("notice")
def notice(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SWITCH", help="As `casetui config notices` names it.")],
    turned: Annotated[str, typer.Argument(metavar="on|off")],
    kind: OfType = "",
    member: Annotated[bool, typer.Option("--member", help="The mail to the member, not the staff.")] = False,
) -> None:
    """Turn one switch, of all case types or of one."""
    given: Given = ctx.obj
    if turned not in ("on", "off"):
        raise Misuse("a switch is turned on or off")
    with given.desk() as desk:
        of = "member" if member else "staff"
        switching.turn(desk, name, of=of, on=turned == "on", case_type=_type_of(desk, kind))
    say(f"{name} is {turned}{' for the member' if member else ''}.")


def _type_of(desk: Desk, kind: str) -> str:
    return next(iter(choosing.case_types(kind, choices.read(desk))), "") if kind else ""


@many.command("show")
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="LIST", help="One list alone, by its key in the file.")] = "",
    json: Json = False,
) -> None:
    """What is configured, with how much uses each entry; archived entries come last."""
    given: Given = ctx.obj
    with given.desk() as desk:
        lists = configured.shown(desk)
    if name:
        known = ", ".join(one.list for one in lists)
        lists = tuple(one for one in lists if one.list == name)
        if not lists:
            raise BadInput(f"there is no list {clean_line(name)!r}; there are {known}")
    if json:
        say_json(lists)
        return
    for at, one in enumerate(lists):
        if at:
            say()
        say(one.said)
        say_table(
            (f"  {entry.name}", entry.said, _used(entry.used) + (" archived" if entry.archived else ""))
            for entry in one.entries
        )


@many.command("export")
def export(
    ctx: typer.Context,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Instead of standard output.")] = None,
) -> None:
    """Write the configuration as it stands; applied again, it changes nothing."""
    given: Given = ctx.obj
    with given.desk() as desk:
        text = exporting.export(desk)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{output}: {error.strerror or 'it cannot be written'}") from None
    say(f"{output} written.")


def _differences(desk: Any, read: TomlFile) -> tuple[Difference, ...]:
    try:
        return applying.differences(desk, read)
    except FaultyFile as error:
        _refuse(read, error.faults)
        raise


def _refuse(read: TomlFile, faults: Sequence[Any]) -> None:
    """Every fault on a line of its own."""
    if not faults:
        return
    for fault in faults:
        sys.stderr.write(clean_line(f"{read.name}: {fault.sentence}") + "\n")
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    sys.stderr.write(f"{many}. Nothing was changed.\n")
    raise typer.Exit(2)


def _say_office(desk: Desk) -> None:
    office = configured.office_kept(desk)
    if office:
        say(f"As administrator of {office} you change what is of that office alone; all else stays as it is.")


def _say(differences: Sequence[Difference]) -> None:
    if not differences:
        say("Nothing to change.")
        return
    rows = []
    for one in differences:
        name = f"{one.was} → {one.name}" if one.was else one.name
        rows.append((one.what, one.list, name, _used(one.used)))
        rows.extend(("", "", f"  {part}", "") for change in one.fields for part in _changed(change))
    say_table(rows)


def _used(used: Sequence[Use]) -> str:
    return ", ".join(f"{use.many} {use.what}" for use in used)


def _changed(change: FieldChange) -> list[str]:
    """A list by what comes and goes; everything else by its old and new value."""
    key = f"{change.key}: " if change.key else ""
    if isinstance(change.old, list) and isinstance(change.new, list):
        gone = [part for part in change.old if part not in change.new]
        come = [part for part in change.new if part not in change.old]
        if gone or come:
            return [f"{key}without {_shown(part)}" for part in gone] + [
                f"{key}with {_shown(part)}" for part in come
            ]
        return [f"{key}in another order"]
    return [f"{key}{_shown(change.old)} → {_shown(change.new)}"]


def _shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean_line(value if isinstance(value, str) else str(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _counted(many: int) -> str:
    return "1 change" if many == 1 else f"{many} changes"
