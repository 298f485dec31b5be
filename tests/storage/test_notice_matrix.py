"""Every notice on, off, by whom it concerns, of a hidden case, and to a member who is not to be written to.

One table says who is told (`tests/notice_table.py`); a case of each kind lives through all that is in it, in one store,
and what stands in the inboxes and in the outbox then is what the table says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, select, update

from data.desk import clockwork
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import NOTICE, OFFICE, OUTGOING_MAIL, STAFF
from data.types.happenings import Kind
from data.types.notices import Unsent
from tests.builders import Clock
from tests.notice_table import SWITCHED, TABLE, Told
from tests.storage.lives import ALL_OF_IT, HERS, Cell, Life
from tests.storage.test_notices import set_, with_mail

BY_CASE = (
    Cell("on"),
    Cell("nobody holds it", claimed=False),
    Cell("every second one off", off=0),
    Cell("the others off", off=1),
    Cell("all by whom it concerns", ALL_OF_IT, "lena.vogt", "Supervisor"),
    Cell("hidden", hidden=True),
    Cell("do not contact", member={"do_not_contact": True}, unsent=Unsent.DO_NOT_CONTACT, mails_only=True),
    Cell("no e-mail wanted", member={"no_email": True}, unsent=Unsent.NO_MAIL, mails_only=True),
    Cell("no address", address="", unsent=Unsent.NO_ADDRESS, mails_only=True),
)
BY_OFFICE = (Cell("not asked for"), Cell("asked for", asked=True, mails_only=True))
ABOUT_NO_CASE = Kind.CONTACT_CHANGED.value
ON = {"assignees_on_create": True, "assignees_on_change": True, ABOUT_NO_CASE: True}
OFF = dict.fromkeys((*ON, "group_new_and_reassigned"), False)
ASKED = {"email_on_create": True, "email_on_close": True}
_TOLD: Select[Any] = (
    select(NOTICE.c.member_id, NOTICE.c.kind, STAFF.c.login)
    .distinct()
    .join_from(NOTICE, STAFF, STAFF.c.id == NOTICE.c.officer_id)
)
_MAILED: Select[Any] = select(
    OUTGOING_MAIL.c.about_member_id,
    OUTGOING_MAIL.c.kind,
    OUTGOING_MAIL.c.to_address,
    OUTGOING_MAIL.c.error,
)
Office = Mapping[str, bool]
By = dict[str, list[str]]
"""Of an event: who was told, or what became of the mail."""


def _is_on(row: Told, cell: Cell, office: Office) -> bool:
    if row.office:
        return office.get(row.office, False)
    if cell.off is not None and row.kind in SWITCHED[cell.off :: 2]:
        return False
    return not row.groups or office.get("group_new_and_reassigned", True)


def staff_of_the_table(cell: Cell, office: Office) -> By:
    """Who is told: never who did it, nobody of what she may not open."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in TABLE:
        for part in (row.held if cell.claimed else row.unclaimed).split():
            who = set(cell.cast["group" if row.id == "N3" else part].split())
            if _is_on(row, cell, office) and not (cell.hidden or cell.mails_only):
                found[row.kind] |= who if row.by_clock else who - {cell.actor}
    return {kind: sorted(who) for kind, who in found.items() if who}


def mail_of_the_table(cell: Cell, office: Office) -> By:
    """To whom it goes, or why to nobody: one mail of each event."""
    asks = {row.kind for row in TABLE if row.office in ASKED and office.get(row.office, False)}
    mailed = {
        row.kind.value: [cell.unsent.value or HERS]
        for row in TABLE
        if row.member and _is_on(row, cell, office) and (cell.asked or row.kind not in asks)
    }
    # What N14 says is the message itself.
    return mailed if cell.mails_only else {**mailed, Kind.MEMBER_MESSAGED.value: [HERS, HERS]}


def lived(
    store: Store, desk_for: Callable[[str], Desk], clock: Clock, cells: Sequence[Cell], office: Office
) -> set[str]:
    """What the inboxes and the outbox hold when all has happened to a case of each cell, a line an event."""
    # Opened when all groups are there: who is in which is read then.
    opened = cache(desk_for)
    lives = [Life(cell, number, store, opened) for number, cell in enumerate(cells)]
    with_mail(store)
    set_(store, "notices", {name: on for name, on in office.items() if name != ABOUT_NO_CASE})
    off = {"staff": False, "member": False}
    by_type = [
        {"event": kind.value, "case_types": [one.type], **off}
        for one in lives if one.cell.off is not None for kind in SWITCHED[one.cell.off :: 2]
    ]  # fmt: skip
    set_(store, "notice", by_type if office[ABOUT_NO_CASE] else [{"event": ABOUT_NO_CASE, **off}])
    with store.loading("test") as connection:
        connection.execute(update(OFFICE).values(target_reminders="2 days"))
    steps = (Life.begins, Life.hides), (Life.waits,), (), (), (Life.ends,)
    for days, todo in zip((0, 0, 4, 3, 0), steps, strict=True):
        clock.move(days=days)
        for one in lives:
            for do in todo:
                do(one)
        clockwork.tick(opened("ravi.admin"), sends=False)
    # Once more brings nothing more.
    clockwork.tick(opened("ravi.admin"), sends=False)
    cell_of = {one.member: one.cell for one in lives}
    told: dict[Cell, By] = {cell: defaultdict(list) for cell in cells}
    mailed: dict[Cell, By] = {cell: defaultdict(list) for cell in cells}
    for member_id, kind, login in _rows(store, _TOLD):
        if not cell_of[member_id].mails_only:
            told[cell_of[member_id]][kind].append(login)
    for member_id, kind, to, error in _rows(store, _MAILED):
        mailed[cell_of[member_id]][kind].append(to or error)
    return _lines(cells, told, mailed)


def _rows(store: Store, asked: Select[Any]) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(asked))


def _lines(cells: Iterable[Cell], told: Mapping[Cell, By], mailed: Mapping[Cell, By]) -> set[str]:
    return {
        f"{cell.name}: {kind} {said} {', '.join(sorted(who))}"
        for cell in cells
        for said, by in (("told to", told[cell]), ("mailed to", mailed[cell]))
        for kind, who in by.items()
    }


def of_the_table(cells: Sequence[Cell], office: Office) -> set[str]:
    """The same lines as the table has them."""
    return _lines(
        cells,
        {cell: staff_of_the_table(cell, office) for cell in cells},
        {cell: mail_of_the_table(cell, office) for cell in cells},
    )


def test_each_notice_is_told_and_mailed_as_its_case_and_its_switches_say(
    store: Store, desk_for: Callable[[str], Desk], clock: Clock
) -> None:
    found, table = lived(store, desk_for, clock, BY_CASE, ON), of_the_table(BY_CASE, ON)
    assert (found - table, table - found) == (set(), set()), "told beyond the table, and not told"


def test_what_the_office_switches_is_silent_and_mails_that_are_asked_for_go_in_place_of_others(
    store: Store, desk_for: Callable[[str], Desk], clock: Clock
) -> None:
    office = {**OFF, **ASKED}
    found, table = lived(store, desk_for, clock, BY_OFFICE, office), of_the_table(BY_OFFICE, office)
    assert (found - table, table - found) == (set(), set()), "told beyond the table, and not told"
