"""Secure notes: sealed to whoever may open the case, and worth nothing to whoever only has the database (A3.35)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import keyring
import pytest
from sqlalchemy import select, text

from data.desk import (
    cases,
    handover,
    history,
    interactions,
    key_list,
    keys,
    logins,
    notes,
    openings,
    recovering,
    renewing,
    secure,
    sharing,
    undoing,
)
from data.desk.desk import Desk
from data.local.locker import PinsUnreadable
from data.repositories.secure import SecureNotes
from data.rules.handover import as_text
from data.rules.key_list import with_key
from data.rules.note_kinds import NoteKind
from data.rules.sealing import mark_of, public_of, seal_key, seal_text
from data.steward.verifying import verify_store
from data.store.store import Store
from data.store.tables import _TABLES, ENVELOPE, SECURE_TEXT, WRAPPED_KEY
from data.types.errors import BadInput, CasetuiError, NotAllowed, NotFound
from data.types.notes import Section
from data.types.secure import (
    RECOVERY,
    KeyNotHere,
    KeysForged,
    KeysMissing,
    KeyUnusable,
    PassphraseDamaged,
    PublicKeys,
    Recovered,
)
from tests.builders import a_case, a_member, an_interaction_form, change_case, sections, staff_id
from tests.granted import Logins
from tests.machines import Chair, Signed, a_signed_union
from tests.postgres import Server

SECRET = "Her manager is the walrus"


@pytest.fixture(autouse=True)
def _machine_kept() -> Iterator[None]:
    before, ring = os.environ["CASETUI_HOME"], keyring.get_keyring()
    yield
    os.environ["CASETUI_HOME"] = before
    keyring.set_keyring(ring)


@pytest.fixture
def union(desk_for: Callable[[str], Desk], tmp_path: Path) -> Signed:
    return a_signed_union(desk_for, tmp_path / "machines")


@pytest.fixture
def case_id(desk: Desk, store: Store) -> UUID:
    """A case of its team."""
    return a_case(desk, a_member(store), scope=1)


def write(chair: Chair, case_id: UUID, said: str = SECRET) -> UUID:
    """A secure note on that case; its id."""
    form = an_interaction_form(None, about_case_id=case_id, sections=sections(issue=said), secure=True)
    form.case_types = []
    assert not chair(interactions.submit, form).already
    assert chair(interactions.submit, form).already
    return form.id


def said(chair: Chair, case_id: UUID, note: UUID) -> str:
    """What the note says to this officer; the sentence where it is not open."""
    one = chair(secure.open_case, case_id).notes[note]
    return " ".join(part.body for part in one.sections if part.body) or one.said


def everything(store: Store) -> str:
    """Every row of every table as text."""
    with store.reading() as connection:
        rows = [row for table in _TABLES.values() for row in connection.execute(table.select())]
    return "\n".join(repr(tuple(row)) for row in rows)


def run(store: Store, statement: str, **named: object) -> None:
    """What somebody does who owns the database, past everything."""
    with store.deriving() as connection:
        connection.execute(text(statement), named)


def test_a_secure_note_is_for_those_who_have_a_key_and_for_nothing_else(
    union: Signed, case_id: UUID, store: Store
) -> None:
    kim, sam, aisha = (union.welcome(login) for login in ("kim.tran", "sam.ortiz", "aisha.bello"))
    note = write(kim, case_id)
    # Whoever may open the case reads it: of the team, and the administrator; nobody else is sealed to.
    assert all(SECRET in said(chair, case_id, note) for chair in (kim, sam, union.admin))
    with pytest.raises(NotFound):
        aisha(secure.open_case, case_id)
    with store.reading() as connection:
        readers = connection.execute(text("SELECT reader_id FROM secure_envelope")).scalars()
        found = {UUID(str(one)) for one in readers}
    assert found == {*map(staff_id, ("kim.tran", "sam.ortiz", "ravi.admin")), RECOVERY}
    # Who opened it is noted, for supervisors and administrators.
    opened = {one.who for one in openings.of_case(union.admin.desk, case_id)}
    assert opened == {"Kim Tran", "Sam Ortiz", "Ravi Nair"}
    # Somebody without a key of her own is told what to do.
    with pytest.raises(KeysMissing, match="casetui keys trust"):
        union.make("lena.vogt")(secure.open_case, case_id)
    # Nothing but those who open it sees a word.
    assert "walrus" not in everything(store)
    notes.pin(kim.desk, case_id, note, on=True)
    assert [one.security for one in notes.of_case(kim.desk, case_id)] == ["secure", "standard"]
    assert notes.find(kim.desk, "walrus") == ()
    assert "walrus" not in as_text(handover.of(kim.desk, "case", case_id))
    lines = history.of_case(kim.desk, case_id)
    assert "cases.add_note" in {line.action for line in lines} and "walrus" not in repr(lines)
    # It stays secure, and an interaction cannot be.
    with pytest.raises(NotAllowed):
        notes.put_kind(kim.desk, case_id, note, NoteKind.STANDARD)
    # It is not lent before it is encrypted.
    lent = an_interaction_form(None, about_case_id=case_id, secure=True)
    with pytest.raises(NotAllowed, match="not shared before it is encrypted"):
        sharing.share(kim.desk, lent)
    loose = an_interaction_form(a_member(store), secure=True)
    with pytest.raises(BadInput):
        interactions.submit(kim.desk, loose)


def test_written_again_it_is_for_who_may_open_the_case_by_then(
    union: Signed, case_id: UUID, store: Store
) -> None:
    kim, sam = union.welcome("kim.tran"), union.welcome("sam.ortiz")
    note = write(kim, case_id)
    change_case(kim.desk, cases.read(kim.desk, case_id), "", scope=2)
    again = [Section("Note", "The walrus left.")]
    assert kim(secure.rewrite, case_id, note, again, 1).id == case_id
    # The answer was lost: sent once more it is written once. Another text, or another's, is a conflict.
    assert kim(secure.rewrite, case_id, note, again, 1).already
    with pytest.raises(CasetuiError, match="the text of the note"):
        kim(secure.rewrite, case_id, note, [Section("Note", "The walrus stayed.")], 1)
    with pytest.raises(CasetuiError, match="the text of the note"):
        union.admin(secure.rewrite, case_id, note, again, 1)
    assert said(kim, case_id, note) == "The walrus left."
    with pytest.raises(NotFound):
        sam(secure.open_case, case_id)
    with store.reading() as connection:
        counted = connection.execute(
            text("SELECT revision, count(*) FROM secure_envelope GROUP BY 1 ORDER BY 1")
        )
        # Kim, Sam, the administrator and the paper; then Sam no more.
        assert [tuple(row) for row in counted] == [(1, 4), (2, 3)]
    (line,) = (one for one in history.of_case(kim.desk, case_id) if one.action == "secure.write")
    assert (line.field, line.old, line.new) == ("secure_revision", "1", "2")
    assert "secure" not in repr(undoing.undoable(kim.desk))


def test_a_new_reader_waits_asks_and_is_sealed_to_when_somebody_opens_it(
    union: Signed, case_id: UUID
) -> None:
    kim = union.welcome("kim.tran")
    note = write(kim, case_id)
    lena = union.welcome("lena.vogt")
    assert "Waiting for the key from Kim Tran or Ravi Nair" in said(lena, case_id, note)
    assert not lena(secure.ask, case_id, note).already
    assert lena(secure.ask, case_id, note).already
    assert "You have asked" in said(lena, case_id, note)
    assert len(kim(keys.state).asked) == 1 and len(lena(keys.state).waiting) == 1
    assert kim(secure.open_case, case_id).keyless == ("Jo Marsh", "Sam Ortiz")
    assert kim(secure.seal_waiting, case_id) == ("Lena Vogt",)
    assert kim(secure.seal_waiting, case_id) == ()
    assert said(lena, case_id, note) == SECRET
    assert kim(keys.state).asked == ()
    told = {(line.action, line.record) for line in history.of_case(kim.desk, case_id)}
    assert {("secure.ask", "key asked for"), ("secure.seal", "key asked for")} <= told


FORGED = {
    "a text": (
        "UPDATE secure_text SET text = :other WHERE note_id = :note",
        "changed by someone without the key",
    ),
    "who wrote it": (
        "UPDATE secure_text SET author_id = :sam WHERE note_id = :note",
        "changed by someone without the key",
    ),
    "an envelope": (
        "UPDATE secure_envelope SET sealed = :other WHERE note_id = :note",
        "The envelope of this note was changed",
    ),
    "the envelope of another note": (
        "UPDATE secure_envelope SET sealed = (SELECT sealed FROM secure_envelope AS of WHERE of.note_id = :second"
        " AND of.reader_id = secure_envelope.reader_id) WHERE note_id = :note",
        "The envelope of this note was changed",
    ),
    "the text of another note": (
        "UPDATE secure_text SET text = (SELECT text FROM secure_text AS of WHERE of.note_id = :second),"
        " key_mark = (SELECT key_mark FROM secure_text AS of WHERE of.note_id = :second),"
        " signature = (SELECT signature FROM secure_text AS of WHERE of.note_id = :second) WHERE note_id = :note",
        "changed by someone without the key",
    ),
    "the text taken away": ("DELETE FROM secure_text WHERE note_id = :note", "its text is gone"),
}


def test_what_is_forged_in_the_database_is_noticed(union: Signed, case_id: UUID, store: Store) -> None:
    kim = union.welcome("kim.tran")
    second = write(kim, case_id, "Another matter")
    for what, (statement, sentence) in FORGED.items():
        note = write(kim, case_id)
        run_as = {"note": note, "second": second, "sam": staff_id("sam.ortiz"), "other": b"x" * 400}
        named = {
            name: (str(value) if store.kind == "postgres" else value.hex)
            if isinstance(value, UUID)
            else value
            for name, value in run_as.items()
            if f":{name}" in statement
        }
        run(store, statement, **named)
        assert sentence in said(kim, case_id, note), what
    # A text of one's own with envelopes that fit, made of nothing but what stands in the database.
    note = write(kim, case_id)
    with store.reading() as connection:
        there = SecureNotes(connection).texts(case_id)[note]
    forged = seal_text(there.head, [Section("Note", "I resign.")], b"x" * 32, b"k" * 32, b"n" * 24)
    to_kim = seal_key(forged, b"k" * 32, staff_id("kim.tran"), _made(store, "kim.tran")[0])
    with store.deriving() as connection:
        of_note = SECURE_TEXT.c.note_id == note
        made = {"text": forged.text, "key_mark": forged.key_mark, "signature": forged.signature.hex()}
        connection.execute(SECURE_TEXT.update().where(of_note).values(**made))
        hers = ENVELOPE.c.note_id == note, ENVELOPE.c.reader_id == staff_id("kim.tran")
        connection.execute(ENVELOPE.update().where(*hers).values(sealed=to_kim.sealed))
    assert "its signature is not its author's" in said(kim, case_id, note)
    # Only what was touched.
    assert said(kim, case_id, second) == "Another matter"


def test_an_earlier_text_that_is_put_back_is_noticed(union: Signed, case_id: UUID, store: Store) -> None:
    kim, sam = union.welcome("kim.tran"), union.welcome("sam.ortiz")
    note = write(kim, case_id)
    kim(secure.rewrite, case_id, note, [Section("Note", "It was the seal.")], 1)
    for table in ("secure_envelope", "secure_text"):
        run(store, f"DELETE FROM {table} WHERE revision = 2")
    # Also on a machine that never saw the later one.
    assert "an earlier text of it was put back" in said(sam, case_id, note)
    # With the number made to fit as well, a machine that has seen it still knows.
    run(store, "UPDATE note SET secure_revision = 1 WHERE secure_revision = 2")
    assert "an earlier text of it was put back" in said(kim, case_id, note)


def test_a_list_of_keys_that_the_union_has_not_signed_is_refused(
    union: Signed, case_id: UUID, store: Store
) -> None:
    kim = union.welcome("kim.tran")
    note = write(kim, case_id)
    with store.reading() as connection:
        good = connection.execute(text("SELECT version, text FROM key_list ORDER BY version DESC")).first()
    assert good is not None
    # Somebody else's key in Sam's place, as whoever runs the database could put it there.
    mine = public_of(staff_id("sam.ortiz"), b"m" * 32)
    forged = f"{good.text}holds {mine.officer_id} {mine.sealing.hex()} {mine.signing.hex()}\n"
    run(
        store,
        "UPDATE key_list SET text = :forged WHERE version = :version",
        forged=forged,
        version=good.version,
    )
    for does in (lambda: write(kim, case_id), lambda: said(kim, case_id, note), lambda: kim(keys.state)):
        with pytest.raises(KeysForged, match="a key in it was put there by someone without the union's key"):
            does()
    # The administrator signs it anew, over it.
    mark = mark_of(*_made(store, "kim.tran"))
    assert union.admin(key_list.publish, "kim.tran", mark)
    assert said(kim, case_id, note) == SECRET
    # The newest taken away again is an older list.
    run(store, "DELETE FROM key_list WHERE version > :version", version=good.version - 1)
    with pytest.raises(KeysForged, match="an older one than was seen here was put back"):
        kim(secure.open_case, case_id)
    run(store, "DELETE FROM key_list")
    with pytest.raises(KeysForged, match="it is gone"):
        kim(secure.open_case, case_id)


def _made(store: Store, login: str) -> tuple[bytes, bytes]:
    with store.reading() as connection:
        row = connection.execute(
            text(
                "SELECT sealing, signing FROM officer_key JOIN staff ON id = officer_id WHERE login = :login"
            ),
            {"login": login},
        ).one()
    return bytes.fromhex(row.sealing), bytes.fromhex(row.signing)


def test_a_key_is_signed_only_with_the_mark_its_officer_has_told(
    union: Signed, case_id: UUID, store: Store
) -> None:
    sam = union.make("sam.ortiz")
    with pytest.raises(BadInput, match="not that of the list in the database"):
        sam(key_list.trust, "0000 " + union.mark[5:])
    with pytest.raises(KeysMissing, match="casetui keys trust"):
        sam(keys.make)
    sam(key_list.trust, union.mark.upper())
    made = sam(keys.make)
    assert sam(keys.make) == made._replace(already=True)
    with pytest.raises(KeysMissing, match=r"casetui keys publish sam\.ortiz"):
        write(sam, case_id)
    # The key is swapped in the table before it is signed.
    other = public_of(staff_id("sam.ortiz"), b"x" * 32)
    swap = {"key": other.sealing.hex(), "mine": _made(store, "sam.ortiz")[0].hex()}
    run(store, "UPDATE officer_key SET sealing = :key WHERE sealing = :mine", **swap)
    with pytest.raises(BadInput, match=r"not the key that sam\.ortiz made"):
        union.admin(key_list.publish, "sam.ortiz", made.mark)
    # What the machine knows by itself is damaged: nobody is believed.
    (sam.folder / "keys.json").write_text("{")
    with pytest.raises(PinsUnreadable, match="casetui keys trust"):
        sam(keys.state)
    with pytest.raises(KeysMissing, match="signing key is not on this machine"):
        union.make("ravi.admin")(_revoked, union.mark)


def _revoked(desk: Desk, mark: str) -> int:
    key_list.trust(desk, mark)
    return key_list.revoke(desk, "sam.ortiz")


def test_a_lost_keyring_a_second_machine_and_the_paper_key(union: Signed, case_id: UUID) -> None:
    kim = union.welcome("kim.tran")
    note = write(kim, case_id)
    with pytest.raises(BadInput, match="12 letters"):
        kim(keys.keep_passphrase, "short")
    kim(keys.keep_passphrase, "four words of café")
    # A machine without a keyring: nothing is kept, the passphrase opens it for as long as the program runs.
    second = union.make("kim.tran")
    second.ring = False
    second(key_list.trust, union.mark)
    with pytest.raises(KeyNotHere, match="casetui keys passphrase --here"):
        second(secure.open_case, case_id)
    with pytest.raises(BadInput, match="opens no key of yours"):
        second(keys.unlock, "four words of tea!")

    def unlocked(desk: Desk) -> tuple[bool, str]:
        kept = keys.unlock(desk, "four words of café")
        return kept, secure.open_case(desk, case_id).notes[note].sections[1].body

    assert second(unlocked) == (False, SECRET)
    second.ring = True
    assert second(keys.unlock, "four words of café") and said(second, case_id, note) == SECRET
    # The keyring is lost: another key, signed, and what is there is sealed to it by the paper key.
    kim.lose_keyring()
    with pytest.raises(KeyNotHere):
        kim(secure.open_case, case_id)
    made = kim(keys.make, another=True)
    union.admin(key_list.publish, "kim.tran", made.mark)
    assert "Waiting for the key" in said(kim, case_id, note)
    assert not kim(secure.ask, case_id, note).already
    with pytest.raises(BadInput, match="14 groups"):
        union.admin(recovering.recover, union.paper[:-1] + "AB"[union.paper[-1] == "A"], "lost")
    with pytest.raises(CasetuiError, match="Reason"):
        union.admin(recovering.recover, union.paper, " ")
    number = cases.read(kim.desk, case_id).number
    assert union.admin(recovering.recover, union.paper, "A keyring was lost.").sealed == {number: 1}
    assert union.admin(recovering.recover, union.paper, "Once more.") == Recovered({})
    assert said(kim, case_id, note) == SECRET
    (line,) = (one for one in history.of_case(kim.desk, case_id) if one.record == "paper key")
    assert (line.action, line.reason) == ("secure.recover", "A keyring was lost.")


def test_the_paper_key_passes_over_what_was_forged_and_names_it(
    union: Signed, desk: Desk, case_id: UUID, store: Store
) -> None:
    kim = union.welcome("kim.tran")
    other_case = a_case(desk, a_member(store, number="0000009"), scope=1)
    texts, papers, gone, good, elsewhere = (
        write(kim, one) for one in (case_id, case_id, case_id, case_id, other_case)
    )
    of = SECURE_TEXT.c.note_id == texts
    paper = ENVELOPE.c.reader_id == RECOVERY
    with store.deriving() as connection:
        connection.execute(SECURE_TEXT.update().where(of).values(text=b"x" * 300))
        connection.execute(
            ENVELOPE.update().where(paper, ENVELOPE.c.note_id == papers).values(sealed=b"x" * 90)
        )
        connection.execute(ENVELOPE.delete().where(paper, ENVELOPE.c.note_id == gone))
    # Sam's key is new since; what Kim has is sealed to a key that was lost.
    sam = union.welcome("sam.ortiz")
    kim.lose_keyring()
    made = kim(keys.make, another=True)
    union.admin(key_list.publish, "kim.tran", made.mark)
    done = union.admin(recovering.recover, union.paper, "A keyring was lost.")
    numbers = {one: cases.read(desk, one).number for one in (case_id, other_case)}
    assert done.sealed == {numbers[case_id]: 1, numbers[other_case]: 1}
    of_case = {note.id: note.number for note in notes.of_case(desk, case_id)}
    assert [one.split(":")[0] for one in done.passed] == [
        f"{numbers[case_id]}, note {of_case[one]}" for one in (texts, papers, gone)
    ]
    forged, spoiled, lacking = done.passed
    assert "changed by someone without the key" in forged
    assert "envelope was changed" in spoiled and "it is gone" in spoiled
    assert "not sealed to the paper key" in lacking
    assert "walrus" not in repr(done)
    # Both read what holds, also who had an envelope to the lost key; nothing else was sealed to anybody.
    for chair in (kim, sam):
        assert (said(chair, case_id, good), said(chair, other_case, elsewhere)) == (SECRET, SECRET)
        assert SECRET not in said(chair, case_id, papers)
    # Whoever can still open the others seals them to the paper key too, by opening the case.
    assert set(union.admin(secure.seal_waiting, case_id)) == {"Sam Ortiz"}
    kim(secure.ask, case_id, papers)
    union.admin(secure.seal_waiting, case_id)
    assert said(kim, case_id, papers) == SECRET
    again = union.admin(recovering.recover, union.paper, "Once more.", case_id)
    assert [one.split(":")[0] for one in again.passed] == [f"{numbers[case_id]}, note {of_case[texts]}"]


def test_another_paper_takes_the_place_of_one_that_was_lost(
    union: Signed, desk: Desk, case_id: UUID, store: Store
) -> None:
    kim = union.welcome("kim.tran")
    note = write(kim, case_id)
    other_case = a_case(desk, a_member(store, number="0000009"), scope=1)
    elsewhere = write(kim, other_case)
    number, other = (cases.read(desk, one).number for one in (case_id, other_case))
    with store.deriving() as connection:
        # Of the other case the administrator has no key at hand.
        hers = ENVELOPE.c.reader_id == staff_id("ravi.admin"), ENVELOPE.c.note_id == elsewhere
        connection.execute(ENVELOPE.delete().where(*hers))
        before = connection.execute(
            select(ENVELOPE.c.sealing).where(ENVELOPE.c.reader_id == RECOVERY)
        ).first()
    assert before is not None
    made = union.admin(renewing.renew)
    assert union.admin(renewing.seal_anew, made.before) == renewing.Resealed(2, 1, {other: 1})
    # Every machine is told the new mark by a person; no key has to be signed anew.
    with pytest.raises(KeysForged, match="paper key was made anew"):
        kim(secure.open_case, case_id)
    with pytest.raises(BadInput, match="not that of the list"):
        kim(key_list.trust, union.mark)
    kim(key_list.trust, made.mark)
    assert said(kim, case_id, note) == SECRET
    # Nothing more is sealed to the old paper, and it neither opens nor signs.
    write(kim, case_id, "Another matter")
    with store.reading() as connection:
        old = select(ENVELOPE.c.note_id).where(ENVELOPE.c.sealing == before.sealing)
        assert connection.execute(old).scalars().all() == [elsewhere]
    with pytest.raises(BadInput, match="an earlier one"):
        union.admin(recovering.recover, union.paper, "Lost.")
    with pytest.raises(BadInput, match="another union's"):
        union.make("ravi.admin")(key_list.bring, union.paper)
    # The new one does, and takes nothing away that only the old one opens.
    kim.lose_keyring()
    union.admin(key_list.publish, "kim.tran", kim(keys.make, another=True).mark)
    done = union.admin(recovering.recover, made.code, "A keyring was lost.")
    assert done.sealed == {number: 2} and [one.split(",")[0] for one in done.passed] == [other]
    assert "sealed to an earlier paper key" in done.passed[0]
    assert said(kim, case_id, note) == SECRET
    with store.reading() as connection:
        assert connection.execute(old).scalars().all() == [elsewhere]


def test_in_a_file_what_whoever_renews_may_not_see_is_left_to_those_who_do(
    union: Signed, desk: Desk, case_id: UUID, store: Store
) -> None:
    sam, aisha = union.welcome("sam.ortiz"), union.welcome("aisha.bello")
    write(sam, case_id)
    if store.shared:
        with pytest.raises(NotAllowed):
            aisha(renewing.renew)
        return
    made = aisha(renewing.renew)
    # A note there is, whose case she does not see, is counted and its case not named.
    assert aisha(renewing.seal_anew, made.before) == renewing.Resealed(1, 0, {})
    sam(key_list.trust, made.mark)
    sam(secure.seal_waiting, case_id)
    assert aisha(renewing.seal_anew, made.before).opened == 0


def test_an_earlier_text_is_not_recovered_in_the_place_of_a_later_one(
    union: Signed, case_id: UUID, store: Store
) -> None:
    kim = union.welcome("kim.tran")
    note = write(kim, case_id)
    kim(secure.rewrite, case_id, note, [Section("Note", "It was the seal.")], 1)
    for table in ("secure_envelope", "secure_text"):
        run(store, f"DELETE FROM {table} WHERE revision = 2")
    union.welcome("sam.ortiz")
    done = union.admin(recovering.recover, union.paper, "Lost.")
    assert done.sealed == {} and "an earlier text of it was put back" in done.passed[0]


def test_no_mark_is_told_of_a_key_that_only_the_database_knows(union: Signed, store: Store) -> None:
    kim = union.welcome("kim.tran")
    union.welcome("sam.ortiz")
    lena = union.make("lena.vogt")
    # A machine that was told nothing tells nothing: whose list lies there, it cannot know.
    found = lena(keys.state)
    assert (found.union, found.trusted, found.version > 0) == ("", False, True)
    assert not any(one.mark for one in found.officers)
    lena(key_list.trust, union.mark)
    made = lena(keys.make)
    # Hers is told on the machine that has it, and to nobody else before it holds.
    assert _marks(lena)["lena.vogt"] == made.mark
    assert _marks(kim)["lena.vogt"] == _marks(union.admin)["lena.vogt"] == ""
    assert _marks(kim)["kim.tran"] and _marks(lena)["kim.tran"] == _marks(kim)["kim.tran"]
    # Somebody has put another key, or half of one, in the place of hers: she is not told its mark as her own.
    other = public_of(staff_id("lena.vogt"), b"x" * 32)
    mine = _made(store, "lena.vogt")
    run(
        store,
        "UPDATE officer_key SET signing = :key WHERE signing = :mine",
        key=other.signing.hex(),
        mine=mine[1].hex(),
    )
    assert _marks(lena)["lena.vogt"] == "" and not lena(keys.state).here
    for does in (keys.make, lambda desk: keys.keep_passphrase(desk, "four words of café")):
        with pytest.raises(KeysForged, match="not the one that was made on this machine"):
            lena(does)


def _marks(chair: Chair) -> dict[str, str]:
    return {one.login: one.mark for one in chair(keys.state).officers}


DAMAGED = {
    "salt": "xx",
    "wrapped": "",
    "memory": 17,
    "rounds": 0,
    "sealing": "00" * 32,
}


def test_a_row_under_a_passphrase_that_is_damaged_or_anothers_is_told_in_a_sentence(
    union: Signed, store: Store
) -> None:
    kim = union.welcome("kim.tran")
    kim(keys.keep_passphrase, "four words of café")
    with store.reading() as connection:
        good = dict(connection.execute(WRAPPED_KEY.select()).mappings().one())
    for column, value in DAMAGED.items():
        with store.deriving() as connection:
            connection.execute(WRAPPED_KEY.update().values({**good, column: value}))
        with pytest.raises(PassphraseDamaged, match="casetui keys rotate"):
            kim(keys.unlock, "four words of café")
    # Changed so that nothing shows, it is as a wrong passphrase, and says so.
    with store.deriving() as connection:
        connection.execute(WRAPPED_KEY.update().values({**good, "wrapped": "00" * 72, "memory": 8192}))
    with pytest.raises(BadInput, match="a slip, or what lies under it was changed"):
        kim(keys.unlock, "four words of café")


@pytest.mark.parametrize("octets", [b"", b"\0" * 32])
def test_what_is_no_key_is_not_signed_and_holds_up_nobody(
    union: Signed, case_id: UUID, store: Store, octets: bytes
) -> None:
    kim, sam = union.welcome("kim.tran"), union.make("sam.ortiz")
    sam(key_list.trust, union.mark)
    sam(keys.make)
    run(
        store,
        "UPDATE officer_key SET sealing = :key WHERE sealing = :mine",
        key=octets.hex(),
        mine=_made(store, "sam.ortiz")[0].hex(),
    )
    with pytest.raises(KeyUnusable):
        union.admin(key_list.publish, "sam.ortiz", mark_of(*_made(store, "sam.ortiz")))
    if len(octets) == 32:
        # Signed all the same, by a casetui that did not look: she waits, and everybody else goes on.
        spoiled = PublicKeys(staff_id("sam.ortiz"), octets, _made(store, "sam.ortiz")[1])
        union.admin(key_list.sign, None, lambda before: with_key(before, spoiled, before.at), "keys.publish")
        assert said(kim, case_id, write(kim, case_id)) == SECRET
        done = union.admin(recovering.recover, union.paper, "To see.")
        assert done.sealed == {} and "nothing can be sealed to the key of Sam Ortiz" in done.passed[0]


def test_a_rotated_key_opens_what_was_sealed_and_a_revoked_one_is_sealed_to_no_more(
    union: Signed, case_id: UUID, store: Store
) -> None:
    kim, sam = union.welcome("kim.tran"), union.welcome("sam.ortiz")
    note = write(kim, case_id)
    made = sam(keys.make, another=True)
    union.admin(key_list.publish, "sam.ortiz", made.mark)
    assert said(sam, case_id, note) == SECRET
    assert sam(secure.seal_waiting, case_id) == ()  # her own envelope alone is made anew
    assert sam(secure.rewrite, case_id, note, [Section("Note", "By Sam.")], 1).id == case_id
    assert said(kim, case_id, note) == "By Sam."
    assert union.admin(key_list.revoke, "sam.ortiz") == 2
    with pytest.raises(KeysMissing, match="names no key of yours"):
        sam(secure.open_case, case_id)
    assert kim(secure.seal_waiting, case_id) == ()
    # What she wrote is still hers.
    assert said(kim, case_id, note) == "By Sam."
    # Who works here no more has no envelope either.
    assert logins.disable(union.admin.desk, "kim.tran")
    with store.reading() as connection:
        left = connection.execute(
            text("SELECT count(*) FROM secure_envelope WHERE reader_id = :kim"), _of(store, "kim.tran")
        )
        assert left.scalar() == 0


def _of(store: Store, login: str) -> dict[str, str]:
    found = staff_id(login)
    return {"kim": str(found) if store.kind == "postgres" else found.hex}


def test_officers_with_logins_of_their_own_seal_open_ask_and_rotate(
    postgres_server: Server, postgres_template: str, tmp_path: Path
) -> None:
    """The same over policies and grants: everything the program does, Postgres lets whoever may do it."""
    logins = Logins(postgres_server, postgres_server.make(postgres_template))
    try:
        union = a_signed_union(logins.desk, tmp_path / "machines")
        kim, sam = union.welcome("kim.tran"), union.welcome("sam.ortiz")
        case = a_case(logins.desk_of_owner(), a_member(logins.desk_of_owner().store), scope=1)
        note = write(kim, case)
        assert said(sam, case, note) == SECRET
        lena = union.welcome("lena.vogt")
        lena(keys.keep_passphrase, "four words of café")
        assert "Waiting" in said(lena, case, note) and not lena(secure.ask, case, note).already
        assert sam(secure.seal_waiting, case) == ("Lena Vogt",)
        assert said(lena, case, note) == SECRET
        made = lena(keys.make, another=True)
        union.admin(key_list.publish, lena.desk.officer.login, made.mark)
        assert lena(secure.seal_waiting, case) == () and said(lena, case, note) == SECRET
        assert lena(secure.rewrite, case, note, [Section("Note", "By Lena.")], 1).id == case
        assert said(kim, case, note) == "By Lena."
        # A supervisor signs no keys; an administrator takes envelopes away, and the paper key brings them back.
        with pytest.raises(NotAllowed):
            lena(key_list.revoke, sam.desk.officer.login)
        assert union.admin(key_list.revoke, sam.desk.officer.login) == 2
        with pytest.raises(KeysMissing):
            sam(secure.open_case, case)
        assert union.admin(recovering.recover, union.paper, "Nobody waits.") == Recovered({})
        fresh = sam(keys.make, another=True)
        union.admin(key_list.publish, sam.desk.officer.login, fresh.mark)
        assert len(union.admin(recovering.recover, union.paper, "Sam is back.").sealed) == 1
        assert said(sam, case, note) == "By Lena."
        with pytest.raises(NotAllowed):
            lena(renewing.renew)
        renewed = union.admin(renewing.renew)
        assert union.admin(renewing.seal_anew, renewed.before) == renewing.Resealed(1, 1, {})
        sam(key_list.trust, renewed.mark)
        assert said(sam, case, note) == "By Lena." and sam(secure.seal_waiting, case) == ()
        assert verify_store(logins.server.url(logins.database), None).faults == 0
    finally:
        logins.close()
