"""Limits set by law on the screens: asked for, counted, on top of the list, on the member, in a call."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.desk import cases
from data.desk.opening import open_desk
from data.types.records import CaseRecord
from screens.home import HomeScreen
from tests.builders import Clock, a_case_form, an_interaction_form, change_case, job_of, sections
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_case_details import on
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.effect import EffectField
from widgets.going import Go

Dismissed = Callable[..., CaseRecord]


@pytest.fixture
def dismissed(union_url: str, clock: Clock, union: Furnished) -> Dismissed:
    """A case of Andrea's unfair dismissal, of which the limit ends on Thursday, in three days."""

    def make(**fields: Any) -> CaseRecord:
        at = open_desk(union_url, "kim.tran", clock=clock)
        try:
            fields = {
                "case_types": ["UFD"], "title": "Dismissed by letter", "effect": "2026-11-05",
                "job_id": job_of(at.store, union["Andrea"]), "follow_up_on": date(2026, 12, 1), **fields,
            }  # fmt: skip
            form = a_case_form(union["Andrea"], **fields)
            cases.create(at, form)
            return cases.read(at, form.id)
        finally:
            at.close()

    return make


LINE = "Unfair dismissal: lodge by Thu 26 Nov 2026, 3 days left, s 394"


def as_it_stands(kim: Sitting, case: CaseRecord) -> CaseRecord:
    at = kim.app.seat.desk
    assert at is not None
    return cases.read(at, case.id)


async def a_case_to_be(kim: Sitting, **fields: Any) -> None:
    """A note about a dismissal, kept and taken up, and ctrl+t on it."""
    await kim.at_work()
    home = kim.app.screen
    assert isinstance(home, HomeScreen) and home.work is not None
    form = an_interaction_form(
        home.work.rows[0].member_id,
        member_label="Patience Okafor  0051877",
        sections=sections(issue="Dismissed by letter.", actions="- Kim: fill in form F2 (today)"),
        **{
            "case_types": ["UFD"],
            "related_to": "Dismissal / termination",
            "follow_up_on": date(2026, 11, 27),
            **fields,
        },
    )
    kim.app.seat.drafts.keep(form)
    kim.app.post_message(Go("draft", form.id))
    await kim.until(lambda: "financial" in kim.head)
    await kim.press("ctrl+t")
    await kim.until("New case › Patience Okafor")


