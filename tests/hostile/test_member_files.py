"""Files of members as they really come: each fault has its sentence, and nothing is half taken."""

import csv
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data.desk import members
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.exchange.scratch import Scratch
from data.exchange.table_file import shape_of
from data.exchange.text_file import LONGEST_LINE
from data.steward.mapping import load_mapping
from data.steward.members_in import Given, import_members
from data.types.errors import BadInput, FileRefused
from data.types.intake import Imported
from tests.builders import Clock
from tests.storage.member_files import a_row, write_rows

HEADING = "iMIS Id,First Name,Last Name,Mobile Phone,Birth Date\n"
GOOD = "0048213,Rosa,Zeller,0491 570 006,24/03/1981\n"


@pytest.fixture
def admin(sqlite_url: str, clock: Clock) -> Desk:
    return open_desk(sqlite_url, "ravi.admin", clock=clock)


@pytest.fixture
def take(admin: Desk, tmp_path: Path) -> Callable[[str | bytes], Imported]:
    def of(text: str | bytes) -> Imported:
        file = tmp_path / "members.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return import_members(admin, Given(file))

    return of


def rejected(folder: Path) -> list[tuple[int, str, str]]:
    with (folder / "members.rejects.csv").open(encoding="utf-8", newline="") as file:
        return [(int(row["Line"]), row["Membership number"], row["Reason"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n", "the file is empty"),
        (HEADING.encode(), "the file has headings and no rows"),
        (HEADING.encode() + b"\n\n,,,,\n", "the file has headings and no rows"),
        (b"First Name,Last Name\nRosa,Zeller\n", "no column is the membership number"),
        (b"ID,iMIS Id\n1,2\n", "could both be the membership number; say which with --mapping"),
        (b"ID,Status,Status\n1,A,I\n", "'Status' stands twice"),
        (gzip.compress(HEADING.encode(), mtime=0), "packed with gzip"),
        (b"PK\x03\x04" + bytes(200), "save it as CSV"),
        (b"\xd0\xcf\x11\xe0" + bytes(200), "save it as CSV"),
        (b"%PDF-1.7\n", "export it as CSV"),
        (
            (HEADING + 'A1,"Rosa,Zeller,,\n' + GOOD * 3).encode(),
            "line 2: a quotation mark is opened and not closed",
        ),
        ((HEADING + f"A1,{'x' * 200_000},Zeller,,\n").encode(), "or shorten the cell"),
        ((HEADING + f"A1,{'x' * 5_000_000},Zeller,,\n").encode(), "export the file anew"),
        ((HEADING + "A1,R,Z,,03/04/1981\n").encode(), "--dates dmy or --dates mdy"),
        (bytes(5000), "no column is the membership number"),
    ],
    ids=lambda part: part if isinstance(part, str) else "file",
)
def test_a_file_that_cannot_be_taken_is_told_in_one_sentence(
    take: Callable[[bytes], Imported], admin: Desk, content: bytes, told: str
) -> None:
    with pytest.raises(FileRefused) as caught:
        take(content)
    assert told in caught.value.sentence and "Nothing was imported." in caught.value.sentence
    assert "Zeller" not in caught.value.sentence
    with pytest.raises(Exception, match="no member has that number"):
        members.by_number(admin, "A1")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",Ana,Zeller,,", "has no membership number"),
        ("12345678901,Ana,Zeller,,", "longer than 10 characters"),
        ("1.2E+05,Ana,Zeller,,", "the membership number was rounded by a spreadsheet"),
        ("N-00001,Ana,Zeller,,", "begins with N-"),
        ("00 7,Ana,Zeller,,", "not made of letters and digits"),
        ("007,Ana,Zeller", "has 3 cells where there are 5 headings"),
        ("007,Ana,Zeller,,,,x", "has 7 cells where there are 5 headings"),
        ("007,,,,", "has no name"),
        ("007,Ana,Zeller,4.12346E+08,", "Mobile Phone was rounded by a spreadsheet"),
        ("007,Ana,Zeller,,30/02/1981", "Birth Date is a day that does not exist"),
        ("007,Ana,Zeller,,soon", "Birth Date is no day"),
        ("007,A\0na,Zeller,,", "First Name has a NUL in it"),
        ("007,A\udc80na,Zeller,,", "First Name has bytes that are no text"),
        ('007,=cmd("calc")!A1,Zeller,,', "First Name is a formula"),
        (f"007,{'x' * 300},Zeller,,", "First Name is longer than 254 characters"),
        ('007,"Ana" B,Zeller,,', "a quotation mark stands inside a quoted cell"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_by_line_and_the_others_are_taken(
    take: Callable[[bytes], Imported], admin: Desk, tmp_path: Path, row: str, told: str
) -> None:
    # A letter outside ASCII says that the file is UTF-8, so that a broken byte is damage.
    text = HEADING + "0048210,Zoë,Bello,,24/03/1981\n" + row + "\n" + GOOD
    result = take(text.encode("utf-8", "surrogateescape"))
    assert (result.new, result.rejected) == (2, 1)
    ((line, _number, reason),) = rejected(tmp_path)
    assert line == 3 and told in reason
    assert "Ana" not in reason and "Zeller" not in reason
    assert members.by_number(admin, "0048213").name == "Rosa Zeller"


def test_rejects_stand_in_the_order_of_their_lines(take: Callable[[str], Imported], tmp_path: Path) -> None:
    take(HEADING + "0048210,,,,\n0048211,=cmd(),Lee,,\n" + GOOD + "0048214,Ana,Lee,,30/02/1981\n")
    assert [line for line, _number, _reason in rejected(tmp_path)] == [2, 3, 5]


def test_the_rejects_of_an_earlier_run_go_and_the_file_is_private(
    take: Callable[[str], Imported], tmp_path: Path
) -> None:
    take(HEADING + ",Ana,Zeller,,\n" + GOOD)
    assert (tmp_path / "members.rejects.csv").stat().st_mode & 0o077 == 0
    assert take(HEADING + GOOD).rejects_file == ""
    assert not (tmp_path / "members.rejects.csv").exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("[bold red]Rosa[/]", "[bold red]Rosa[/]"),
        ("Ro\x1b[31msa\x1b]0;x\x07", "Rosa"),
        ("\u202eRosa\u2069", "Rosa"),
        ('"Ro\nsa"', "Ro sa"),
        ('"Rosa ""Rosie"""', 'Rosa "Rosie"'),
        ('"=""Rosa"""', "Rosa"),
        ("Rosa\u0301" + "\u0301" * 50, "Rosá" + "\u0301" * 29),
        ("ﬁona", "ﬁona"),
        ("小明", "小明"),
    ],
)
def test_hostile_text_is_made_harmless_and_kept(
    take: Callable[[str], Imported], admin: Desk, written: str, kept: str
) -> None:
    assert take(HEADING + f"0048213,{written},Zeller,,\n").new == 1
    assert members.by_number(admin, "0048213").given == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_separator_is_found_out(
    admin: Desk, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    file = write_rows(
        tmp_path / "members.csv",
        [a_row(First_Name="Zoë", Last_Name="D'Été"), a_row("7", First_Name="José; Ana, Mía")],
        encoding=encoding,
        delimiter=delimiter,
    )
    assert import_members(admin, Given(file)).new == 2
    assert members.by_number(admin, "0048213").name == "Zoë D'Été"
    assert members.by_number(admin, "7").given == "José; Ana, Mía"


def test_quoted_line_ends_keep_the_count_of_lines(take: Callable[[str], Imported], tmp_path: Path) -> None:
    take(HEADING + '1,"A\n\nB",Zeller,,\r\n2,,,,\n' + GOOD)
    assert [(line, number) for line, number, _reason in rejected(tmp_path)] == [(5, "2")]


@pytest.mark.parametrize("name", ["folder", "missing"])
def test_what_is_no_file_is_told(admin: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileRefused, match=r"is a folder|No such file"):
        import_members(admin, Given(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("imis_id = 'x'", "is no table of a mapping; there are imis_csv, jobs_csv"),
        ("[imis_csv]\nnumber = 'x'", "there is no field 'number'"),
        ("[imis_csv]\nimis_id = 7", "must be a heading"),
        ("[imis_csv]\nimis_id = []", "could both"),
        ("[imis_csv.status_map]\nA = 1", "must give a status"),
        ("[imis_csv", "Expected"),
        ("\udcff", "is not UTF-8"),
    ],
)
def test_a_mapping_that_is_none_is_told(admin: Desk, tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(text.encode("utf-8", "surrogateescape"))
    file = tmp_path / "members.csv"
    file.write_text("ID,iMIS Id,Last Name\n1,2,Zeller\n")
    if told == "could both":
        told = "no column is"
    with pytest.raises(FileRefused) as caught:
        import_members(admin, Given(file, mapping=own))
    assert told in caught.value.detail


def test_an_own_mapping_says_which_of_two_columns_is_the_number(admin: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[imis_csv]\nimis_id = "iMIS Id"\n[imis_csv.status_map]\nVIP = "Life / honorary"\n')
    file = tmp_path / "members.csv"
    file.write_text("ID,iMIS Id,Last Name,Status\n1,0002,Zeller,VIP\n")
    assert import_members(admin, Given(file, mapping=own)).new == 1
    assert members.by_number(admin, "0002").membership_status == "Life / honorary"


def test_a_line_without_end_is_read_no_further_than_it_must(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(b"x" * (LONGEST_LINE + 1))
    with pytest.raises(BadInput, match="longer than"):
        shape_of(file, load_mapping().members, "imis_id")


def test_a_folder_that_takes_no_rejects_is_told(
    take: Callable[[str], Imported], tmp_path: Path, admin: Desk
) -> None:
    (tmp_path / "members.rejects.csv").mkdir()
    with pytest.raises(FileRefused, match=r"members\.rejects\.csv of an earlier run cannot be removed"):
        take(HEADING + GOOD)


def test_a_full_disk_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scratch() as scratch, pytest.raises(BadInput, match="temporary files is full"):
        # A real limit of SQLite's own: as few pages as the file has by now.
        pages = scratch._file.execute("PRAGMA page_count").fetchone()[0]
        scratch._file.execute(f"PRAGMA max_page_count = {pages}")
        for start in range(0, 100_000, 1000):
            scratch.see([(f"{number:010d}", os.urandom(12), number) for number in range(start, start + 1000)])


def test_no_file_is_left_of_what_was_kept_aside(take: Callable[[str], Imported], tmp_path: Path) -> None:
    take(HEADING + GOOD)
    assert {path.name.partition(".db")[0] for path in tmp_path.iterdir()} == {"members.csv", "casetui"}
