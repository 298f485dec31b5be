"""Acts on many cases and interactions at once (features B11, B7).

Every record is an act of history of its own, and all have the `batch_id` of the gesture: history stays with the record,
and the whole can be taken back. What is columns alone is written for hundreds of records by a statement; a record from
which more follows goes through the use case for one.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from data.desk import bulk_alike, bulk_follow_ups, bulk_single
from data.desk.desk import Desk
from data.repositories.many import done_before
from data.repositories.many import numbered as by_number
from data.rules.deeds import refuse_unfit
from data.rules.reference import say_case, say_interaction
from data.types.bulk import BulkDone, Deed, Refused
from data.types.errors import CasetuiError, Conflict, HeldOpen, Incomplete, StoreTrouble
from data.types.news import News
from data.types.stop import Stop
from data.types.triage import Picked

AT_ONCE = 500
"""Records in one transaction: others wait for no longer than it takes."""
Told = Callable[[int, int], None]
"""Told how many are dealt with, of how many."""


def apply(
    desk: Desk,
    picked: Sequence[Picked],
    deeds: Sequence[Deed],
    *,
    reason: str = "",
    batch_id: UUID,
    told: Told | None = None,
    stop: Stop | None = None,
) -> BulkDone:
    """Do the deeds with each record; what cannot be changed is answered with its reason, everything else is done.

    Sent again with the same `batch_id` nothing is done twice. Broken off by `stop`, or when the database stops
    answering, what is done is done, and the answer says what is left. Raises BadInput for deeds that fit no record.
    """
    refuse_unfit(deeds)
    wanted = list({(one.record, one.id): one for one in picked}.values())
    run = _Run(desk, deeds, reason, batch_id, len(wanted), told, stop)
    try:
        for some in _by(AT_ONCE, run.not_done_before(wanted)):
            run.some(some)
    except StoreTrouble as error:
        return run.answer(wanted, error)
    finally:
        desk.store.tell(News(everything=True))
    return run.answer(wanted)


def numbered(desk: Desk, numbers: Sequence[tuple[str, int]]) -> tuple[tuple[Picked, ...], tuple[str, ...]]:
    """What is meant by numbers of a kind of record, in their order; then the numbers that nothing seen has."""
    asked = list(dict.fromkeys(numbers))
    with desk.store.reading() as connection:
        found = {
            record: by_number(
                connection, record, [number for kind, number in asked if kind == record], desk.officer
            )
            for record in ("case", "interaction")
        }
    picked, missing = [], []
    for record, number in asked:
        said = say_case(number) if record == "case" else say_interaction(number)
        if number in found[record]:
            record_id, version = found[record][number]
            picked.append(Picked(record, record_id, said, version))
        else:
            missing.append(said)
    return tuple(picked), tuple(missing)


class _Run:
    def __init__(
        self,
        desk: Desk,
        deeds: Sequence[Deed],
        reason: str,
        batch_id: UUID,
        of: int,
        told: Told | None,
        stop: Stop | None,
    ) -> None:
        self.desk, self.deeds, self.reason, self.batch_id = desk, deeds, reason, batch_id
        self.of, self.told, self.stop = of, told, stop
        self.action = f"bulk.{deeds[0].name}" if len(deeds) == 1 else "bulk.macro"
        self.done: list[Picked] = []
        self.refused: list[Refused] = []
        self.already = 0

    def not_done_before(self, wanted: Sequence[Picked]) -> list[Picked]:
        """Those that no act of this gesture has changed yet."""
        with self.desk.store.reading() as connection:
            before = done_before(connection, self.batch_id)
        self.done += [one for one in wanted if one.id in before]
        self.already = len(self.done)
        return [one for one in wanted if one.id not in before]

    def some(self, picked: Sequence[Picked]) -> None:
        """Deal with these; returns early where it was broken off."""
        if self._stopped():
            return
        single: list[Picked] = []
        for record, way in (("case", bulk_alike), ("interaction", bulk_follow_ups)):
            these = [one for one in picked if one.record == record]
            alike = len(these) > 1 and way.fits(self.desk, self.deeds)
            single += self._alike(way.do, these) if alike else these
        for one in single:
            if self._stopped():
                return
            self._one(one)
            self._tell()

    def _alike(self, do: Callable[..., bulk_alike.Alike], these: Sequence[Picked]) -> tuple[Picked, ...]:
        """Deal with these by statements; answers those that are left to be done one by one."""
        try:
            alike = do(self.desk, these, self.deeds, self.reason, self.action, self.batch_id)
        except StoreTrouble:
            raise
        except CasetuiError as error:
            alike = bulk_alike.Alike(refused=tuple(Refused(one, why(error)) for one in these))
        self.done += alike.done
        self.refused += alike.refused
        self.already += alike.already
        self._tell()
        return alike.left

    def _one(self, one: Picked) -> None:
        try:
            changed = bulk_single.do(self.desk, one, self.deeds, self.reason, self.action, self.batch_id)
        except StoreTrouble:
            raise
        except CasetuiError as error:
            self.refused.append(Refused(one, why(error)))
        else:
            self.done.append(one)
            self.already += not changed

    def _stopped(self) -> bool:
        return self.stop is not None and self.stop.pulled

    def _tell(self) -> None:
        if self.told is not None:
            self.told(len(self.done) + len(self.refused), self.of)

    def answer(self, wanted: Sequence[Picked], trouble: CasetuiError | None = None) -> BulkDone:
        """What became of all, in the order in which they were given."""
        done = {(one.record, one.id) for one in self.done}
        refused = {(one.picked.record, one.picked.id): one for one in self.refused}
        keys = [((one.record, one.id), one) for one in wanted]
        return BulkDone(
            self.batch_id,
            tuple(one for key, one in keys if key in done),
            tuple(refused[key] for key, _ in keys if key in refused),
            tuple(one for key, one in keys if key not in done and key not in refused),
            self.already,
            trouble,
        )


def why(error: CasetuiError) -> str:
    """Why a record was not changed, in one sentence, without what is said of forms."""
    if isinstance(error, Conflict):
        return f"{error.detail}; it stands as they left it."
    titled = isinstance(error, Incomplete | HeldOpen)
    said = f"{error.title}: {error.detail}" if titled else error.detail or error.title
    return f"{said[0].upper()}{said[1:]}." if not said.endswith(".") else said


def _by(size: int, picked: Sequence[Picked]) -> Iterator[list[Picked]]:
    rest = iter(picked)
    while some := list(islice(rest, size)):
        yield some
