"""The switches of notices, turned one by one (features A4.32, A4.33): the same parts that the file says."""

import json
from typing import Any

from sqlalchemy.orm import Session

from data.desk.configured import refuse_others
from data.desk.desk import Desk
from data.model import SettingRow
from data.repositories import notice_rules
from data.rules.notices import EVENTS, MEMBER_MAY, member_on, rows_of, said_of
from data.types.errors import BadInput
from data.types.happenings import Kind
from data.types.notices import NoticeRules, SwitchLine
from data.types.stop import Stop

ACTION = "config.notice"
OFFICE = {
    "group_new_and_reassigned": "groups are told of new cases, and of those given to them",
    "assignees_on_create": "whoever holds a new case is told of it",
    "assignees_on_change": "whoever holds a case is told of every change",
    "email_on_create": "whoever opens a case may have a mail sent to the contact",
    "email_on_close": "whoever closes a case may have a mail sent to the contact",
}
"""The switches of the office, in words."""


def lines(desk: Desk, case_type: str = "", stop: Stop | None = None) -> tuple[SwitchLine, ...]:
    """Every switch as it stands: those of the office, then an event each, of a case type or of all."""
    with desk.store.reading(stop) as connection:
        rules, _mail = notice_rules.read(connection)
    types = (case_type,) if case_type else ()
    office = (SwitchLine(name, said, getattr(rules, name), None) for name, said in OFFICE.items())
    return (*office, *(_line(Kind(event), types, rules) for event in (*EVENTS, Kind.CASE_STATUS)))


def _line(kind: Kind, types: tuple[str, ...], rules: NoticeRules) -> SwitchLine:
    rows = [row for row in rows_of(kind) if not row.office]
    staff = any(row.staff for row in rows)
    return SwitchLine(
        kind.value,
        rows[0].said if rows else "the case has another status",
        said_of(kind, types, rules, "staff", usual=True) if staff else None,
        member_on(kind, types, rules) if kind in MEMBER_MAY else None,
    )


def turn(desk: Desk, name: str, *, of: str = "staff", on: bool, case_type: str = "") -> None:
    """Turn one switch; raises NotAllowed for whoever is no administrator, BadInput for what is none."""
    refuse_others(desk)
    line = next((one for one in lines(desk, case_type) if one.name == name), None)
    if line is None:
        raise BadInput("the switch; `casetui config notices` names them")
    if getattr(line, of) is None:
        who = "the staff is" if of == "staff" else "no mail goes to the member, and nobody is"
        raise BadInput(f"{name}: {who} not told of it")
    with desk.store.writing(action=ACTION, officer_id=desk.officer.id, reason=name) as session:
        desk.store.take_turns(session, "config.apply")
        if name in OFFICE:
            _put(session, notice_rules.NOTICES, {**_kept(session, notice_rules.NOTICES, {}), name: on})
        else:
            _put(
                session,
                notice_rules.NOTICE,
                _turned(_kept(session, notice_rules.NOTICE, []), name, of, on, case_type),
            )
        session.flush()


def _turned(
    tables: list[dict[str, Any]], event: str, of: str, on: bool, case_type: str
) -> list[dict[str, Any]]:
    """The tables with this one last: of those that are as narrow, the last one stands."""
    types = [case_type] if case_type else []

    def is_same(one: dict[str, Any]) -> bool:
        return one["event"] == event and one.get("case_types", []) == types and not one.get("when")

    before = next(
        (one for one in tables if is_same(one)), {"event": event, **({"case_types": types} if types else {})}
    )
    return [*(one for one in tables if not is_same(one)), {**before, of: on}]


def _kept(session: Session, key: str, usual: Any) -> Any:
    row = session.get(SettingRow, key, with_for_update=True)
    return json.loads(row.value) if row is not None else usual


def _put(session: Session, key: str, value: Any) -> None:
    row = session.get(SettingRow, key)
    text = json.dumps(value, ensure_ascii=False)
    if row is None:
        session.add(SettingRow(key=key, value=text))
    else:
        row.value = text
