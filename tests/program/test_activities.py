"""`casetui interactions export`: what was done for members, as the membership system takes it (domain E1)."""

import csv
import io
from dataclasses import replace

from sqlalchemy import update

from data.desk import cases, interactions
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE, NOTE
from tests.builders import a_case_form, a_member, an_interaction_form
from tests.program.commands import Machine


def test_contacts_and_notes_are_written_out_once_each_in_their_order(
    casetui_anywhere: Machine, desk: Desk, store: Store
) -> None:
    member = a_member(store, "Andrea", "Gallagher", number="0048213")
    contact = an_interaction_form(member)
    interactions.submit(desk, contact)
    form = a_case_form(member, contact.id, title="=1+2")
    cases.create(desk, form)
    for _ in range(3):
        cases.add_note(desk, form.id, an_interaction_form(None))
    secure, hidden = an_interaction_form(None), a_case_form(member)
    cases.add_note(desk, form.id, secure)
    cases.create(desk, hidden)
    with store.loading("test") as connection:
        connection.execute(update(NOTE).where(NOTE.c.id == secure.id).values(security="secure"))
        connection.execute(update(CASE).where(CASE.c.id == hidden.id).values(confidential=True))
    lena = replace(casetui_anywhere, officer="lena.vogt")
    rows = list(csv.DictReader(io.StringIO(lena("interactions", "export").out)))
    assert [row["ACTIVITY_TYPE"] for row in rows][1:] == ["Case", *["Phone – inbound"] * 3]
    assert {row["PartyId"] for row in rows} == {"0048213"}
    assert rows[0]["UF1"] == "I-20001" and rows[1]["DESCRIPTION"] == "'=1+2"
    assert rows[0]["NOTE"].startswith("BACKGROUND\n") and rows[0]["UF2"] == "Kim Tran"
    found = lena("interactions", "export", "--confidential", "--json").json
    assert [one["number"] for one in found] == ["I-20001", *["C-10001"] * 4, "C-10002"]
    assert len({one["id"] for one in found}) == 6
    assert lena("interactions", "export", "--until", "2026-11-22", "--json").json == []
    assert len(lena("interactions", "export", "--since", "2026-11-23", "--json").json) == 5
    refused = casetui_anywhere("interactions", "export")
    assert (refused.code, refused.out) == (1, "") and "Not allowed" in refused.err
