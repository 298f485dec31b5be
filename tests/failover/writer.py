"""An officer who saves without pause, through the drafts as the program does, and writes down each answer she got.

`python -m tests.failover.writer URL MEMBER FOLDER`: ends when FOLDER/stop is there and nothing waits any more.
"""

import random
import sys
import time
from pathlib import Path
from uuid import UUID

from data.desk import sending
from data.desk.opening import open_desk
from data.drafts import Drafts
from data.local.passwords import password_for
from data.rules.retrying import UNSURE, pause
from data.types.errors import StoreTrouble
from tests.builders import Clock, a_case_form, an_interaction_form


def main(url: str, member: str, folder: Path) -> None:
    """Save pairs, a contact and the case made of it, until told to stop."""
    desk = open_desk(url, "kim.tran", password=password_for(url))
    drafts = Drafts(folder / "drafts.db", "kim.tran", "store", Clock())
    begun, answered = (folder / "begun").open("a"), (folder / "answered").open("a")
    stop = folder.parent / "stop"
    tries = 0
    while not stop.exists() or drafts.waiting():
        if not drafts.waiting():
            contact = an_interaction_form(UUID(member))
            for form in (contact, a_case_form(UUID(member), contact.id)):
                begun.write(f"{form.id}\n")
                drafts.wait(form)
            begun.flush()
        for draft, answer in sending.send_waiting(desk, drafts):
            if isinstance(answer, StoreTrouble):
                time.sleep(pause(UNSURE, tries, random.random()))
                tries += 1
            elif isinstance(answer, Exception):
                raise answer
            else:
                tries = 0
                answered.write(f"{draft.id} {answer.number}\n")
                answered.flush()
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
