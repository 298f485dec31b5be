"""The last day of statutory limits, as a lawyer would check it: a case a line (domain D2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import deadlines
from data.rules.filing import covers, filing_of, place_said
from data.rules.holidays import public_holidays
from data.steward.config import load_config
from data.steward.seed import rule_of
from data.types.deadlines import CaseDeadline, DeadlineRule, Filing
from data.types.errors import BadInput

RULES = {one.key: rule_of(one) for one in load_config().deadline_rule}

VECTORS = (
    # rule             took effect   state       last day      why
    # Golden vectors of domain D2
    ("au_fwa_394",     "2015-01-01", "NSW",      "2015-01-22", "AFEI: 21 days, day 1 is 2 January"),
    ("au_fwa_394",     "2013-03-11", "VIC",      "2013-04-02", "Hemi [2013] FWC 3593: day 21 is Easter Monday"),
    ("au_fwa_394",     "2019-09-16", "NSW",      "2019-10-08", "Boyd [2019] FWC 8489: Labour Day where it is filed"),
    ("au_fwa_394",     "2026-11-22", "VIC",      "2026-12-14", "a Sunday"),
    # The place of filing
    ("au_fwa_394",     "2019-09-16", "VIC",      "2019-10-07", "Labour Day of New South Wales is none in Victoria"),
    ("au_fwa_394",     "2019-09-16", "",         "2019-10-07", "state not known: the earlier day"),
    ("au_fwa_394",     "2026-10-13", "VIC",      "2026-11-04", "Melbourne Cup Day"),
    ("au_fwa_394",     "2026-10-13", "NSW",      "2026-11-03", "which Sydney has not"),
    ("au_fwa_394",     "2026-07-22", "QLD",      "2026-08-12", "the Royal Queensland Show is Brisbane's alone"),
    ("au_fwa_394",     "2026-07-22", "Brisbane", "2026-08-13", "and there it is a holiday"),
    ("au_fwa_394",     "2025-01-06", "VIC",      "2025-01-28", "Australia Day observed on Monday 27 January 2025"),
    # Weekends and holidays in a row
    ("au_fwa_394",     "2026-11-21", "VIC",      "2026-12-14", "a Saturday goes on to Monday"),
    ("au_fwa_394",     "2026-11-20", "VIC",      "2026-12-11", "a Friday stays"),
    ("au_fwa_394",     "2026-12-04", "VIC",      "2026-12-29", "Christmas Day, Saturday, Sunday, Boxing Day observed"),
    ("au_fwa_394",     "2026-12-11", "VIC",      "2027-01-04", "New Year's Day, then a weekend"),
    ("au_fwa_394",     "2026-03-13", "VIC",      "2026-04-07", "Good Friday to Easter Monday"),
    ("au_fwa_394",     "2026-04-04", "WA",       "2026-04-28", "Anzac Day on a Saturday has its Monday in the West"),
    ("au_fwa_394",     "2026-04-04", "VIC",      "2026-04-27", "and none in Victoria"),
    # Holidays inside do not extend the time
    ("au_fwa_394",     "2026-12-18", "VIC",      "2027-01-08", "Christmas and New Year lie inside"),
    # Its kin
    ("au_fwa_366",     "2026-11-22", "VIC",      "2026-12-14", "as section 394"),
    ("au_fwa_774",     "2026-11-22", "VIC",      "2026-12-14", "as section 394"),
    ("au_qirc_317",    "2026-11-22", "QLD",      "2026-12-14", "21 days in Queensland's own system"),
    ("au_nsw_irc",     "2026-11-22", "NSW",      "2026-12-14", "21 days"),
    ("au_wairc",       "2026-11-22", "WA",       "2026-12-21", "28 days in the West: Sunday 20 to Monday 21"),
    ("au_wairc",       "2026-11-23", "WA",       "2026-12-21", "28 days"),
    ("au_fwa_65A",     "2026-11-22", "VIC",      "2026-12-14", "the employer's 21 days"),
    # Months and years, which do not go on to a business day
    ("au_fwa_544",     "2020-11-22", "VIC",      "2026-11-22", "6 years, a Sunday"),
    ("au_fwa_544",     "2020-02-29", "VIC",      "2026-02-28", "29 February has no like day"),
    ("au_fwa_544",     "2022-02-28", "VIC",      "2028-02-28", "and 28 February stays the 28th in a leap year"),
    ("au_fwa_527G",    "2024-12-15", "VIC",      "2026-12-15", "24 months"),
    ("au_fwa_527G",    "2024-02-29", "VIC",      "2026-02-28", "24 months from a leap day"),
    ("au_ahrc",        "2025-11-30", "VIC",      "2026-11-30", "12 months, if it is 12"),
    ("au_nsw_adb",     "2025-11-30", "NSW",      "2026-11-30", "12 months"),
    ("au_wc_by_state", "2026-08-31", "NSW",      "2027-02-28", "6 months: there is no 31 February"),
    ("au_wc_by_state", "2027-08-31", "NSW",      "2028-02-29", "but a 29 February in 2028"),
    ("au_wc_by_state", "2026-08-30", "NSW",      "2027-02-28", "nor a 30 February"),
    ("au_wc_by_state", "2026-12-31", "NSW",      "2027-06-30", "nor a 31 June"),
    # New Zealand: the period begins on the day itself
    ("nz_era_114",     "2026-09-01", "NZ",       "2026-11-29", "90 days: the date + 89, a Sunday that stays"),
    ("nz_era_114",     "2026-11-22", "NZ",       "2027-02-19", "the date + 89"),
    ("nz_era_114_sh",  "2026-11-22", "NZ",       "2027-11-21", "12 months: the day before the same date"),
    ("nz_era_114_sh",  "2024-02-29", "NZ",       "2025-02-28", "a leap day: the last of February stands for it"),
    ("nz_era_114_sh",  "2027-03-01", "NZ",       "2028-02-29", "the day before 1 March of a leap year"),
    ("nz_era_114_sh",  "2026-01-01", "NZ",       "2026-12-31", "a calendar year"),
    ("nz_era_3y",      "2026-11-22", "NZ",       "2029-11-22", "3 years"),
    ("nz_era_142",     "2026-11-22", "NZ",       "2032-11-22", "6 years"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "effect", "state", "last", "why"), VECTORS)
def test_the_last_day(key: str, effect: str, state: str, last: str, why: str) -> None:
    found = deadlines.count(RULES[key], date.fromisoformat(effect), filing_of(state, "AU"))
    assert found.last_on.isoformat() == last, why


def test_every_shipped_rule_stands_in_the_table() -> None:
    assert {row[0] for row in VECTORS} == set(RULES)


SAID = (
    ("au_fwa_394", "2026-11-22", "VIC",
     "21 days after Sun 22 Nov 2026: Sun 13 Dec; the next business day is Mon 14 Dec", ()),
    ("au_fwa_394", "2013-03-11", "VIC",
     "21 days after Mon 11 Mar 2013: Mon 1 Apr; the next business day is Tue 2 Apr (Mon 1 Apr is Easter Monday)", ()),
    ("au_fwa_394", "2026-12-11", "VIC",
     "21 days after Fri 11 Dec 2026: Fri 1 Jan 2027; the next business day is Mon 4 Jan"
     " (Fri 1 Jan is New Year's Day)", ()),
    ("au_fwa_394", "2026-07-22", "QLD",
     "21 days after Wed 22 Jul 2026: Wed 12 Aug",
     ("Wed 12 Aug is The Royal Queensland Show, a holiday of Brisbane alone: it is not counted as one.",)),
    ("au_fwa_394", "2026-11-20", "",
     "21 days after Fri 20 Nov 2026: Fri 11 Dec",
     ("The state is not known: public holidays of the whole country alone are looked at.",)),
    ("nz_era_114", "2026-09-01", "NZ",
     "90 days from Tue 1 Sep 2026, that day counted: Sun 29 Nov",
     ("Sun 29 Nov is a Sunday, and this limit does not go on to the next day.",)),
    ("au_wc_by_state", "2026-08-31", "NSW",
     "6 months after Mon 31 Aug 2026: Sun 28 Feb 2027",
     ("There is no 31 Feb 2027: the last day of that month stands for it.",
      "Sun 28 Feb is a Sunday, and this limit does not go on to the next day.")),
)  # fmt: skip


@pytest.mark.parametrize(("key", "effect", "state", "said", "remarks"), SAID)
def test_how_it_was_counted_is_said(
    key: str, effect: str, state: str, said: str, remarks: tuple[str, ...]
) -> None:
    found = deadlines.count(RULES[key], date.fromisoformat(effect), filing_of(state, "AU"))
    assert (found.said, found.remarks) == (said, remarks)


APPLIED = (
    # case type's    took effect   state   rule applied      last day      how many could apply
    ("au_fwa_394",  "2026-11-22", "VIC",  "au_fwa_394",     "2026-12-14", 1),
    ("au_fwa_394",  "2026-11-22", "QLD",  "au_fwa_394",     "2026-12-14", 2),
    ("au_fwa_394",  "2026-11-22", "WA",   "au_fwa_394",     "2026-12-14", 2),
    ("au_fwa_394",  "2026-11-22", "",     "au_fwa_394",     "2026-12-14", 4),
    ("au_fwa_394",  "2026-11-22", "NZ",   "nz_era_114",     "2027-02-19", 1),
    ("au_fwa_544",  "2026-11-22", "NZ",   "nz_era_142",     "2032-11-22", 1),
    ("au_fwa_527G", "2026-11-22", "NZ",   "nz_era_114_sh",  "2027-11-21", 1),
    ("au_ahrc",     "2026-11-22", "NSW",  "au_ahrc",        "2027-11-22", 2),
    ("nz_era_114",  "2026-11-22", "VIC",  "nz_era_114",     "2027-02-19", 1),
)  # fmt: skip


@pytest.mark.parametrize(("base", "effect", "state", "key", "last", "many"), APPLIED)
def test_the_shortest_limit_that_could_apply_is_shown(
    base: str, effect: str, state: str, key: str, last: str, many: int
) -> None:
    found = deadlines.shortest(
        RULES[base], RULES.values(), date.fromisoformat(effect), filing_of(state, "AU")
    )
    assert (found.counted.rule.key, found.counted.last_on.isoformat()) == (key, last)
    assert len(found.others) == many - 1
    shortest_said = f"The shortest of {many} limits that could apply"
    assert any(shortest_said in remark for remark in found.counted.remarks) == (many > 1)


def test_where_the_state_is_not_known_the_other_limits_are_named() -> None:
    found = deadlines.shortest(RULES["au_fwa_394"], RULES.values(), date(2026, 11, 22), Filing("AU"))
    first = found.counted.remarks[0]
    assert first.startswith("The state of the job is not known. The shortest of 4 limits that could apply: ")
    assert "Unfair dismissal – WAIRC (wairc.wa.gov.au) would be Mon 21 Dec" in first


def test_a_limit_of_another_country_says_so() -> None:
    found = deadlines.shortest(
        RULES["nz_era_114"], RULES.values(), date(2026, 11, 22), filing_of("VIC", "AU")
    )
    assert found.counted.remarks[0] == "This limit is one of New Zealand; the job is elsewhere (Victoria)."


def test_an_archived_rule_could_not_apply() -> None:
    rules = [rule._replace(archived=rule.key == "au_wairc") for rule in RULES.values()]
    found = deadlines.shortest(RULES["au_fwa_394"], rules, date(2026, 11, 22), filing_of("WA", "AU"))
    assert found.others == ()


TODAY = date(2026, 11, 22)
LINES = (
    ("au_fwa_394", "2026-12-14", "2026-11-22", "Unfair dismissal: lodge by Mon 14 Dec 2026, 22 days left, s 394"),
    ("au_fwa_394", "2026-12-14", "2026-12-13", "Unfair dismissal: lodge by Mon 14 Dec 2026, 1 day left, s 394"),
    ("au_fwa_394", "2026-12-14", "2026-12-14", "Unfair dismissal: lodge by Mon 14 Dec 2026, last day today, s 394"),
    ("au_fwa_394", "2026-12-14", "2026-12-15", "Unfair dismissal: lodge by Mon 14 Dec 2026, passed 1 day ago, s 394"),
    ("au_fwa_394", "2026-12-14", "2026-12-20", "Unfair dismissal: lodge by Mon 14 Dec 2026, passed 6 days ago, s 394"),
    ("au_fwa_394", "", "2026-12-20", "Unfair dismissal: 21 days from a day that is not known, s 394"),
    ("nz_era_114", "2027-02-19", "2026-11-22",
     "Raise personal grievance: raise by Fri 19 Feb 2027, 89 days left, s 114"),
    ("au_fwa_65A", "2026-12-14", "2026-11-22",
     "Employer must answer flexible-work request: by Mon 14 Dec 2026, 22 days left, s 65A"),
    ("au_ahrc", "2027-11-22", "2026-11-22",
     "AHRC complaint: lodge by Mon 22 Nov 2027, 365 days left, Australian Human Rights Commission Act 1986,"
     " SOURCES DISAGREE (24, 12 or 6 months), lawyer to set"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "last", "today", "line"), LINES)
def test_one_line_says_what_by_when_and_under_which_section(
    key: str, last: str, today: str, line: str
) -> None:
    day = date.fromisoformat(last) if last else None
    assert deadlines.say(RULES[key], day, date.fromisoformat(today)) == line


def test_everything_to_know_is_told_with_the_disclaimer_or_who_verified_it() -> None:
    rule = RULES["au_fwa_394"]
    told = deadlines.explained(deadlines.count(rule, TODAY, Filing("AU", "VIC")))
    assert told == (
        "21 days after Sun 22 Nov 2026: Sun 13 Dec; the next business day is Mon 14 Dec.",
        "Unfair dismissal – FWC: runs from the day the dismissal took effect. Source: Fair Work Act 2009 s 394(2)."
        " Not verified by a lawyer yet; this count is no advice.",
        "Lodge early: a day that was counted wrongly is seldom forgiven.",
    )
    verified = rule._replace(verified_on=date(2026, 11, 2))
    assert "Verified on Mon 2 Nov 2026." in deadlines.told_of(verified)[0]
    assert "Not verified" not in " ".join(deadlines.told_of(verified))


def test_that_sources_disagree_is_told_with_the_details_too() -> None:
    assert any("SOURCES DISAGREE" in line for line in deadlines.told_of(RULES["au_ahrc"]))


LEADS = ((8, False), (7, True), (1, True), (0, True), (-1, True), (-400, True))


@pytest.mark.parametrize(("days", "leads"), LEADS)
def test_within_seven_days_and_ever_after_it_leads_every_queue(days: int, leads: bool) -> None:
    assert deadlines.leads(TODAY + timedelta(days=days), TODAY) is leads


def test_without_a_day_it_does_not_lead_by_its_day() -> None:
    assert not deadlines.leads(None, TODAY)


def test_of_several_the_first_last_day_counts_and_what_applies_no_longer_does_not() -> None:
    def held(key: str, last: date | None, applies: bool = True) -> CaseDeadline:
        return CaseDeadline(RULES[key], TODAY, last, "", applies)

    late, soon = held("au_fwa_544", TODAY + timedelta(days=99)), held("au_fwa_394", TODAY)
    gone, dayless = held("au_fwa_366", TODAY - timedelta(days=9), applies=False), held("au_ahrc", None)
    assert deadlines.nearest([dayless, late, soon, gone]) is soon
    assert deadlines.nearest([dayless, gone]) is dayless
    assert deadlines.nearest([gone]) is None


def test_where_no_holidays_are_known_it_says_so_and_weekends_still_count() -> None:
    rule = RULES["au_fwa_394"]._replace(jurisdiction="ZZ")
    found = deadlines.count(rule, TODAY, Filing("ZZ"))
    assert found.last_on == date(2026, 12, 14)
    assert found.remarks == ("No public holidays are known there: weekends alone are looked at.",)


@pytest.mark.parametrize("effect", [date.min, date(1949, 12, 31), date(2200, 1, 1), date.max])
def test_a_day_too_far_off_is_refused(effect: date) -> None:
    with pytest.raises(BadInput, match="between 1950 and 2199"):
        deadlines.count(RULES["au_fwa_394"], effect, Filing("AU"))


PLACES = (
    ("VIC", Filing("AU", "VIC")), ("vic", Filing("AU", "VIC")), ("Queensland", Filing("AU", "QLD")),
    ("AU-NSW", Filing("AU", "NSW")), ("N.S.W.", Filing("AU", "NSW")), ("brisbane", Filing("AU", "QLD", "Brisbane")),
    ("NZ", Filing("NZ")), ("Hawke's Bay", Filing("NZ")), ("New Zealand", Filing("NZ")),
    ("", Filing("AU")), ("Atlantis", Filing("AU")),
)  # fmt: skip


@pytest.mark.parametrize(("state", "filing"), PLACES)
def test_a_state_is_read_as_the_job_has_it(state: str, filing: Filing) -> None:
    assert filing_of(state, "AU") == filing


def test_an_office_in_new_zealand_has_its_own_limits() -> None:
    assert filing_of("", "NZ") == Filing("NZ")
    assert place_said(Filing("NZ")) == "New Zealand"


COVERED = (
    ("AU", "VIC", True), ("AU-QLD", "QLD", True), ("AU-QLD", "VIC", False), ("AU-QLD", "", True),
    ("NZ", "VIC", False), ("AU", "NZ", False), ("NZ", "NZ", True),
)  # fmt: skip


@pytest.mark.parametrize(("jurisdiction", "state", "covered"), COVERED)
def test_a_rule_covers_its_jurisdiction(jurisdiction: str, state: str, covered: bool) -> None:
    assert covers(jurisdiction, filing_of(state, "AU")) is covered


# Whatever the rule and the day

rules = st.builds(
    lambda length, unit, counted, roll: RULES["au_fwa_394"]._replace(
        length=length, unit=unit, first_day_counted=counted, roll_forward=roll
    ),
    st.integers(1, 400),
    st.just("days"),
    st.booleans(),
    st.booleans(),
) | st.builds(
    lambda length, unit, counted, roll: RULES["au_fwa_394"]._replace(
        length=length, unit=unit, first_day_counted=counted, roll_forward=roll
    ),
    st.integers(1, 6),
    st.sampled_from(["months", "years"]),
    st.booleans(),
    st.booleans(),
)
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
places = st.sampled_from(["VIC", "NSW", "QLD", "Brisbane", "WA", "SA", "TAS", "NT", "ACT", ""])


@given(rules, days, places)
def test_never_earlier_than_the_bare_count_and_never_on_a_free_day(
    rule: DeadlineRule, effect: date, state: str
) -> None:
    filing = filing_of(state, "AU")
    found = deadlines.count(rule, effect, filing)
    assert found.last_on >= found.bare_on
    if not rule.roll_forward:
        assert found.last_on == found.bare_on
        return
    assert found.last_on.weekday() < 5
    free = public_holidays("AU", filing.state, (found.last_on.year,)).get(found.last_on, "")
    assert not free or (free == "The Royal Queensland Show" and not filing.city)
    assert (found.last_on - found.bare_on).days < 14


@given(rules, days, st.integers(0, 60), places)
def test_a_later_day_never_ends_earlier(rule: DeadlineRule, effect: date, later: int, state: str) -> None:
    filing = filing_of(state, "AU")
    first = deadlines.count(rule, effect, filing)
    second = deadlines.count(rule, effect + timedelta(days=later), filing)
    assert first.last_on <= second.last_on


@given(days, places)
def test_of_those_that_could_apply_none_ends_earlier(effect: date, state: str) -> None:
    found = deadlines.shortest(RULES["au_fwa_394"], RULES.values(), effect, filing_of(state, "AU"))
    assert all(found.counted.last_on <= other.last_on for other in found.others)
