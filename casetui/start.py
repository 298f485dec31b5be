"""Starting the program on a store: nothing heavy before the first paint."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from casetui import pasting
from data.drafts import Drafts
from data.local.database import fingerprint
from data.local.draft_key import DraftKey
from data.local.home import home
from data.local.settings import Settings, read_settings, write_settings
from data.local.snippets import read_snippets
from data.types.errors import NotSetUp
from screens.seat import Seat, now

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from data.types.calls import Ring
    from data.types.prompts import Packs
    from data.types.wishes import Wish


TURN_S = 0.0005
"""How long a thread may keep the interpreter from another: the usual 5 ms are what a key or a paint would wait."""


def settings_for(database: str = "", officer: str = "") -> Settings:
    """The settings of this machine, with what the command line says instead.

    Raises NotSetUp when neither names a database.
    """
    try:
        kept = read_settings()
    except NotSetUp:
        if not database:
            raise
        kept = Settings(database=database, officer=officer or os.environ.get("USER", "") or "officer")
    return replace(kept, database=database or kept.database, officer=officer or kept.officer)


def packs_here() -> Packs:
    """The prompts, the office's own among them."""
    from data.local.prompts import read_packs

    return read_packs()


def make_app(settings: Settings) -> CaseTuiApp:
    """The program with its drafts, not yet running; raises BadInput for keys that cannot be, before anything opens."""
    if settings.keys or settings.leader:
        from casetui.keymap import table_of
        from widgets.actions import put_in_place

        put_in_place(table_of(settings.keys, settings.leader, str(home().settings)))
    from casetui.app import CaseTuiApp
    from casetui.door import Lock
    from widgets.lines import use_signs

    use_signs(settings.signs)
    drafts = Drafts(home().drafts, settings.officer, fingerprint(settings.database), now, DraftKey())
    seat = Seat(drafts, settings.officer, read_snippets=read_snippets, packs=cache(packs_here))
    seat.drop_folder = settings.drop_folder
    lock = Lock(settings)
    app = CaseTuiApp(
        seat,
        lock.open,
        theme=settings.theme,
        keep_theme=keep_theme,
        tour=settings.tour == "due",
        keep_tour=keep_tour,
        lock=lock,
    )
    app.telephone.rules, app.telephone.landing = settings.rewrite, settings.landing
    return app


def keep_theme(theme: str) -> None:
    """Write the colours into the settings file, if this machine has one: the demonstration has none."""
    try:
        write_settings(replace(read_settings(), theme=theme))
    except NotSetUp:
        return


def keep_tour() -> None:
    """Write into the settings file, if there is one, that the first steps were seen."""
    try:
        write_settings(replace(read_settings(), tour="seen"))
    except NotSetUp:
        return


def _plain_text_only() -> None:
    """Keep Textual from loading the parser of configuration files, with which it would colour program texts."""
    sys.modules.setdefault("tree_sitter", None)  # type: ignore[arg-type]


def run_program(
    settings: Settings, ring: Ring | None = None, wish: Wish | None = None, greeting: str = ""
) -> int:
    """Run until the officer leaves, with a call that rings or a wish that is there already; returns the exit code.

    The greeting is said when the store is open.
    """
    _plain_text_only()
    if not sys.stdout.isatty():
        sys.stderr.write("casetui needs a terminal; `casetui --help` lists the commands that do not.\n")
        return 2
    pasting.use()
    sys.setswitchinterval(TURN_S)
    app = make_app(settings)
    app.opening.greeting = greeting
    if ring is not None:
        app.telephone.arrive(ring)
    if wish is not None:
        app.wishes.wish(wish)
    try:
        code = app.run()
    finally:
        app.seat.drafts.close()
    return code or app.return_code or 0