async def test_the_day_it_took_effect_is_asked_for_first_and_counted_at_once(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until(lambda: kim.focused is kim.one("#effect", EffectField))
        assert "missing: Took effect" in kim.status
        assert "7 copied, 1 to complete" in kim.head
        assert "22/11, fri, ? if not known" in kim.line("Took effect")
        beside = " ".join(kim.side)
        assert "Unfair dismissal: 21 days from the day the dismissal took effect, s 394" in beside
        await kim.type("22/11")
        assert "Sun 22 Nov, 1 d ago" in kim.line("Took effect")
        await kim.press("enter")
        await kim.until(lambda: "lodge by Mon 14 Dec 2026, 21 days left" in " ".join(kim.side))
        assert "missing" not in kim.status
        await kim.press("ctrl+s")
        await kim.until("Case › C-10006")
        await kim.until("Unfair dismissal: lodge by Mon 14 Dec 2026, 21 days left, s 394")


async def test_a_question_mark_says_that_it_is_not_known(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until(lambda: kim.focused is kim.one("#effect", EffectField))
        await kim.type("?")
        assert "not known: supervisor told" in kim.line("Took effect")
        await kim.press("ctrl+s")
        await kim.until("Case › C-10006")
        await kim.press("f9")
        await kim.until("Legal deadline 1")
        assert "C-10006" in kim.line("? no day")


async def test_a_case_type_without_a_limit_asks_for_no_day(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(
            kim, case_types=["DISC"], related_to="Disciplinary / performance", follow_up_on=None
        )
        assert "Took effect" not in kim.seen
        assert kim.focused is kim.one("#follow_up_on", DayField)
        kim.one("#case_types", ChoiceField).focus()
        await kim.type("unfair d")
        await kim.press("enter")
        await kim.until(" Took effect")


@pytest.mark.parametrize("typed", ["31/2", "soon"])
async def test_what_is_no_day_is_told_and_nothing_is_created(sit: Sit, typed: str) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until(lambda: kim.focused is kim.one("#effect", EffectField))
        await kim.type(typed)
        await kim.press("ctrl+s")
        await kim.until(f"Took effect “{typed}” is no day")
        assert kim.place == "convert"


async def test_a_day_still_to_come_is_asked_about_once_more_with_the_reason(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until(lambda: kim.focused is kim.one("#effect", EffectField))
        await kim.type("4/12/2026")
        await kim.press("ctrl+s")
        await kim.until("Took effect: the day is still to come; right where notice is still worked.")
        assert kim.place == "convert"
        await kim.press("ctrl+s")
        await kim.until("Case › C-10006")


async def test_within_seven_days_it_leads_home_in_words_and_says_why(sit: Sit, dismissed: Dismissed) -> None:
    case = dismissed()
    async with sit() as kim:
        await kim.until("Legal deadline 1")
        await kim.until("Legal 1")
        rows = [line for line in kim.lines if "! 3 d left" in line or " d late" in line or "C-10002" in line]
        assert case.number in rows[0]
        assert "! 3 d left" in rows[0] and "legal" in rows[0]
        await kim.press("down", "question_mark")
        await kim.until("Legal deadline: lodge by Thu 26 Nov 2026, 3 days left.")
        await kim.until(lambda: any("Limit" in line for line in kim.side))


async def test_a_passed_one_stays_on_top_and_says_so(sit: Sit, dismissed: Dismissed) -> None:
    dismissed(effect="2026-10-20")
    async with sit() as kim:
        await kim.until("! passed")


async def test_on_eighty_columns_too(sit: Sit, dismissed: Dismissed) -> None:
    dismissed()
    async with sit(size=NARROW) as kim:
        await kim.until("! 3 d left")
        await kim.until("Legal 1")
        assert "For review 0" in kim.seen


async def test_the_member_has_a_banner(sit: Sit, dismissed: Dismissed) -> None:
    case = dismissed()
    async with sit() as kim:
        await kim.until("Legal deadline 1")
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until(f"! {case.number} {LINE}")


async def test_and_so_has_a_note_during_a_call(sit: Sit, dismissed: Dismissed, union: Furnished) -> None:
    case = dismissed()
    async with sit() as kim:
        await kim.until("Legal deadline 1")
        kim.app.post_message(Go("note", union["Andrea"]))
        await kim.until(lambda: any(case.number in line for line in kim.side))
        assert "lodge by Thu 26 Nov 2026" in " ".join(kim.side)


async def test_a_member_without_one_has_no_banner(sit: Sit, dismissed: Dismissed) -> None:
    dismissed(effect="2026-11-20")
    async with sit() as kim:
        await kim.at_work()
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until("November 2026")
        assert "lodge by" not in "\n".join(line[:79] for line in kim.lines)


async def test_a_limit_is_counted_during_a_call(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.post_message(Go("note", union["Andrea"]))
        await kim.until("Before you write")
        await kim.until("Member    for")
        await kim.lead("L")
        await kim.until("Limit for")
        await kim.type("unfair d")
        await kim.press("enter")
        await kim.until("Took effect")
        await kim.type("22/11")
        await kim.press("enter")
        await kim.until("Unfair dismissal: lodge by Mon 14 Dec 2026, 21 days left, s 394")
        assert "21 days after Sun 22 Nov 2026" in kim.seen
        assert "Not verified" in " ".join(kim.side)


async def at_details(kim: Sitting, case: CaseRecord) -> None:
    await kim.until("Overdue")
    kim.app.post_message(Go("case_details", case.id))
    await kim.until(f"Details › {case.number}")


async def test_the_details_take_another_day_and_u_takes_it_back(sit: Sit, dismissed: Dismissed) -> None:
    case = dismissed()
    async with sit() as kim:
        await at_details(kim, case)
        await on(kim, "Took effect")
        await kim.press("enter")
        await kim.press("ctrl+u")
        await kim.type("yesterday")
        await kim.press("enter")
        await kim.until(f"{case.number}: Took effect changed.")
        assert as_it_stands(kim, case).effect == "2026-11-22"
        await kim.press("u")
        await kim.until(lambda: as_it_stands(kim, case).effect == "2026-11-05")


async def test_the_limit_is_explained_beside_its_row(sit: Sit, dismissed: Dismissed) -> None:
    case = dismissed()
    async with sit() as kim:
        await at_details(kim, case)
        await on(kim, "Limit")
        beside = " ".join(kim.side)
        assert "21 days after Thu 5 Nov 2026: Thu 26 Nov." in beside
        assert "Fair Work Act 2009 s 394(2)" in beside
        assert "Not verified by a lawyer yet" in beside
        assert "Lodge early" in beside


async def test_once_lodged_it_leads_no_more(sit: Sit, dismissed: Dismissed) -> None:
    case = dismissed()
    async with sit() as kim:
        await at_details(kim, case)
        await on(kim, "Lodged")
        await kim.press("enter")
        await kim.type("today")
        await kim.press("enter")
        await kim.until(f"{case.number}: Lodged changed.")
        await kim.press("f9")
        await kim.until(lambda: "Legal deadline" not in kim.seen and "Overdue 1" in kim.seen)


async def test_a_day_someone_else_changed_too_is_named_and_mine_is_kept(
    sit: Sit, dismissed: Dismissed, union_url: str, clock: Clock
) -> None:
    case = dismissed()
    async with sit() as kim:
        await at_details(kim, case)
        await on(kim, "Took effect")
        await kim.press("enter")
        await kim.press("ctrl+u")
        await kim.type("22/11")
        lena = open_desk(union_url, "lena.vogt", clock=clock)
        try:
            change_case(lena, cases.read(lena, case.id), effect="unknown")
        finally:
            lena.close()
        await kim.press("enter")
        await kim.until("Someone changed Took effect too: ctrl+g 1 mine, 2 theirs, 3 both. Yours is kept.")
        await kim.until("Took effect: both changed")
        await kim.lead("3")
        await kim.until("Took effect holds one value: 1 is mine, 2 theirs.")
        await kim.lead("1")
        await kim.until(lambda: as_it_stands(kim, case).effect == "2026-11-22")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)
