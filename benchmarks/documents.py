"""The documents of a case opened, against the bare query and its paint; and keys while 25 MB are attached."""

import os
import shutil
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, PROGRAM, environment, floor
from data.desk import cases
from data.desk.opening import open_desk
from data.local.settings import Settings, write_settings
from data.store.tables import DOCUMENT, DOCUMENT_CONTENT, DOCUMENT_PART
from tests.end_to_end.terminal import Terminal

ROUNDS = int(os.environ.get("ROUNDS", "15"))
BOUND = 2.0
DOCUMENTS = 500
NEWEST = "20991231 newest of all"
LARGE = 25_000_000
LONGER_MS = 50.0
"""How much longer than without a file a key may wait."""
WORDS = "she rings about the roster that was changed without a word and wants it back"
FOLDER = HOME / "documents"
"""A home of its own: the other benchmarks keep the union as it comes."""


def full_case() -> tuple[dict[str, str], Path, int]:
    """Variables, file and number of the case of a union that has 500 documents."""
    environment()
    path = FOLDER / "casetui.db"
    FOLDER.mkdir(exist_ok=True)
    for left in (*FOLDER.glob("drafts.db*"), *FOLDER.glob("casetui.db-*")):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.copy(HOME / "demo.db", path)
    write_settings(Settings(f"sqlite:///{path}", "kim"), FOLDER / "settings.toml")
    desk = open_desk(f"sqlite:///{path}", "kim")
    case = cases.listing(desk, mine=True, limit=1)[0]
    with desk.store.loading("bench") as connection:
        connection.execute(insert(DOCUMENT_CONTENT).values(sha256="0" * 64, size=1, parts=1))
        connection.execute(insert(DOCUMENT_PART).values(sha256="0" * 64, number=0, body=b"x"))
        connection.execute(
            insert(DOCUMENT), [_row(number, case.id, desk.officer.id) for number in range(DOCUMENTS)]
        )
    desk.close()
    return {"CASETUI_HOME": str(FOLDER)}, path, case.reference


def _row(number: int, case_id: UUID, officer_id: UUID) -> dict[str, object]:
    last = number == DOCUMENTS - 1
    return {
        "id": uuid7(),
        "case_id": case_id,
        "name": f"{NEWEST}.txt" if last else f"20260115 – Member – Document {number}.txt",
        "original_name": "a.txt",
        "described": "Document",
        "ending": "txt",
        "size": 1,
        "sha256": "0" * 64,
        "proof": "",
        "added_by": officer_id,
        "added_at": datetime.now(UTC) - timedelta(minutes=DOCUMENTS - number),
        "version": 1,
    }


def measure_list() -> Measured:
    """Program and floor in turns, both running; the first of each only warms the caches."""
    variables, path, number = full_case()
    ours: list[float] = []
    bare: list[float] = []
    command = (*floor("bare_documents"), str(path), str(number))
    with (
        Terminal(PROGRAM, columns=130, rows=50, environment=variables) as program,
        Terminal(command, columns=130, rows=50, environment=variables) as plain,
    ):
        program.wait_for("Find", "Overdue")
        plain.wait_for("nothing yet")
        for _ in range(ROUNDS + 1):
            _to_case(program, number)
            program.press("ctrl+g")
            at = program.type("X")
            ours.append((program.wait_painted(NEWEST) - at) * 1e3)
            plain.press("f9")
            plain.wait_for("nothing yet")
            plain.wait_quiet(0.3)
            at = plain.press("enter")
            bare.append((plain.wait_painted(NEWEST) - at) * 1e3)
    return Measured(
        f"a list of {DOCUMENTS} documents opened",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the bare query and the same rows painted",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )


def _to_case(program: Terminal, number: int) -> None:
    program.press("f9", "ctrl+u")
    program.type(f"C-{number}")
    program.wait_for(f"C-{number}  ")
    program.wait_quiet(0.3)
    program.press("enter")
    program.wait_quiet(0.5)


def _typed(program: Terminal) -> list[float]:
    """Milliseconds from each key of a note to what it paints."""
    took = []
    for end in range(1, len(WORDS) + 1):
        at = program.type(WORDS[end - 1])
        if WORDS[end - 1] != " ":
            took.append((program.wait_for(WORDS[:end].split(" ")[-1]) - at) * 1e3)
    return took


def _at_documents(program: Terminal, number: int) -> None:
    _to_case(program, number)
    program.press("ctrl+g")
    program.type("X")
    program.wait_for(NEWEST)
    program.press("a")
    program.wait_for("Attach")


def _noted(program: Terminal, *keys: str) -> list[float]:
    """A note begun by these keys and typed at once: both times over the same screens, and while they still come."""
    program.press(*keys)
    program.wait_for("Background")
    took = _typed(program)
    program.press("f8")
    program.wait_quiet(1.0)
    return took


def measure_typing() -> Measured:
    """A note typed alone, and one typed while a file of 25 MB is looked at, copied and sent; the worst keys of each."""
    variables, _, number = full_case()
    file = FOLDER / "large.txt"
    file.write_bytes(b"0123456789abcde\n" * (LARGE // 16))
    alone: list[float] = []
    beside: list[float] = []
    with Terminal(PROGRAM, columns=130, rows=50, environment=variables) as program:
        program.wait_for("Find", "Overdue")
        for _ in range(min(ROUNDS, 5)):
            _at_documents(program, number)
            alone += _noted(program, "escape", "f3")
            _at_documents(program, number)
            program.type(str(file))
            program.wait_quiet(0.3)
            program.press("enter")
            program.wait_for("a copy is kept")
            beside += _noted(program, "f5", "f3")
    return Measured(
        "keys while 25 MB are attached, the worst",
        max(beside),
        max(alone) + LONGER_MS,
        f"the worst key without a file ({max(alone):.0f} ms) and {LONGER_MS:.0f} ms",
        1.0,
        len(beside),
        f"median {statistics.median(beside):.1f} ms beside {statistics.median(alone):.1f}",
    )
