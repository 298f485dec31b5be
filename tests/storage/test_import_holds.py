"""What an import holds in memory does not grow with the file: counted, not weighed."""

import functools
import gc
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BindParameter

from data.desk.desk import Desk
from data.exchange import scanning
from data.steward.members_in import Given, import_members
from tests.storage.member_files import a_row, write_rows

BATCH, BATCHES, EARLY = 5, 30, 10


def test_nothing_stays_of_a_batch_that_is_written(
    admin: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MANY", BATCH)
    rows = [
        a_row(f"00{place:05}", First_Name=f"Ana{place}", Birth_Date=f"{place % 28 + 1}/03/{1900 + place}")
        for place in range(BATCH * BATCHES)
    ]
    lists: list[int] = []
    endless: list[int] = []

    def seen(done: int, total: int) -> None:
        if total and done:
            things = gc.get_objects()
            lists.append(sum(type(one) is BindParameter for one in things))
            caches: list[Any] = [one for one in things if type(one) is functools._lru_cache_wrapper]
            told = [cache.cache_info() for cache in caches]
            endless.append(sum(info.currsize for info in told if info.maxsize is None))

    assert import_members(admin, Given(write_rows(tmp_path / "members.csv", rows)), seen).new == len(rows)
    assert len(lists) == BATCHES
    assert lists[-1] == lists[EARLY], "what statements were given is still held"
    assert endless[-1] == endless[EARLY], "a cache without an end has grown with the rows"
