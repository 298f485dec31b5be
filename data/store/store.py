"""The store as the use cases see it: units of work, reads that can be called off, and what it is able to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from data.store import health, references, schema, unsure
from data.store.behind import Behind
from data.store.bulk import Bulk
from data.store.engines import Engines, engines
from data.store.history import Intent, watch
from data.store.interrupts import stoppable
from data.store.refusals import told
from data.types.errors import ConnectionLost, StoreUnavailable
from data.types.server import ServerHealth
from data.types.stop import Stop

TRUSTED_LOGIN = "one trusted login"
"""What a Postgres store says of itself until roles are set up."""


def now_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Store:
    """One database, SQLite or Postgres."""

    def __init__(self, pools: Engines, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> None:
        self._pools = pools
        self._clock = clock
        self._new_id = new_id
        self._behind = Behind(pools.standby, pools.reads) if pools.standby is not None else None

    @property
    def kind(self) -> str:
        """`sqlite` or `postgres`."""
        return self._pools.kind

    @property
    def shared(self) -> bool:
        """Whether several officers work in it at once."""
        return self.kind == "postgres"

    @property
    def trusted_login(self) -> str:
        """What must be said on the status line of a store that does not tell officers apart; empty otherwise."""
        return TRUSTED_LOGIN if self.shared else ""

    @property
    def lag_s(self) -> float | None:
        """Seconds by which what is read from a standby is behind; None where nothing is read from one."""
        return self._behind.lag_s if self._behind is not None else None

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
            try:
                with session.begin():
                    intent = Intent(
                        action, officer_id, reason, self._clock(), self._new_id, batch_id, undoes_id
                    )
                    watch(session, intent)
                    if key is not None:
                        self.take_turns(session, str(key))
                    yield session
                    session.flush()
                    back_end = unsure.back_end(session)
            except DBAPIError as error:
                # Lost on the way to the commit: nothing is saved. Lost within it: the history knows.
                if back_end is None or not error.connection_invalidated:
                    raise
                if not unsure.saved(self._pools.writes, intent.act_id, back_end, error):
                    raise
        self._committed()

    def _committed(self) -> None:
        """What is read from a standby next must have this."""
        if self._behind is not None:
            self._behind.wrote()

    def act_of(self, session: Session) -> UUID | None:
        """The act that a unit of work has left in the history so far; None while nothing was changed."""
        intent: Intent = session.info["intent"]
        return intent.act_id

    def take_turns(self, session: Session, name: str) -> None:
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
    def loading(self, action: str = "load", reason: str = "") -> Iterator[Connection]:
        """One transaction for bulk inserts: one act tells of it, single rows leave no change."""
        with told(), self._pools.writes.begin() as connection:
            references.note_loading(connection, self._new_id(), self._clock(), action, reason)
            yield connection
            references.settle(connection)
            references.weigh(connection)
        self._committed()

    @contextmanager
    def deriving(self) -> Iterator[Connection]:
        """One transaction that writes only what is derived from other rows: no act of history tells of it."""
        with told(), self._pools.writes.begin() as connection:
            yield connection
            references.weigh(connection)
        self._committed()

    @contextmanager
    def bulk(self) -> Iterator[Bulk]:
        """One transaction for many rows at once; whoever writes them says what history is told."""
        with told(), self._pools.writes.begin() as connection:
            yield Bulk(connection)
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

    def next_reference(self, session: Session, kind: str) -> int:
        """The next number of a kind, `case` or `interaction`, within a unit of work."""
        return references.next_reference(session.connection(), kind)

    def next_contact(self, session: Session) -> str:
        """The number of a contact made here, within a unit of work."""
        return references.next_contact(session.connection())

    def check(self) -> None:
        """Refuse a schema this program does not know; see `data.store.schema.check`."""
        schema.check(self._pools.reads)

    def revision(self) -> str | None:
        """The revision of the schema; None while there is none."""
        return schema.revision(self._pools.reads)

    def upgrade(self) -> None:
        """Bring the schema to this program's."""
        schema.upgrade(self._pools.writes)

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
        if self._pools.standby is not None:
            self._pools.standby.dispose()


def open_store(
    url: str,
    password: str | None = None,
    *,
    create: bool = False,
    clock: Callable[[], datetime] = now_utc,
    new_id: Callable[[], UUID] = uuid7,
) -> Store:
    """A store for a URL; connects only when first used, so call `check` or `upgrade` next.

    Raises BadInput for a URL of another kind, NotSetUp for a missing SQLite file unless `create`.
    """
    return Store(engines(url, password, create=create), clock, new_id)
