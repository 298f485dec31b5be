"""The store as the use cases see it: units of work, reads that can be called off, and what it is able to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from data.model import Act
from data.rules.clocks import added
from data.rules.reading_only import ASK, why_not_written
from data.store import beginning, health, references, schema, unsure
from data.store.beginning import Barred
from data.store.behind import Behind
from data.store.bulk import Bulk, state_loading
from data.store.ending import finish, unless_it_fails
from data.store.engines import Engines, engines
from data.store.history import Intent, state, watch
from data.store.interrupts import stoppable
from data.store.listening import Ended, Hear, listen, watch_file
from data.store.mode import SERVICE, Mode
from data.store.refusals import told
from data.store.telling import sender_name, tell, touched, watch_records
from data.store.watched import note_policies
from data.types.errors import ConnectionLost, NotAllowed, StoreTrouble, StoreUnavailable, SwitchedOff
from data.types.news import News
from data.types.server import ServerHealth
from data.types.staff import Access
from data.types.stop import Stop

TRUSTED_LOGIN = "one trusted login"
"""What a Postgres store says of itself until roles are set up."""


def now_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Store:
    """One database, SQLite or Postgres."""

    def __init__(
        self,
        pools: Engines,
        clock: Callable[[], datetime],
        new_id: Callable[[], UUID],
        *,
        by_server: bool = False,
    ) -> None:
        self._pools = pools
        self._clock = clock
        self._by_server = by_server
        self.ahead_s = 0.0
        """Seconds by which the clock of the server is ahead of this machine's, when it was asked last; 0 of one that
        was not opened `by_server`.
        """
        self._new_id = new_id
        self._mode: Mode | None = None
        self._sender = sender_name()
        self._behind = Behind(pools.standby, pools.reads) if pools.standby is not None else None

    def now(self) -> datetime:
        """This machine's clock; opened `by_server` and far from the server's, set right by that."""
        return self._clock() + timedelta(seconds=added(self.ahead_s))

    @property
    def kind(self) -> str:
        """`sqlite` or `postgres`."""
        return self._pools.kind

    @property
    def shared(self) -> bool:
        """Whether several officers work in it at once."""
        return self.kind == "postgres"

    @property
    def _tells(self) -> bool:
        """Whether the store writes its history itself, by triggers."""
        return self.kind == "postgres"

    @property
    def trusted_login(self) -> str:
        """What must be said on the status line of a store that does not tell officers apart; empty otherwise.

        It is known once `check` or `mode` has asked.
        """
        return "" if not self.shared or (self._mode is not None and self._mode.roles) else TRUSTED_LOGIN

    @property
    def exception(self) -> str:
        """What a URL makes an exception of that must be shown: a server that nobody vouches for; empty otherwise."""
        return self._pools.exception

    @property
    def roles(self) -> bool:
        """Whether officers have logins of their own at this store."""
        return self.mode().roles

    @property
    def serves(self) -> bool:
        """Whether it is open for the program itself, which does what is due by the clock."""
        return self.mode().standing == SERVICE

    @property
    def lag_s(self) -> float | None:
        """Seconds by which the standby that may be read from is behind; None where there is none."""
        return self._behind.lag_s if self._behind is not None else None

    @property
    def reads_standby(self) -> bool:
        """Whether what may lag is read from it: it has all that was written here, and is not far behind."""
        return self._behind is not None and self._behind.fit

    @contextmanager
    def writing(
        self,
        *,
        action: str,
        officer_id: UUID | None,
        reason: str = "",
        key: UUID | None = None,
        batch_id: UUID | None = None,
        undoes_id: UUID | None = None,
    ) -> Iterator[Session]:
        """One transaction and one act of history; rolled back unless it ends well.

        Writers of the same `key` take turns, so that a save sent twice finds its first answer. Acts of one
        `batch_id` belong together; `undoes_id` is the act or batch this one takes back.
        """
        # The session flushes only when told: rows have no relationships, so the use case knows the order.
        with told(), Session(self._pools.writes, autoflush=False, expire_on_commit=False) as session:
            back_end: int | None = None
            intent = Intent(action, officer_id, reason, self.now(), self._new_id, batch_id, undoes_id)
            try:
                with session.begin():
                    self._begin(session, intent, key)
                    yield session
                    session.flush()
                    finish(session)
                    if self.shared and batch_id is None:
                        # Last of all: whoever notifies holds up every other commit that does.
                        tell(session.connection(), self._sender, touched(session))
                    back_end = unsure.back_end(session)
            except DBAPIError as error:
                # Lost on the way to the commit: nothing is saved. Lost within it: the history knows.
                if back_end is None or not error.connection_invalidated:
                    raise
                if not unsure.saved(self._pools.writes, intent.act_id, back_end, error):
                    raise
        self._committed()

    def _begin(self, session: Session, intent: Intent, key: UUID | None) -> None:
        """Leave history of what the unit of work changes, and remember which records those are."""
        if self._tells:
            session.info["intent"] = intent
            found = beginning.begin(session.connection(), intent, str(key) if key is not None else None)
            self._refuse(found, intent.action)
        else:
            watch(session, intent)
            self.refuse_barred(session.connection(), intent.officer_id, intent.action)
        watch_records(session)

    def _committed(self) -> None:
        """What is read from a standby next must have this."""
        if self._behind is not None:
            self._behind.wrote()

    @contextmanager
    def within(self, session: Session, *, action: str, reason: str = "") -> Iterator[None]:
        """Another act of history within a unit of work, of the program itself; what fails leaves nothing of it behind.

        The unit of work goes on with its own act afterwards, also when this one has failed.
        """
        session.flush()
        outer: Intent = session.info["intent"]
        inner = Intent(action, None, reason, self.now(), self._new_id)
        try:
            with unless_it_fails(session), session.begin_nested():
                self._say(session, inner)
                yield
                session.flush()
        finally:
            self._say(session, outer)

    def _say(self, session: Session, intent: Intent) -> None:
        """What is written from here on is part of that act."""
        session.info["intent"] = intent
        if self._tells:
            state(session.connection(), intent)

    def act_of(self, session: Session) -> UUID | None:
        """The act that a unit of work has left in the history so far; None while nothing was changed."""
        intent: Intent = session.info["intent"]
        if self._tells and session.get(Act, intent.act_id) is None:
            return None
        return intent.act_id

    def take_turns(self, session: Session | Connection, name: str) -> None:
        """Wait until no other unit of work that named the same is under way; on SQLite writers take turns anyway."""
        if self.shared:
            session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})

    @contextmanager
    def reading(self, stop: Stop | None = None, *, may_lag: bool = False) -> Iterator[Connection]:
        """A connection to read from; raises Stopped when `stop` is pulled meanwhile.

        On SQLite everything read within is of one moment; on Postgres each statement is of its own. What may lag is
        read from a standby where the URL names one that has everything that was written here.
        """
        behind = self._behind if may_lag else None
        with told(stop):
            pool = behind.engine() if behind is not None else self._pools.reads
        try:
            with told(stop), pool.connect() as connection, stoppable(connection, stop):
                yield connection
        except StoreUnavailable as error:
            if behind is None or pool is not self._pools.standby:
                raise
            # Asked once more it is the primary that answers.
            behind.doubt()
            raise ConnectionLost(error.detail) from None

    @contextmanager
    def auditing(self) -> Iterator[Connection]:
        """A connection to read everything from, however long that takes."""
        with self.reading() as connection:
            if not self.shared:
                yield connection
                return
            usual = connection.execute(text("SHOW statement_timeout")).scalar_one()
            connection.execute(text("SET statement_timeout = 0"))
            try:
                yield connection
            finally:
                connection.execute(text(f"SET statement_timeout = '{usual}'"))

    @contextmanager
    def loading(self, action: str = "load", reason: str = "") -> Iterator[Connection]:
        """One transaction for bulk inserts: one act tells of it, single rows leave no change."""
        with told(), self._pools.writes.begin() as connection:
            self._load(connection)
            references.note_loading(connection, self._new_id(), self.now(), action, reason)
            yield connection
            references.settle(connection)
            references.weigh(connection)
        self._committed()

    @contextmanager
    def deriving(self, *, passing: bool = False) -> Iterator[Connection]:
        """One transaction that writes only what is derived from other rows: no act of history tells of it.

        What is `passing`, as who is here, is never read from a standby: nobody waits until that has it.
        """
        with told(), self._pools.writes.begin() as connection:
            self._load(connection)
            yield connection
            references.weigh(connection)
        if not passing:
            self._committed()

    def _load(self, connection: Connection) -> None:
        if self._tells:
            state_loading(connection, "all")

    @contextmanager
    def bulk(
        self,
        *,
        action: str,
        officer_id: UUID | None,
        reason: str = "",
        batch_id: UUID | None = None,
        each: bool = False,
    ) -> Iterator[Bulk]:
        """One transaction for many rows at once, and one act; or an act for `each` record, of the same batch.

        Whoever writes them tells history where the store does not (`Bulk.tells`).
        """
        intent = Intent(action, officer_id, reason, self.now(), self._new_id, batch_id)
        with told(), self._pools.writes.begin() as connection:
            bulk = Bulk(connection, tells=self._tells)
            if self._tells:
                state(connection, intent, many=True, each=each)
            self.refuse_barred(connection, officer_id, action)
            yield bulk
        self._committed()

    def weigh(self) -> None:
        """Have Postgres count rows anew after many came in bulk: it would plan for the tables as they were."""
        if self.shared:
            with told(), self._pools.writes.begin() as connection:
                connection.execute(text("ANALYZE"))

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether nobody else holds that name; held over many transactions, until the block or its process ends."""
        if not self.shared:
            yield True
            return
        with told(), self._pools.reads.connect() as connection:
            asked = {"name": name}
            got = connection.execute(
                text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), asked
            ).scalar_one()
            try:
                yield bool(got)
            finally:
                if got:
                    connection.execute(text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))"), asked)

    def tell(self, news: News) -> None:
        """Tell the other programs what no unit of work told: that work in bulk is done.

        A hint only: where the store cannot be reached it is not told, and nothing is raised.
        """
        if self.shared:
            with suppress(StoreTrouble), told(), self._pools.writes.begin() as connection:
                tell(connection, self._sender, news)

    def tell_within(self, connection: Connection, news: News, *, reads_only: bool = False) -> None:
        """Tell the other programs once the transaction of this connection is committed."""
        if self.shared:
            tell(connection, self._sender, news, reads_only=reads_only)

    def refuse_barred(self, connection: Connection, officer_id: UUID | None, action: str = "") -> bool:
        """Raise SwitchedOff for an officer who does not work here any more, NotAllowed for who only reads.

        SchemaOlder or SchemaNewer where the schema is not this program's any more: it writes into no other.
        Who only reads is refused the act that is named; none is what leaves no history. Answers whether she only reads.
        """
        return self._refuse(beginning.barred(connection, officer_id), action)

    def _refuse(self, found: Barred | None, action: str) -> bool:
        if found is None:
            return False
        if not found.active:
            raise SwitchedOff
        if found.revision != schema.HEAD:
            # Upgraded or restored under a program that was open: it knows other tables.
            schema.refuse(self.mode()._replace(revision=found.revision))
        if action and (why := why_not_written(found.access, action)):
            raise NotAllowed(why, todo=ASK)
        return found.access <= Access.READER

    def follow(self, hear: Hear, ended: Ended) -> None:
        """Tell what others change, in the thread that calls, until it is ended; never raises for a lost store."""
        if self.shared:
            listen(self._pools.listens, self._sender, hear, ended, self._ask_the_time)
        else:
            watch_file(self._pools.listens, hear, ended)

    def next_reference(self, session: Session, kind: str) -> int:
        """The next number of a kind, `case` or `interaction`, within a unit of work."""
        return references.next_reference(session.connection(), kind)

    def next_contact(self, session: Session) -> str:
        """The number of a contact made here, within a unit of work."""
        return references.next_contact(session.connection())

    def check(self) -> Mode:
        """Refuse a schema this program does not know; see `data.store.schema.check`."""
        return self._learnt(schema.check(self._pools.reads))

    def mode(self) -> Mode:
        """What was learnt on opening; asked now where nobody did."""
        if self._mode is None:
            return self._learnt(schema.mode(self._pools.reads))
        return self._mode

    def _learnt(self, mode: Mode) -> Mode:
        if mode.now is not None:
            self._compare(mode.now)
        for pool in (self._pools.reads, self._pools.writes, self._pools.standby):
            if pool is not None:
                note_policies(pool, hold=mode.watched)
        self._mode = mode
        return mode

    def _compare(self, server: datetime) -> None:
        if self._by_server:
            self.ahead_s = (server - self._clock()).total_seconds()

    def _ask_the_time(self, connection: Connection) -> None:
        """A clock may be set while the program runs, or stand still with its machine."""
        self._compare(connection.execute(text("SELECT clock_timestamp()")).scalar_one())

    def ask_the_time(self) -> None:
        """Of a server: what runs for months would go on by a difference that was once."""
        if self.shared:
            with self.reading() as connection:
                self._ask_the_time(connection)

    def revision(self) -> str | None:
        """The revision of the schema as it is now; None while there is none."""
        self._mode = None
        return self.mode().revision

    def upgrade(self) -> None:
        """Bring the schema to this program's."""
        schema.upgrade(self._pools.writes)

    def make_roles(self) -> None:
        """The roles that a shared database needs at its server; see `data.store.roles.make_roles`."""
        from data.store.roles import make_roles

        make_roles(self._pools.writes)

    def give_rights(self) -> None:
        """Say who may do what, as owner; see `data.store.roles.give_rights`."""
        from data.store.roles import give_rights

        give_rights(self._pools.writes)
        self._mode = None

    def make_service(self, login: str, verifier: str) -> None:
        """The login of the program itself; see `data.store.roles.make_service`."""
        from data.store.roles import make_service

        make_service(self._pools.writes, login, verifier)

    def make_database(self, name: str) -> bool:
        """Make a database at the server this store stands at; False when it is there already."""
        from data.store.roles import create_database

        return create_database(self._pools.writes, name)

    def renew_password(self, password: str) -> None:
        """The password was changed: connections that are made from now on need this one."""
        self._pools.renew_password(password)

    def health(self) -> ServerHealth | None:
        """What a server says of itself, see `data.store.health`; None on SQLite."""
        if not self.shared:
            return None
        with told(), self._pools.reads.connect() as connection:
            return health.of(connection, self._clock)

    def integrity(self) -> str:
        """What the database says of its own health: `ok`, or the first fault."""
        if self.kind != "sqlite":
            return "ok"
        with self.reading() as connection:
            return str(connection.execute(text("PRAGMA quick_check(1)")).scalar())

    def close(self) -> None:
        """Give every connection back."""
        self._pools.reads.dispose()
        self._pools.writes.dispose()
        self._pools.listens.dispose()
        if self._pools.standby is not None:
            self._pools.standby.dispose()


def open_store(
    url: str,
    password: str | None = None,
    *,
    create: bool = False,
    clock: Callable[[], datetime] = now_utc,
    new_id: Callable[[], UUID] = uuid7,
    by_server: bool = False,
) -> Store:
    """A store for a URL; connects only when first used, so call `check` or `upgrade` next.

    With `by_server` the clock is only this machine's: where it is far from the server's, that counts.

    Raises BadInput for a URL of another kind, NotSetUp for a missing SQLite file unless `create`.
    """
    return Store(engines(url, password, create=create), clock, new_id, by_server=by_server)
