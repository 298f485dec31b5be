"""`casetui keys status | trust | make | publish | …`: the keys of secure notes (features A3.35)."""

from pathlib import Path
from typing import Annotated

import typer

from casetui.cli.case_edits import case_of
from casetui.cli.entering import asked, told
from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import key_list, keys, recovering, renewing
from data.desk.desk import Desk
from data.local.signing import signing_key
from data.rules.passwords import password_fault
from data.types.errors import BadInput, CasetuiError
from data.types.secure import KeysState

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The login.")]
Mark = Annotated[str, typer.Argument(metavar="MARK", help="Eight times four digits, as it was told to you.")]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The union's signing key, instead of the keyring's."),
]
Under = Annotated[
    bool, typer.Option("--passphrase", help="Also into the database, under a passphrase; asked for.")
]


def add_to(many: typer.Typer) -> None:
    """Put the commands on to the noun."""
    for name, command in (
        ("status", status),
        ("trust", trust),
        ("make", make),
        ("rotate", rotate),
        ("passphrase", passphrase),
        ("publish", publish),
        ("revoke", revoke),
        ("recovery", recovery),
        ("recover", recover),
    ):
        many.command(name)(command)


def status(ctx: typer.Context, json: Json = False) -> None:
    """How the keys of secure notes stand: the union's, your own, everybody's; what waits for a key."""
    given: Given = ctx.obj
    with given.desk() as desk:
        found = keys.state(desk)
        if json:
            say_json(found)
        else:
            _say(desk, found)


def _say(desk: Desk, found: KeysState) -> None:
    if not found.version:
        say("The union has no keys yet: `casetui keys recovery` makes them, once.")
        return
    if found.trusted:
        say(f"The union's mark: {found.union}.")
    else:
        say("This machine was not told the union's mark. A person tells it: `casetui keys trust MARK`.")
    say(f"List {found.version}{', and its signing key is on this machine' if found.signs_here else ''}.")
    mine = next(one for one in found.officers if one.login == desk.officer.login)
    if not mine.made:
        say("You have made no key: `casetui keys make`.")
    else:
        where = (
            f"in {found.keyring}" if found.here else "not on this machine: `casetui keys passphrase --here`"
        )
        under = ", and under a passphrase in the database" if found.wrapped else ""
        holds = "holds" if mine.holds else f"waits to be signed: `casetui keys publish {mine.login}`"
        say(f"Your key{f' {mine.mark}' if mine.mark else ''} {holds}; it is {where}{under}.")
    say()
    say_table(
        ((one.login, one.name, _held(one.made, holds=one.holds)) for one in found.officers),
        heading=("login", "name", "key"),
    )
    if found.waiting:
        say(f"\nNot sealed to you: notes of {', '.join(found.waiting)}.")
    if found.asked:
        say(f"\nA colleague asks for a key you have: {', '.join(found.asked)}.")


def _held(made: int, *, holds: bool) -> str:
    return "holds" if holds else "waits to be signed" if made else "none"


def trust(ctx: typer.Context, mark: Mark, json: Json = False) -> None:
    """Tell this machine the union's mark: only a list of keys that this union has signed is believed from now on."""
    given: Given = ctx.obj
    with given.desk() as desk:
        told = key_list.trust(desk, mark)
        if json:
            say_json({"union": told})
        else:
            say("This machine believes that union's list of keys, and no other.")


def make(ctx: typer.Context, under: Under = False, json: Json = False) -> None:
    """Make your key of secure notes, once; tell an administrator its mark, who signs it."""
    _make(ctx.obj, under=under, another=False, json=json)


def rotate(ctx: typer.Context, under: Under = False, json: Json = False) -> None:
    """Make another key in the place of yours; what was sealed to the old one stays open where that is still kept."""
    _make(ctx.obj, under=under, another=True, json=json)


def _make(given: Given, *, under: bool, another: bool, json: bool) -> None:
    with given.desk() as desk:
        # Without a keyring it lives under a passphrase, or nowhere.
        chosen = _chosen(desk) if under or not desk.locker or not desk.locker.keyring() else None
        made = keys.make(desk, chosen, another=another)
        if json:
            say_json(made)
            return
        say(f"The mark of your key: {made.mark}{' (it was made before)' if made.already else ''}")
        if made.published:
            say("It holds.")
        else:
            say(f"Tell it to an administrator, who runs: casetui keys publish {desk.officer.login} MARK")


def _chosen(desk: Desk) -> str:
    new, again = asked("Passphrase for your key: "), asked("The same again: ")
    if fault := password_fault(new, again, desk.officer.login, None):
        raise BadInput(f"the passphrase. {fault}")
    return new


def passphrase(
    ctx: typer.Context,
    here: Annotated[
        bool, typer.Option("--here", help="Bring your key to this machine with its passphrase.")
    ] = False,
    json: Json = False,
) -> None:
    """Put your key into the database under a passphrase, for a second machine; --here brings it to this one."""
    given: Given = ctx.obj
    with given.desk() as desk:
        kept = True
        if here:
            kept = keys.unlock(desk, asked("Passphrase of your key: "))
        else:
            keys.keep_passphrase(desk, _chosen(desk))
        if json:
            say_json({"kept": kept})
        elif not here:
            say("Your key is in the database, under that passphrase.")
        else:
            say(
                "Your key is in this machine's keyring."
                if kept
                else "The passphrase is right; without a keyring it is asked for each time."
            )


