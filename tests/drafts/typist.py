"""A second process that keeps one draft over and over, saying how far it is, until it is killed.

Run as `python -m tests.drafts.typist FILE ID`; with `secure` behind it the note is an open one for the first three
times, and then a secure one, under the key in the keyring of CASETUI_HOME.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from data.drafts import Drafts
from data.types.forms import InteractionForm
from data.types.notes import Section

OPEN_TIMES = 3


def main() -> None:
    drafts, form = _open()
    secure = sys.argv[3:] == ["secure"]
    count = 0
    while True:
        count += 1
        form.secure = secure and count > OPEN_TIMES
        form.sections = [Section("Issue", f"{count} walrus " + "x" * 2000)]
        drafts.keep(form)
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


def _open() -> tuple[Drafts, InteractionForm]:
    form = InteractionForm(UUID(sys.argv[2]), datetime.now(UTC))
    if sys.argv[3:] != ["secure"]:
        return Drafts(Path(sys.argv[1]), "kim", "msd", lambda: datetime.now(UTC)), form
    import keyring

    from data.local.draft_key import DraftKey
    from tests.file_keyring import Keyring

    keyring.set_keyring(Keyring())
    return Drafts(Path(sys.argv[1]), "kim", "msd", lambda: datetime.now(UTC), DraftKey()), form


if __name__ == "__main__":
    main()
