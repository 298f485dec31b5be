import stat
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.local.database import fingerprint, password_in, without_password
from data.local.home import home
from data.local.settings import Settings, read_settings, write_settings
from data.types.errors import BadInput, NotSetUp

GOOD = Settings("sqlite:////srv/msd/casetui.db", "kim")


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "below" / "settings.toml"
    settings = Settings(
        "postgresql://kim@db.example.org/msd",
        "kim",
        "light",
        "ascii",
        rewrite=(("^00", "+"), (r"^\+61(\d)", r"0\1")),
        landing="timeline",
    )
    write_settings(settings, path)
    assert read_settings(path) == settings
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_officer_and_path_survive_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    write_settings(Settings(f"sqlite:///{text}", text), path)
    assert asdict(read_settings(path)) == asdict(Settings(f"sqlite:///{text}", text))


def test_a_missing_file_means_that_nothing_is_set_up(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp):
        read_settings(tmp_path / "settings.toml")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("database = 'sqlite:///x'\nofficer = kim", "line 2"),
        ("officer = 'kim'", "database is missing"),
        ("database = 'sqlite:///x'", "officer is missing"),
        ("database = ''\nofficer = 'kim'", "database is missing"),
        ("database = 'mysql://x'\nofficer = 'kim'", "postgresql://"),
        ("database = 'sqlite:///x'\nofficer = 7", "officer must be text"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nthema = 'dark'", "'thema'; there are database, officer"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\ntheme = 'pink'", "dark, light, contrast, mono"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nsigns = 'emoji'", "unicode, ascii"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nlanding = 'moon'", "it may be note, timeline, home"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nrewrite = '^0'", "a list of pairs"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nrewrite = [['^0']]", "a list of pairs"),
        ("database = 'sqlite:///x'\nofficer = 'kim'\nrewrite = [['^0', '+'], ['(', '']]", "rewrite, rule 2"),
    ],
)
def test_a_fault_in_the_file_names_the_file_the_key_and_what_is_allowed(
    tmp_path: Path, content: str, named: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content)
    with pytest.raises(BadInput) as told:
        read_settings(path)
    assert named in told.value.sentence
    assert str(path) in told.value.sentence


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="UTF-8"):
        read_settings(path)


def test_bad_settings_are_not_written_over_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(GOOD, path)
    with pytest.raises(BadInput):
        write_settings(Settings("sqlite:///x", "kim", theme="pink"), path)
    assert read_settings(path) == GOOD
    assert [part.name for part in tmp_path.iterdir()] == ["settings.toml"]


def test_every_file_lies_under_the_home_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASETUI_HOME", str(tmp_path))
    places = home()
    assert {path.parent for path in (places.settings, places.drafts, places.log, places.database)} == {
        tmp_path
    }


def test_without_a_given_home_files_lie_apart_from_the_current_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CASETUI_HOME")
    assert all(path.is_absolute() and "casetui" in str(path) for path in (home().settings, home().drafts))


@pytest.mark.parametrize(
    ("url", "shown", "password"),
    [
        ("postgresql://kim:s%40cret@db.example.org/msd", "postgresql://kim@db.example.org/msd", "s@cret"),
        ("postgresql://kim:a:b@h/msd", "postgresql://kim@h/msd", "a:b"),
        ("postgresql://kim@h/msd", "postgresql://kim@h/msd", None),
        ("postgresql://kim@/msd?host=%2Frun&password=x", "postgresql://kim@/msd?host=%2Frun", "x"),
        ("sqlite:////srv/a:b@c.db", "sqlite:////srv/a:b@c.db", None),
    ],
)
def test_a_password_is_taken_out_of_a_url(url: str, shown: str, password: str | None) -> None:
    assert without_password(url) == shown
    assert password_in(url) == password


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("postgresql://kim:x@DB.example.org:5432/msd", "postgresql://sam@db.example.org/msd", True),
        ("postgresql://kim@h/msd", "postgresql://kim@h/other", False),
        ("postgresql://kim@h:5433/msd", "postgresql://kim@h/msd", False),
        ("postgresql://kim@/msd?host=/a", "postgresql://kim@/msd?host=/b", False),
        ("postgresql://kim@/msd?host=/a&connect_timeout=1", "postgresql://kim@/msd?host=/a", True),
        ("postgresql://kim@a,b:5433/msd", "postgresql://kim@a,b:5433/msd", True),
        ("sqlite:////srv/x/../y.db", "sqlite:////srv/y.db", True),
        ("sqlite:////srv/x.db", "sqlite:////srv/y.db", False),
    ],
)
def test_a_fingerprint_names_the_store_and_not_the_login(one: str, other: str, same: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) is same
