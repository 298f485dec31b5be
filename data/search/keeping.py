"""Writing what members are found by, in the transaction that writes the members; and counting the vocabulary."""

from collections.abc import Iterable, Sequence, Set
from itertools import islice
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from data.search.derived import WORDS, SearchRows, search_rows
from data.search.spelling import keys_of
from data.store.tables import JOB, MEMBER, MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, TERM_KEY, WORKPLACE_WORD

Row = dict[str, Any]

MEMBERS_OWN = (MEMBER_NAME, MEMBER_WORKPLACE)
"""What is one member's alone, and goes with the member."""
SHARED = (NAME_TERM, TERM_KEY, WORKPLACE_WORD)
"""What members have in common: the first to have a word brings it, the last takes it away."""
CHUNK = 4_000
_NAMES = select(MEMBER.c.id, MEMBER.c.given, MEMBER.c.family, MEMBER.c.informal)
_TERMS = select(NAME_TERM.c.term)
_WORKPLACES = select(JOB.c.member_id, JOB.c.employer, JOB.c.worksite)


def together(found_by: Iterable[SearchRows], standing: Set[str] = frozenset()) -> dict[Table, list[Row]]:
    """The rows of many members, what they share once and in one order; words that are `standing` bring none."""
    names: list[Row] = []
    works: list[Row] = []
    words: set[str] = set()
    places: dict[int, tuple[str, ...]] = {}
    for one in found_by:
        member_id = one.member_id
        names += [{"a": a, "b": b, "member_id": member_id} for a, b in one.pairs]
        works += [
            {"workplace": place, "word": word, "member_id": member_id}
            for place in sorted(one.places)
            for word in one.words[:WORDS]
        ]
        words.update(one.words)
        places.update(one.places)
    # In one order the rows of a batch meet the same pages.
    names.sort(key=itemgetter("a", "b"))
    words -= standing
    keys = sorted((key, word) for word in words for key in keys_of(word))
    at = sorted((word, place) for place, its_words in places.items() for word in its_words)
    return {
        MEMBER_NAME: names,
        MEMBER_WORKPLACE: works,
        NAME_TERM: [{"term": word, "df": 1} for word in sorted(words)],
        TERM_KEY: [{"key": key, "term": word} for key, word in keys],
        WORKPLACE_WORD: [{"word": word, "workplace": place} for word, place in at],
    }


def standing(connection: Connection, found_by: Iterable[SearchRows]) -> set[str]:
    """Their words that are in the vocabulary, and will be when this transaction ends.

    Of a store where several write at once none: one who ends first may sweep a word that was met here.
    """
    found: set[str] = set()
    if connection.dialect.name == "sqlite":
        for chunk in _chunks(sorted({word for one in found_by for word in one.words}), 500):
            found.update(connection.execute(_TERMS.where(NAME_TERM.c.term.in_(chunk))).scalars())
    return found


def keep(connection: Connection, found_by: Iterable[SearchRows]) -> None:
    """Insert what new members are found by; words that are known already stay as they are."""
    for table, rows in together(found_by).items():
        # In one order, so that of two who bring the same words one waits for the other, not each for each.
        how = table.insert() if table in MEMBERS_OWN else _if_new(connection, table)
        for chunk in _chunks(rows):
            connection.execute(how, chunk)


def derived(connection: Connection, member_ids: Sequence[UUID]) -> dict[UUID, SearchRows]:
    """What members are found by, as their names and jobs stand in the store; by member."""
    found_by: dict[UUID, SearchRows] = {}
    for chunk in _chunks(list(member_ids), 500):
        workplaces: dict[UUID, list[str]] = {}
        for job in connection.execute(_WORKPLACES.where(JOB.c.member_id.in_(chunk))):
            workplaces.setdefault(job.member_id, []).extend((job.employer, job.worksite))
        for row in connection.execute(_NAMES.where(MEMBER.c.id.in_(chunk))):
            names = (row.given, row.family, row.informal)
            found_by[row.id] = search_rows(row.id, *names, workplaces.get(row.id, ()))
    return found_by


