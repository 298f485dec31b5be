"""Names of documents and what a file is by its first bytes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.document_names import LONGEST, ending_of, kept_name, proposed_name, safe_name
from data.rules.document_paths import completed, paths_of, quoted
from data.rules.document_references import counted, places, reference_to, references
from data.rules.file_types import SHAPES, check_head, check_name, size_said
from data.steward.config import load_config
from data.types.documents import FileNotTaken, FileRules
from widgets.lines import pair
from widgets.noted import noted

DAY = date(2026, 1, 15)
RULES = FileRules(frozenset(SHAPES))
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
JP2, HEIF = b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\x00\x00\x00\x18ftypheic"
FIRST = {
    b"A line.\nAnother.": ("txt", "csv"),
    b"\xff\xfeA\x00": ("txt", "csv"),
    b"From: a@example.org\nSubject: x\n\n": ("eml",),
    OLE: ("msg", "doc", "xls", "ppt", "docx", "xlsx", "pptx"),
    ZIP: ("docx", "xlsx", "pptx", "zip"),
    b"%PDF-1.7": ("pdf",),
    b"Rar!\x1a\x07\x01\x00": ("rar",),
    b"\x89PNG\r\n\x1a\n": ("png", "apng"),
    b"\xff\xd8\xff\xe0": ("jpg", "jpeg"),
    b"GIF89a": ("gif",),
    b"RIFF\0\0\0\0WEBP": ("webp",),
    b"RIFF\0\0\0\0WAVE": ("wav",),
    HEIF: ("heic", "heif", "avif", "hevc", "mp4"),
    b"\x1a\x45\xdf\xa3": ("webm",),
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": ("wma",),
    b"ID3\x04": ("mp3",),
    b"\xff\xfb\x90": ("mp3",),
    JP2: ("j2k", "jpf", "jpx", "jpm", "mj2", "jp2"),
    b"II\xbc\x01": ("jxr", "hdp", "wdp"),
}


def test_every_type_of_the_unions_list_is_known_by_its_first_bytes() -> None:
    assert len(SHAPES) == 37
    assert set(load_config().attachment_types) == set(SHAPES)
    assert {ending for endings in FIRST.values() for ending in endings} == set(SHAPES)
    for head, endings in FIRST.items():
        for ending in endings:
            check_head(ending, head)


@pytest.mark.parametrize("ending", SHAPES)
def test_no_type_is_taken_for_a_program_or_for_noise(ending: str) -> None:
    for head in (b"\x7fELF\x02\x01\x01\x00", b"MZ\x90\x00\x03\x00", b"\x00\x01\x02\x03\x04\x05\x06\x07" * 4):
        with pytest.raises(FileNotTaken, match=f"named .{ending}, but"):
            check_head(ending, head)


def test_a_refusal_says_what_it_is_instead() -> None:
    for ending, head, said in (
        ("pdf", ZIP, "it is a zip archive"),
        ("docx", b"%PDF-1.4", "it is a PDF"),
        ("png", b"\xff\xd8\xff\xe0", "it is a JPEG picture"),
        ("jpg", b"<!DOCTYPE html><html>", "it is a web page"),
        ("gif", b"abc", "its content is not that of a GIF picture"),
    ):
        with pytest.raises(FileNotTaken, match=said):
            check_head(ending, head)


def test_a_name_is_taken_by_its_ending_in_any_case() -> None:
    assert check_name("SCAN.PdF", RULES) == "pdf"
    for name in ("scan", "scan.exe", "scan.pdf.exe", "scan.", ".pdf.sh"):
        with pytest.raises(FileNotTaken):
            check_name(name, RULES)
    with pytest.raises(FileNotTaken, match="Taken are txt"):
        check_name("scan.pdf", FileRules(frozenset({"txt"})))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Letter.PDF", "Letter.pdf"),
        ("/tmp/", "tmp"),
        ("a\x1b[31mb\u202efdp.txt", "abfdp.txt"),
        ("a\nb\tc.pdf", "a b c.pdf"),
        ("CON.txt", "_CON.txt"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ('what? "this": <x>|*.pdf', "what this x.pdf"),
        ("..", "document"),
        ("", "document"),
        (" .pdf", "pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("山" * 200 + ".pdf", "山" * 65 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@given(st.text(max_size=400))
def test_any_name_is_safe_and_stays_so(text: str) -> None:
    safe = safe_name(text)
    assert safe_name(safe) == safe != ""
    assert len(safe.encode()) <= LONGEST
    assert not set(safe) & set('/\\<>:"|?*\0\n\x1b\u202e') and safe not in (".", "..")


@pytest.mark.parametrize(
    ("original", "described", "name"),
    [
        ("scan_0001.pdf", "Medical Certificate", "20260115 – Andrew Gallagher – Medical Certificate.pdf"),
        ("medical_certificate.PDF", "", "20260115 – Andrew Gallagher – Medical certificate.pdf"),
        ("20251224 – A. Gallagher – Roster.xlsx", "", "20251224 – Andrew Gallagher – Roster.xlsx"),
        ("x.pdf", "../../a/b", "20260115 – Andrew Gallagher – .. .. a b.pdf"),
    ],
)
def test_the_unions_form_is_proposed(original: str, described: str, name: str) -> None:
    assert proposed_name(original, DAY, "Andrew Gallagher", described) == name


def test_a_corrected_name_keeps_the_ending_of_the_file() -> None:
    assert kept_name("Roster", "a.pdf") == "Roster.pdf"
    assert kept_name("Roster.exe", "a.pdf") == "Roster.exe.pdf"
    assert kept_name("Roster.PDF", "a.pdf") == "Roster.pdf"
    assert ending_of("a.tar.GZ") == "gz"


def test_a_size_is_said_in_the_unit_that_fits() -> None:
    assert [size_said(size) for size in (1, 999, 1000, 25_400_000)] == [
        "1 byte",
        "999 bytes",
        "1 kB",
        "25.4 MB",
    ]


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("", ()),
        ("  /tmp/a b.pdf ", ("/tmp/a b.pdf",)),
        ("'/tmp/a b.pdf'", ("/tmp/a b.pdf",)),
        ('"/tmp/it\'s.pdf"', ("/tmp/it's.pdf",)),
        (r"/tmp/a\ b\(1\).pdf", ("/tmp/a b(1).pdf",)),
        ("'/tmp/a.pdf' '/tmp/b.pdf'", ("/tmp/a.pdf", "/tmp/b.pdf")),
        ("file:///tmp/a%20b.pdf", ("/tmp/a b.pdf",)),
        ("file:///tmp/a%23b.pdf file:///tmp/c%3F.pdf", ("/tmp/a#b.pdf", "/tmp/c?.pdf")),
        ("file://localhost/tmp/a.pdf", ("/tmp/a.pdf",)),
        ("file:///C:/Users/me/a.pdf", ("C:/Users/me/a.pdf",)),
        (r"C:\Users\me\a.pdf", (r"C:\Users\me\a.pdf",)),
        ("'/tmp/open.pdf", ("/tmp/open.pdf",)),
        ("~/it's.pdf", ("~/it's.pdf",)),
    ],
)
def test_a_line_is_read_as_the_paths_that_terminals_paste(typed: str, paths: tuple[str, ...]) -> None:
    assert paths_of(typed) == paths


@given(st.text(max_size=60))
def test_any_line_is_read(text: str) -> None:
    some = tuple(part for part in text.split("\n") if part.strip())
    assert paths_of(quoted(some)) == some
    assert all(paths_of(text)) and isinstance(paths_of(text), tuple)


@pytest.mark.parametrize(
    ("typed", "names", "far"),
    [
        ("", [], ""),
        ("ro", ["roster.txt"], "roster.txt"),
        ("r", ["roster.txt", "roses.pdf"], "ros"),
        ("x", ["roster.txt"], "x"),
        ("RO", ["roster.txt"], "roster.txt"),
        ("a", ["a", "ab"], "a"),
    ],
)
def test_a_name_is_completed_as_far_as_all_go(typed: str, names: list[str], far: str) -> None:
    assert completed(typed, names) == far


def test_references_are_read_and_counted() -> None:
    name = "20260115 – A. Gallagher – Letter [2].pdf"
    assert reference_to(name) == "[[20260115 – A. Gallagher – Letter (2).pdf]]"
    text = f"See {reference_to(name)} and [[other]], {reference_to(name)}; [[]] [[a\nb]]"
    assert references(text) == ("20260115 – A. Gallagher – Letter (2).pdf", "other")
    assert counted([text, "none", reference_to(name)], [name, "Unknown"]) == {name: 2}


def test_the_documents_a_note_names_stand_out_also_over_the_end_of_a_line() -> None:
    text = "See [[20260115 – A. Gallagher – Roster.pdf]] and [[never\nclosed]] [x]."
    assert [text[begin:end] for line in text.splitlines() for begin, end in places(line)] == [
        "[[20260115 – A. Gallagher – Roster.pdf]]"
    ]
    for width in (12, 20, 31, 80):
        lines = noted("Issue", text, width, 6)
        assert [[piece[0] for piece in line] for line in pair("Issue", text, width, gutter=6)] == [
            [line[0][0], "".join(piece[0] for piece in line[1:])] for line in lines
        ]
        named = "".join(piece for line in lines for piece, role in line if role == "accent")
        assert "".join(named.split()) == "[[20260115–A.Gallagher–Roster.pdf]]"
