"""What an import holds in memory does not grow with the file: counted, not weighed."""

import functools
import gc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BindParameter

from data.desk.desk import Desk
from data.exchange import scanning
from data.steward.members_in import Given, import_members
from tests.storage.member_files import a_row, write_rows

BATCH, BATCHES, EARLY = 5, 30, 11


def test_nothing_stays_of_a_batch_that_is_written(
    admin: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MANY", BATCH)
    rows = [
        a_row(f"00{place:05}", First_Name=f"Ana{place}", Birth_Date=f"{place % 28 + 1}/03/{1900 + place}")
        for place in range(BATCH * BATCHES)
    ]
    lists: dict[int, int] = {}
    endless: dict[int, int] = {}
    batches = 0
    # What is loaded by now, caches of modules too, is walked through once; what tests before left, not again.
    gc.unfreeze()
    caches = _endless(gc.get_objects())
    gc.freeze()

    def seen(done: int, total: int) -> None:
        nonlocal batches
        if total and done:
            batches += 1
            if batches in (EARLY, BATCHES):
                things = gc.get_objects()
                lists[batches] = sum(type(one) is BindParameter for one in things)
                endless[batches] = sum(one.cache_info().currsize for one in (*caches, *_endless(things)))

    assert import_members(admin, Given(write_rows(tmp_path / "members.csv", rows)), seen).new == len(rows)
    assert batches == BATCHES
    assert lists[BATCHES] == lists[EARLY], "what statements were given is still held"
    assert endless[BATCHES] == endless[EARLY], "a cache without an end has grown with the rows"


def _endless(things: Iterable[object]) -> "list[functools._lru_cache_wrapper[Any]]":
    """The caches among them that never let go of anything."""
    caches = [one for one in things if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in caches if one.cache_parameters()["maxsize"] is None]
