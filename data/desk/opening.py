"""Opening the desk of an officer."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from data.desk.desk import Desk
from data.desk.program import PROGRAM
from data.local.database import fingerprint
from data.local.locker import Locker
from data.repositories.staff import Staff
from data.store.mode import check_login
from data.store.store import now_utc, open_store
from data.types.errors import NotSetUp, UnknownOfficer


def open_desk(
    url: str,
    login: str,
    *,
    password: str | None = None,
    clock: Callable[[], datetime] = now_utc,
    new_id: Callable[[], UUID] = uuid7,
    by_server: bool = False,
) -> Desk:
    """The desk of the officer with that login.

    Where officers have logins of their own, it opens only for who logs in. With `by_server` the clock is this
    machine's and the server's counts, where the two are apart. Raises StoreUnavailable, WrongPassword,
    NotADatabase, NotSetUp, SchemaOlder, SchemaNewer, UnknownOfficer, and what `check_login` raises.
    """
    store = open_store(url, password, clock=clock, new_id=new_id, by_server=by_server)
    try:
        check_login(store.check(), login)
        with store.reading() as connection:
            staff = Staff(connection)
            office = staff.office()
            officer = PROGRAM if store.serves else staff.of_login(login)
        if office is None:
            raise NotSetUp("the database has no office yet")
        if officer is None:
            raise UnknownOfficer
    except BaseException:
        store.close()
        raise
    return Desk(
        officer=officer,
        store=store,
        clock=store.now if by_server else clock,
        new_id=new_id,
        zone=ZoneInfo(office.zone),
        region=office.region,
        state=office.state,
        arrears_days=office.rules.arrears_days,
        office=office.name,
        ticket_address=office.rules.ticket_address,
        locker=Locker(fingerprint(url)),
    )