def publish(ctx: typer.Context, login: Login, mark: Mark, key: KeyFile = None, json: Json = False) -> None:
    """Sign the key that an officer made; she tells you its mark by voice, and only that key is signed."""
    given: Given = ctx.obj
    with given.desk() as desk:
        changed = key_list.publish(desk, login, mark, signing_key(key, make=False) if key else None)
        if json:
            say_json({"login": login, "changed": changed})
        else:
            say(f"The key of {login} {'holds' if changed else 'held already'}.")


def revoke(ctx: typer.Context, login: Login, key: KeyFile = None, json: Json = False) -> None:
    """Nothing is sealed to an officer's key any more, and her envelopes are taken away."""
    given: Given = ctx.obj
    with given.desk() as desk:
        gone = key_list.revoke(desk, login, signing_key(key, make=False) if key else None)
        if json:
            say_json({"login": login, "envelopes": gone})
        else:
            say(f"No key of {login} holds; {gone} envelopes are gone.")


def recovery(
    ctx: typer.Context,
    again: Annotated[
        bool, typer.Option("--again", help="Bring the signing key to this machine, from the paper.")
    ] = False,
    renew: Annotated[
        bool,
        typer.Option(
            "--renew", help="The paper was lost or seen: make another, and the union's keys with it."
        ),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Keep the signing key in a new file, not in the keyring."),
    ] = None,
    json: Json = False,
) -> None:
    """Make the union's keys, once: the paper key is told this once, to be written down and kept off every machine.

    With --renew nothing more is sealed to the old paper, and nothing it signs is believed; every machine is told the
    new mark. What the old one opened it still opens, for whoever has it and a copy of the database.
    """
    given: Given = ctx.obj
    if again and renew:
        raise Misuse(
            "give --again, which brings the key from the paper, or --renew, which makes another paper"
        )

    def into_file(_public: bytes, private: bytes) -> None:
        assert key is not None
        try:
            key.touch(mode=0o600, exist_ok=False)
            key.write_text(private.hex() + "\n", "ascii")
        except OSError as error:
            raise BadInput(f"the file for the signing key: {key} ({error.strerror})") from None

    keep = into_file if key is not None else None
    with given.desk() as desk:
        if again:
            mark = key_list.bring(desk, asked("The paper key: "), keep)
            if json:
                say_json({"union": mark})
            else:
                say("The union's signing key is on this machine.")
            return
        if renew:
            _renew(desk, keep, json=json)
            return
        paper = key_list.recovery(desk, keep)
        if json:
            say_json({"union": paper.mark, "paper": paper.code})
            return
        say("The union's mark, to be told to every officer:")
        _say_paper(paper.mark, paper.code)
        say("It opens every secure note when all other keys are lost: `casetui keys recover`.")


def _say_paper(mark: str, code: str) -> None:
    say(f"    {mark}")
    say("The paper key, told this once. Write it down twice, and keep it off every machine:")
    for at in range(0, len(code), 35):
        say(f"    {code[at : at + 35].strip()}")


def _renew(desk: Desk, keep: key_list.Keep | None, *, json: bool) -> None:
    """Whatever comes after it, the new paper is told: nobody can tell it again."""
    made = renewing.renew(desk, keep)
    paper = {"union": made.mark, "paper": made.code}
    if not json:
        say(
            "The union's new mark. Until a machine is told it (`casetui keys trust MARK`) it opens no secure note:"
        )
        _say_paper(made.mark, made.code)
    try:
        done = renewing.seal_anew(desk, made.before)
    except CasetuiError:
        if json:
            say_json(paper)
        raise
    if json:
        say_json(paper | done._asdict())
    else:
        _say_resealed(done)


def _say_resealed(done: renewing.Resealed) -> None:
    say(
        f"Secure notes that the old paper opened: {done.opened}; sealed to the new one by now: {done.sealed}."
    )
    if done.left:
        told(
            f"Not yet, {', '.join(f'{number} ({count})' for number, count in done.left.items())}: an administrator"
            " who can open them does that by opening the case."
        )
    say(
        "Whoever has the old paper and a copy of the database reads them as they stand. What must not be read with it"
    )
    say("is written again: `casetui case C-… note --again N`.")


def recover(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(metavar="[C-…]", help="One case; without it all that you see.")] = "",
    reason: Annotated[str, typer.Option(help="Why; each case's history tells it.")] = "",
    json: Json = False,
) -> None:
    """Seal secure notes anew with the paper key, to whoever may open their case and has none; nothing is shown."""
    given: Given = ctx.obj
    if not reason.strip():
        raise Misuse("give --reason: the history of each case tells why the paper key was used")
    with given.desk() as desk:
        one = case_of(desk, case).id if case else None
        done = recovering.recover(desk, asked("The paper key: "), reason, one)
        if json:
            say_json(done)
            return
        for number, count in done.sealed.items():
            say(f"{number}: {count} sealed anew.")
        if not done.sealed:
            say("Nobody waits for a key that could be given.")
        for sentence in done.passed:
            told(f"Passed over: {sentence}")
