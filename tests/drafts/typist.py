"""A second process that keeps one draft over and over, saying how far it is, until it is killed.

Run as `python typist.py FILE ID`.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from data.drafts import Drafts
from data.types.forms import InteractionForm
from data.types.notes import Section


def main() -> None:
    drafts = Drafts(Path(sys.argv[1]), "kim", "msd", lambda: datetime.now(UTC))
    form = InteractionForm(UUID(sys.argv[2]), datetime.now(UTC))
    count = 0
    while True:
        count += 1
        form.sections = [Section("Issue", f"{count} " + "x" * 2000)]
        drafts.keep(form)
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
