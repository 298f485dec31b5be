"""An administrator who takes in files of members."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.desk.desk import Desk
from data.steward.members_in import Given, import_members
from data.types.intake import Imported
from tests.storage.member_files import Rows, Take, write_rows


@pytest.fixture
def admin(desk_for: Callable[[str], Desk]) -> Desk:
    return desk_for("ravi.admin")


@pytest.fixture
def take(admin: Desk, tmp_path: Path) -> Take:
    """Imports rows; `jobs=` a second file, other words as options."""

    def of(rows: Rows, jobs: Rows | None = None, **options: Any) -> Imported:
        file = write_rows(tmp_path / "members.csv", rows)
        jobs_file = write_rows(tmp_path / "jobs.csv", jobs) if jobs else None
        return import_members(admin, Given(file, jobs_file, **options))

    return of