def keep_anew(connection: Connection, member_id: UUID, found_by: SearchRows) -> None:
    """Replace what a member is found by: names or workplaces are others now."""
    words, places = drop(connection, [member_id])
    keep(connection, [found_by])
    sweep(connection, words, places)


def forget(connection: Connection, member_ids: Sequence[UUID]) -> None:
    """Take away what members are found by, and every word that nobody else has: they are being erased."""
    sweep(connection, *drop(connection, member_ids))


def forget_members(connection: Connection, member_ids: Sequence[UUID]) -> None:
    """Take away what is the members' alone; the words stay until they are swept."""
    for chunk in _chunks(list(member_ids), 500):
        for table in MEMBERS_OWN:
            connection.execute(delete(table).where(table.c.member_id.in_(chunk)))


def drop(connection: Connection, member_ids: Sequence[UUID]) -> tuple[set[str], set[int]]:
    """Take away what is the members' alone; answers the words and workplaces they had, to be swept."""
    words: set[str] = set()
    places: set[int] = set()
    for chunk in _chunks(list(member_ids), 500):
        name, work = MEMBER_NAME.c, MEMBER_WORKPLACE.c
        words.update(
            connection.execute(select(name.a).where(name.member_id.in_(chunk), name.b == "").distinct())
            .scalars()
            .all()
        )
        places.update(
            connection.execute(select(work.workplace).where(work.member_id.in_(chunk)).distinct())
            .scalars()
            .all()
        )
    forget_members(connection, member_ids)
    return words, places


_NOBODYS = ~exists().where(MEMBER_NAME.c.a == NAME_TERM.c.term, MEMBER_NAME.c.b == "")
_UNKNOWN = ~exists().where(NAME_TERM.c.term == TERM_KEY.c.term)
_EMPTY = ~exists().where(MEMBER_WORKPLACE.c.workplace == WORKPLACE_WORD.c.workplace)


def sweep(connection: Connection, words: Iterable[str], places: Iterable[int]) -> None:
    """Take away those of the words and workplaces that nobody has any more."""
    for chunk in _chunks(sorted(words), 500):
        connection.execute(delete(NAME_TERM).where(NAME_TERM.c.term.in_(chunk), _NOBODYS))
        connection.execute(delete(TERM_KEY).where(TERM_KEY.c.term.in_(chunk), _UNKNOWN))
    for numbers in _chunks(sorted(places), 500):
        place = WORKPLACE_WORD.c.workplace
        connection.execute(delete(WORKPLACE_WORD).where(place.in_(numbers), _EMPTY))


def sweep_all(connection: Connection) -> None:
    """Take away every word and workplace that nobody has: two who wrote at once may have left one."""
    connection.execute(delete(NAME_TERM).where(_NOBODYS))
    connection.execute(delete(TERM_KEY).where(_UNKNOWN))
    connection.execute(delete(WORKPLACE_WORD).where(_EMPTY))


_HAVE_IT = (
    select(func.count()).where(MEMBER_NAME.c.a == NAME_TERM.c.term, MEMBER_NAME.c.b == "").scalar_subquery()
)
_COUNTED = update(NAME_TERM).values(df=_HAVE_IT)


def count_words(connection: Connection) -> None:
    """Count anew how many members have each word of the vocabulary."""
    connection.execute(_COUNTED.where(NAME_TERM.c.df != _HAVE_IT))


_NO_WORDS = select(NAME_TERM.c.term).limit(1)
_SOME_NAMES = select(MEMBER_NAME.c.a).limit(1)


def is_due(connection: Connection) -> bool:
    """Whether there are names and no vocabulary: the store is from before there was one."""
    return (
        connection.execute(_SOME_NAMES).first() is not None and connection.execute(_NO_WORDS).first() is None
    )


def _if_new(connection: Connection, table: Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _chunks(rows: Sequence[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk
