"""Where casetui keeps its files on this machine."""

import os
from pathlib import Path
from typing import NamedTuple


class Home(NamedTuple):
    """The paths of one installation; nothing is made before it is written."""

    settings: Path
    """The settings file, TOML."""
    drafts: Path
    """Notes in progress and the outbox."""
    log: Path
    """The log, without member data."""
    database: Path
    """The local database that `casetui setup --local` makes."""


def home() -> Home:
    """Under CASETUI_HOME when it is set, else in the folders this system has for settings, data and logs."""
    given = os.environ.get("CASETUI_HOME", "")
    if given:
        root = Path(given).expanduser()
        return Home(root / "settings.toml", root / "drafts.db", root / "casetui.log", root / "casetui.db")
    # Imported here: with CASETUI_HOME it is not needed at all.
    from platformdirs import PlatformDirs

    folders = PlatformDirs("casetui", appauthor=False)
    return Home(
        settings=Path(folders.user_config_dir) / "settings.toml",
        drafts=Path(folders.user_data_dir) / "drafts.db",
        log=Path(folders.user_log_dir) / "casetui.log",
        database=Path(folders.user_data_dir) / "casetui.db",
    )
