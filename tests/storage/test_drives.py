"""A database in a file is refused on a network drive, and its files are its owner's alone."""

import stat
from pathlib import Path

import pytest

from data.desk import interactions
from data.desk.opening import open_desk
from data.store import drives, engines
from data.store.engines import sqlite_path
from data.types.errors import NetworkDrive
from tests.builders import a_member, an_interaction_form

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
kim@there:/home /mnt/far\\040away fuse.sshfs rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
/dev/sdb1 /mnt/far\\040away/stick fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/kim/casetui.db", ""),
        ("/mnt/far away/union/casetui.db", "sshfs"),
        ("/mnt/far away", "sshfs"),
        ("/mnt/far away/stick/casetui.db", ""),
        ("/mnt/far awaynot/casetui.db", ""),
        ("/run/user/1000/doc/casetui.db", ""),
    ],
)
def test_a_drive_by_a_program_is_told_by_the_mount_nearest_above(path: str, kind: str) -> None:
    assert drives._by_mounts(Path(path), MOUNTS) == kind


def test_a_drive_of_this_machine_is_asked_of_the_system(tmp_path: Path) -> None:
    assert drives._magic(tmp_path) not in (0, *drives.NETWORK)
    assert drives.network_drive(tmp_path / "not" / "there" / "yet.db") == ""


def test_a_network_drive_is_refused_with_its_kind_unless_it_is_allowed(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(drives.NETWORK, drives._magic(sqlite_path(sqlite_url).parent), "NFS")
    with pytest.raises(NetworkDrive, match=r"is on NFS.*drive of this machine"):
        open_desk(sqlite_url, "kim.tran")
    monkeypatch.setenv(engines.ALLOWED_ON_A_NETWORK, "1")
    open_desk(sqlite_url, "kim.tran").close()


def test_the_files_beside_a_new_database_are_its_owners_alone(tmp_path: Path) -> None:
    from data.steward.setup import set_up_local

    path = tmp_path / "new" / "casetui.db"
    set_up_local(path, "Kim Tran", "kim.tran", settings_file=tmp_path / "settings.toml")
    desk = open_desk(f"sqlite:///{path}", "kim.tran")
    interactions.submit(desk, an_interaction_form(a_member(desk.store)))
    made = sorted(path.parent.iterdir())
    assert [one.name for one in made] == ["casetui.db", "casetui.db-shm", "casetui.db-wal"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o600}
    desk.close()
