"""Entry: `casetui` alone starts at once; everything else goes to the command line."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # `casetui call` would wait 5 ms for `typing`, where an interpreter takes 17
if TYPE_CHECKING:
    from data.types.calls import Ring
    from data.types.wishes import Wish

USAGE = "casetui [--database URL] [--officer LOGIN] [COMMAND …]"


def main(argv: list[str] | None = None) -> int:
    """Run the program or one command; returns the exit code."""
    # Read when textual is imported, so they are set before anything else.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    _drop_current_folder()
    words = list(sys.argv[1:] if argv is None else argv)
    given, rest = _own_options(words)
    if rest and rest[0] == "call" and "--help" not in rest:
        return _call(rest[1:], given)
    if rest and rest[0] == "open" and "--help" not in rest:
        return _open(rest[1:], given)
    if rest == ["tour"] and sys.stdout.isatty():
        return _start(given.get("--database", ""), given.get("--officer", ""), tour=True)
    if rest and not (rest[0] == "demo" and _opens_demo(rest)):
        from casetui.cli import run

        return run(words)
    if rest:
        return _demo(rest[1:])
    return _start(given.get("--database", ""), given.get("--officer", ""))


def _drop_current_folder() -> None:
    """A folder `data` or `screens` where the officer happens to stand must not be imported."""
    here = os.getcwd()
    installed = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    sys.path[:] = [place for place in sys.path if place not in ("", here) or place == installed]


def _own_options(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """The two options of the program itself, and what is left; anything unknown goes to the command line."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest and rest[0].split("=")[0] in ("--database", "--officer"):
        name, is_one, value = rest[0].partition("=")
        if not is_one and len(rest) < 2:
            return {}, words
        given[name] = value if is_one else rest[1]
        rest = rest[1:] if is_one else rest[2:]
    return given, rest


def _opens_demo(words: list[str]) -> bool:
    return not {"--help", "--prepare-only"}.intersection(words)


def _demo(words: list[str]) -> int:
    """The invented union: built once, then opened; without a terminal it plays one call and prints it."""
    from casetui.cli.demo import SECOND, prepare

    settings, code = prepare(words)
    if settings is None:
        return code
    if not sys.stdout.isatty():
        from casetui.played import play

        return play(settings)
    from casetui.start import run_program

    return run_program(settings, greeting=SECOND if "--postgres" in words else "")


def _call(words: list[str], given: dict[str, str]) -> int:
    """A call arrives: in the window last used, else in one that is started where there is a terminal."""
    from casetui.ring import ring

    code, waiting = ring(words)
    if waiting is None:
        return code
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write("No casetui is running here to take the call. Start it with `casetui`.\n")
        return code
    return _start(given.get("--database", ""), given.get("--officer", ""), waiting)


def _open(words: list[str], given: dict[str, str]) -> int:
    """A record or member is asked for: in the window last used, else in one that is started."""
    from casetui.asked_open import ask_to_open

    code, wish = ask_to_open(words)
    if wish is None:
        return code
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write("No casetui is running here to open it in. Start it with `casetui`.\n")
        return code
    return _start(given.get("--database", ""), given.get("--officer", ""), wish=wish)


def _start(
    database: str, officer: str, ring: Ring | None = None, *, tour: bool = False, wish: Wish | None = None
) -> int:
    # Nothing made while the program comes up is garbage: the collector begins when the store is open.
    gc.disable()
    from data.types.errors import CasetuiError, NotSetUp

    try:
        from casetui.start import run_program, settings_for

        settings = settings_for(database, officer)
        if tour:
            from dataclasses import replace

            settings = replace(settings, tour="due")
        return run_program(settings, ring, wish)
    except NotSetUp as error:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            sys.stderr.write(error.sentence + "\n")
            return 1
        from casetui.first_run import ask_set_up
        from casetui.start import run_program

        made = ask_set_up()
        return run_program(made) if made is not None else 0
    except CasetuiError as error:
        sys.stderr.write(error.sentence + "\n")
        return 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
