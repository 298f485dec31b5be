"""`casetui report direct`."""

import csv
import io
from dataclasses import replace
from uuid import UUID

from data.desk.opening import open_desk
from tests.builders import Clock
from tests.program.commands import Inside
from tests.storage.test_reports import opened


def test_the_share_is_told_as_text_json_and_csv_to_a_supervisor_only(inside: Inside, andrew: UUID) -> None:
    desk = open_desk(inside.machine.url, "kim.tran", clock=Clock())
    opened(desk, andrew, direct=1, converted=2)
    desk.close()
    lena = replace(inside, machine=replace(inside.machine, officer="lena.vogt"))
    text = lena("report", "direct").out.splitlines()
    assert text[0] == "Direct cases: 1 of 3, 33.3%."
    assert text[2].split() == ["Kim", "Tran", "3", "1", "2", "33.3%"]
    found = lena("report", "direct", "--json").json
    assert found["together"]["cases"] == 3
    assert found["officers"][0] | {"officer_id": ""} == {
        "officer_id": "",
        "officer": "Kim Tran",
        "direct": 1,
        "converted": 2,
        "cases": 3,
        "share": 0.3333,
    }
    rows = list(csv.reader(io.StringIO(lena("report", "direct", "--csv").out)))
    assert rows == [
        ["officer", "cases", "direct", "converted", "share"],
        ["Kim Tran", "3", "1", "2", "0.3333"],
    ]
    before = lena("report", "direct", "--from", "1/1/20", "--to", "2/1/20").out
    assert before == "Direct cases from Wed 1 Jan 2020 to Thu 2 Jan 2020: 0 of 0, 0.0%.\n"
    refused = inside("report", "direct")
    assert (refused.code, refused.out) == (1, "")
    assert "for supervisors and administrators" in refused.err


def test_a_report_given_in_a_way_that_means_nothing_is_told(inside: Inside) -> None:
    assert inside("report", "direct", "--csv", "--json").code == 2
    lena = replace(inside, machine=replace(inside.machine, officer="lena.vogt"))
    assert lena("report", "direct", "--from", "someday").code == 2
    assert "ends before" in lena("report", "direct", "--from", "2/1/20", "--to", "1/1/20").err
