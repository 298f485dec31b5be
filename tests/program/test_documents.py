"""Documents from the command line: attached, listed, saved, renamed, moved, removed; the watched folder."""

from pathlib import Path
from uuid import UUID

import pytest

from tests.program.commands import Inside

ADD = ("cases", "add", "--member", "0048213", "--reason", "by post", "--type", "ROS")
PDF = b"%PDF-1.7\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "medical_certificate.pdf").write_bytes(PDF)
    (made / "roster.txt").write_text("Nights", "utf-8")
    (made / "fake.pdf").write_bytes(b"MZ\x90")
    (made / "empty.pdf").write_bytes(b"")
    return made


def test_documents_go_their_way(inside: Inside, andrew: UUID, files: Path, tmp_path: Path) -> None:
    assert inside(*ADD).code == 0
    assert inside("documents", "C-10001").out.endswith("has no documents.\n")
    out = inside(
        "attach", "C-10001", str(files / "medical_certificate.pdf"), "--as", "Medical Certificate"
    ).out
    assert "– Andrew Gallagher – Medical Certificate.pdf is attached, 9 bytes." in out
    # What is not taken is named; the other is attached all the same.
    both = inside("attach", "0048213", str(files / "fake.pdf"), str(files / "roster.txt"), "--json")
    assert both.code == 2 and "fake.pdf: it is named .pdf, but it is a Windows program" in both.err
    assert "Roster.txt" in both.out
    many = inside(
        "attach", "0048213", str(files / "fake.pdf"), str(files / "empty.pdf"), str(files / "no.pdf")
    )
    assert many.code == 2 and many.out == ""
    assert "empty.pdf: it is empty" in many.err and "no.pdf: there is no such file" in many.err
    on_case = inside("documents", "C-10001", "--json").json
    assert [(one["case_reference"], one["described"], one["in_notes"]) for one in on_case] == [
        (10001, "Medical Certificate", 0)
    ]
    names = [one["name"] for one in inside("documents", "0048213", "--sort", "type", "--json").json]
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "txt"]
    which = on_case[0]["id"]
    assert inside("document", which, "rename", "Certificate", "--as", "A certificate").out == (
        "It is Certificate.pdf now.\n"
    )
    assert (
        inside("document", which, "save", str(tmp_path)).out == f"Saved as {tmp_path / 'Certificate.pdf'}.\n"
    )
    assert (tmp_path / "Certificate.pdf").read_bytes() == PDF
    again = inside("document", which, "save", str(tmp_path))
    assert again.code == 2 and "a file of that name is there already" in again.err
    assert inside("document", which, "save", str(tmp_path), "--force").code == 0
    assert inside("document", which, "move", "0048213").out == "Certificate.pdf is moved.\n"
    assert inside("documents", "C-10001").out.endswith("has no documents.\n")
    assert inside("document", which, "remove").out == "Certificate.pdf is removed.\n"
    assert len(inside("documents", "0048213", "--json").json) == 1
    assert inside("document", which, "restore", "--json").json["removed_at"] is None
    assert "A certificate; attached as medical_certificate.pdf" in inside("document", which).out
    for words in (
        ("document", "x", "remove"),
        ("attach", "C-10001"),
        ("documents", "C-10001", "--sort", "x"),
    ):
        assert inside(*words).code == 2
    assert inside("documents", "C-10009").code == 1


def test_what_lies_in_the_watched_folder_is_attached_and_goes_aside(
    inside: Inside, andrew: UUID, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "drop_folder" in inside("attach", "0048213", "--watch").err
    (inside.machine.home / "settings.toml").write_text(
        f'database = "{inside.machine.url}"\nofficer = "kim.tran"\ndrop_folder = "{files}"\n', "utf-8"
    )
    first = inside("attach", "0048213", "--watch", "--json")
    assert first.code == 2
    assert sorted(one.name for one in (files / "attached").iterdir()) == [
        "medical_certificate.pdf",
        "roster.txt",
    ]
    assert sorted(one.name for one in files.iterdir() if one.is_file()) == ["empty.pdf", "fake.pdf"]
    for left in ("empty.pdf", "fake.pdf"):
        (files / left).unlink()
    assert inside("attach", "0048213", "--watch").out == "Nothing lies in the watched folder.\n"
