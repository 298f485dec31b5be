"""The paper key: secure notes sealed anew to whoever may open their case and has no key of them (features A3.35).

It shows nothing, and it stops at nothing: what does not hold is passed over and named.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import notes
from data.desk.desk import Desk
from data.desk.key_trust import trusted
from data.desk.sealing import Known, answered, checked, known_of, seal, to_former_keys, without
from data.model import KeyRecoveryRow
from data.repositories.cases import Cases
from data.repositories.secure import SecureNotes, forget_envelopes
from data.repositories.writing import locked_case
from data.rules.clean import clean_line
from data.rules.key_list import read_code
from data.rules.reference import say_case
from data.rules.sealing import open_key, private_of, sealing_public
from data.types.errors import BadInput, Incomplete, NotFound
from data.types.secure import RECOVERY, EnvelopeForged, NoteForged, Recovered

Passed = list[tuple[UUID, str]]
"""Notes that were passed over, wholly or for a reader, and why."""


class _Case(NamedTuple):
    """What became of one case."""

    sealed: int
    passed: Passed


def recover(desk: Desk, code: str, reason: str, case_id: UUID | None = None) -> Recovered:
    """Seal notes anew with the union's paper key to whoever may open their case, of one case or of all that are seen.

    What was forged or spoiled is passed over and named. Each case's history tells of it, with the reason; nothing is
    shown. Raises Incomplete without a reason, BadInput for another paper key, NotFound, KeysMissing, KeysForged.
    """
    why = clean_line(reason)
    if not why:
        raise Incomplete(("Reason",))
    paper = private_of(read_code(code)).sealing
    with desk.store.reading() as connection:
        keys = trusted(desk, connection)
        cases = Cases(connection, desk.officer)
        ids = (case_id,) if case_id is not None else SecureNotes(connection).cases()
        wanted = [(one, cases.seen(one)) for one in ids if one in cases.seen_among(ids)]
    if sealing_public(paper) != keys.recovery:
        raise BadInput("the paper key, which is another union's or an earlier one")
    if case_id is not None and not wanted:
        raise NotFound("no such case")
    sealed: dict[str, int] = {}
    passed: list[str] = []
    for one, reference in sorted(wanted, key=lambda found: found[1]):
        done, number = _recover(desk, one, paper, why), say_case(reference)
        if done.sealed:
            sealed[number] = done.sealed
        if done.passed:
            named = {note.id: f", note {note.number}" for note in notes.of_case(desk, one)}
            passed += [f"{number}{named.get(note_id, '')}: {said}" for note_id, said in done.passed]
    return Recovered(sealed, tuple(passed))


def _recover(desk: Desk, case_id: UUID, paper: bytes, why: str) -> _Case:
    passed: Passed = []
    with desk.store.writing(
        action="secure.recover", officer_id=desk.officer.id, reason=why, key=case_id
    ) as session:
        locked_case(session, case_id)
        known = known_of(desk, session.connection(), case_id)
        count = sum([_of_note(desk, session, known, note_id, paper, passed) for note_id in known.revisions])
        if count:
            session.add(
                KeyRecoveryRow(
                    id=desk.new_id(),
                    case_id=case_id,
                    officer_id=desk.officer.id,
                    at=desk.clock(),
                    notes=count,
                )
            )
            session.flush()
    return _Case(count, passed)


def _of_note(desk: Desk, session: Session, known: Known, note_id: UUID, paper: bytes, passed: Passed) -> bool:
    """Whether a note was sealed to somebody."""

    def pass_over(said: str) -> bool:
        passed.append((note_id, said))
        return False

    try:
        sealed = checked(desk, known, note_id)
    except NoteForged as error:
        return pass_over(f"changed by someone without the key, {error.detail}.")
    envelope = known.envelopes.get(note_id, {}).get(RECOVERY)
    if envelope is None:
        return pass_over("not sealed to the paper key; whoever can open it does that by opening the case.")
    if envelope.sealing != known.keys.recovery:
        return pass_over(
            "sealed to an earlier paper key; an administrator who can open it seals it to this one by opening the case."
        )
    try:
        key = open_key(sealed, envelope, paper)
    except EnvelopeForged:
        # Nobody else can tell that it is spoiled; without it the next reader makes another.
        gone = forget_envelopes(session, RECOVERY, note_id, sealed.head.revision)
        return pass_over(
            "the paper key's envelope was changed by someone without the key"
            + (
                "; it is gone, and whoever can open the note makes another by opening the case."
                if gone
                else "."
            )
        )
    to = without(known, note_id, None)
    for reader in to_former_keys(known, note_id):
        if forget_envelopes(session, reader, note_id, sealed.head.revision):
            to.append(reader)
        else:
            pass_over(
                f"sealed to an earlier key of {known.names[reader]}; an administrator can seal it anew."
            )
    done = seal(desk, session, known.keys, sealed, key, to)
    for reader in to:
        if reader not in done:
            pass_over(f"nothing can be sealed to the key of {known.names[reader]}.")
    answered(session, known, note_id, done)
    return bool(done)
