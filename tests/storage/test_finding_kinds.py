"""Whatever is known of a member finds her: e-mail, workplace, day of birth, records, tickets, misspelt names."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.desk import details, find, interactions
from data.desk.desk import Desk
from data.desk.members import create
from data.search.keeping import forget
from data.steward.reindex import reindex
from data.store.store import Store
from data.store.tables import MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, NOTE, TERM_KEY, WORKPLACE_WORD
from data.types.details import Deed, DetailEdit, Part
from data.types.forms import ContactForm
from data.types.members import MemberHit
from tests.builders import Clock, a_case, a_member, an_interaction_form

TICKET = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/5a7f00d1"
DERIVED = (MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, TERM_KEY, WORKPLACE_WORD)


def said(hits: tuple[MemberHit, ...]) -> list[tuple[str, str]]:
    return [(hit.name, hit.why) for hit in hits]


def derived(store: Store) -> list[list[tuple[object, ...]]]:
    """All that members are found by, but for the counts."""
    with store.reading() as connection:
        return [
            sorted(
                tuple(str(value) for name, value in row._mapping.items() if name != "df")
                for row in connection.execute(select(table))
            )
            for table in DERIVED
        ]


@pytest.fixture
def people(store: Store) -> None:
    a_member(
        store, "Jane", "Gallagher", number="0048213", phones=("0491 570 006",), employer="Bayview Hospital",
        worksite="Level 3 East", email="jane.g@example.org", born_on=date(1981, 3, 4),
    )  # fmt: skip
    a_member(
        store, "Jane", "Okafor", number="0048214", employer="St Vincent's Aged Care", born_on=date(1981, 4, 3)
    )
    a_member(
        store, "Siobhan", "Nguyen", number="0048215", phones=("0491 570 156",), email="kitty77@example.net"
    )
    a_member(store, "Mary", "Hospital", number="0048216", employer="Northern Trams")


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("jane.g@", "Jane Gallagher", "e-mail"),
        ("JANE.G@Example.org", "Jane Gallagher", "e-mail"),
        ("Jane <jane.g@example.org>", "Jane Gallagher", "given name, e-mail"),
        ("mailto:kitty77@example.net", "Siobhan Nguyen", "e-mail"),
        ("kitty7", "Siobhan Nguyen", "e-mail"),
        ("okafor vinc", "Jane Okafor", "surname, employer"),
        ("st vinc jane", "Jane Okafor", "employer, given name"),
        ("bayview", "Jane Gallagher", "employer"),
        ("hospital bay", "Jane Gallagher", "employer"),
        ("gallagher level", "Jane Gallagher", "surname, workplace"),
        ("hospital", "Mary Hospital", "surname"),
        ("bayview 0006", "Jane Gallagher", "employer, phone"),
        ("4/3/1981", "Jane Gallagher", "born 4 Mar 1981"),
        ("born 4 Mar 81", "Jane Gallagher", "born 4 Mar 1981"),
        ("jane 3/4/1981", "Jane Okafor", "given name, born 3 Apr 1981"),
        ("jane smith 4/3/1981", "Jane Gallagher", "given name, born 4 Mar 1981"),
        ("gallagher 1/1/1950", "Jane Gallagher", "surname"),
        ("61491570006", "Jane Gallagher", "phone 61491570006"),
        ("tel:+61-491-570-006", "Jane Gallagher", "phone 0491570006"),
        ("0491 570 006 ext 12", "Jane Gallagher", "phone 0491570006"),
        ("ends in 06", "Jane Gallagher", "phone ends 06"),
        ("siobhan ...156", "Siobhan Nguyen", "given name, phone ends 156"),
        ("galager", "Jane Gallagher", "spelt alike"),
        ("jnae gallaghr", "Jane Gallagher", "spelt alike"),
        ("gallahger jane", "Jane Gallagher", "spelt alike, given name"),
        ("siobahn nguyen", "Siobhan Nguyen", "spelt alike, surname"),
        ("nguen 0156", "Siobhan Nguyen", "spelt alike, phone ends 0156"),
        ("gallager bayview", "Jane Gallagher", "spelt alike, employer"),
    ],
)
def test_whatever_is_known_finds_her(desk: Desk, people: None, typed: str, first: str, why: str) -> None:
    assert said(find.members(desk, typed))[:1] == [(first, why)]


def test_what_matched_is_marked_in_each_column(desk: Desk, people: None) -> None:
    (hit,) = [hit for hit in find.members(desk, "gall bay") if not hit.near]
    assert [hit.name[a:b] for a, b in hit.matched] == ["Gall"]
    assert [hit.employer[a:b] for a, b in hit.matched_employer] == ["Bay"]
    (hit,) = find.members(desk, "0048213")
    assert hit.matched_number == ((0, 7),)
    hit = find.members(desk, "galager")[0]
    assert ([hit.name[a:b] for a, b in hit.matched], hit.near) == (["Gallagher"], True)


def test_a_mistyped_day_of_birth_hides_nobody(desk: Desk, people: None) -> None:
    assert {hit.name for hit in find.members(desk, "jane 9/9/1999")} >= {"Jane Gallagher", "Jane Okafor"}


def test_the_name_and_the_day_together_come_before_one_word_and_the_day(desk: Desk, store: Store) -> None:
    born = date(1981, 3, 4)
    for family, day in (("Abbott", born), ("Smith", date(1962, 1, 2)), ("Smith", born)):
        a_member(store, "Jane", family, born_on=day)
    hits = find.members(desk, "jane smith 4/3/1981")
    assert [(hit.name, hit.why.endswith("born 4 Mar 1981")) for hit in hits[:3]] == [
        ("Jane Smith", True),
        ("Jane Abbott", True),
        ("Jane Smith", False),
    ]


def test_whoever_is_spelt_alike_comes_after_whoever_is_called_so(desk: Desk, store: Store) -> None:
    a_member(store, "Ana", "Smyth")
    a_member(store, "Zoe", "Smith")
    hits = find.members(desk, "smith")
    assert [(hit.name, hit.near) for hit in hits] == [("Zoe Smith", False), ("Ana Smyth", True)]


def test_the_officers_own_come_first_among_equals(desk: Desk, desk_for: object, store: Store) -> None:
    a_member(store, "Ana", "Ng")
    mine = a_member(store, "Zoe", "Ng")
    longer = a_member(store, "Bo", "Nguyen")
    interactions.submit(desk, an_interaction_form(mine))
    interactions.submit(desk, an_interaction_form(longer))
    # A name in full is more than the beginning of one, whosever it is.
    assert [hit.name for hit in find.members(desk, "ng")] == ["Zoe Ng", "Ana Ng", "Bo Nguyen"]
    other = desk_for("sam.ortiz")  # type: ignore[operator]
    assert [hit.name for hit in find.members(other, "ng")] == ["Ana Ng", "Zoe Ng", "Bo Nguyen"]


def test_ones_own_are_found_however_many_are_called_so(desk: Desk, store: Store) -> None:
    for place in range(8):
        a_member(store, f"Ana{chr(97 + place)}", "Smith")
    interactions.submit(desk, an_interaction_form(a_member(store, "Zoe", "Smith")))
    assert find.members(desk, "smith", 3)[0].name == "Zoe Smith"


def test_a_number_or_a_ticket_finds_its_record(desk: Desk, people: None, store: Store) -> None:
    member = a_member(store, "Rosa", "Lindqvist")
    saved = interactions.submit(desk, an_interaction_form(member, ticket_url=f"{TICKET} 4711"))
    assert interactions.read(desk, saved.id).ticket_url == f"{TICKET} #4711"
    case_id = a_case(desk, member)
    for typed in (saved.number, saved.number.lower(), f"rosa {saved.number}", TICKET, "#5A7F00D1", "#4711"):
        (hit,) = find.members(desk, typed)
        assert (hit.name, hit.record, hit.record_id) == ("Rosa Lindqvist", "interaction", saved.id), typed
    (hit,) = find.members(desk, "c-10001")
    assert (hit.record, hit.record_id) == ("case", case_id)
    assert find.members(desk, "jane C-10001") == ()
    assert find.members(desk, f"{TICKET}0") == ()
    assert find.members(desk, "C-99999") == ()


def test_a_case_that_may_not_be_seen_is_not_found(desk: Desk, desk_for: object, store: Store) -> None:
    a_case(desk, a_member(store), confidential=True)
    assert len(find.members(desk, "C-10001")) == 1
    assert find.members(desk_for("jo.marsh"), "C-10001") == ()  # type: ignore[operator]


def test_a_new_name_and_a_new_job_are_found_at_once_and_the_old_ones_no_more(
    desk: Desk, store: Store
) -> None:
    member = a_member(store, "Jane", "Galloway", employer="Bayview")
    names = DetailEdit(
        desk.new_id(), member, "", 1, Part.MEMBER, Deed.CHANGE,
        was={"family": "Galloway"}, values={"family": "Okonkwo"},
    )  # fmt: skip
    details.change(desk, names)
    assert [hit.name for hit in find.members(desk, "okonkwo")] == ["Jane Okonkwo"]
    assert [hit.name for hit in find.members(desk, "okonqwo")] == ["Jane Okonkwo"]
    assert find.members(desk, "galloway") == ()
    job = DetailEdit(desk.new_id(), member, "", 2, Part.JOB, Deed.ADD, values={"employer": "Northern Trams"})
    details.change(desk, job)
    assert [hit.name for hit in find.members(desk, "jane trams")] == ["Jane Okonkwo"]
    before = derived(store)
    reindex(store)
    assert derived(store) == before


def test_a_new_contact_is_found_by_a_misspelt_name(desk: Desk) -> None:
    form = ContactForm(desk.new_id(), given="Wiremu", family="Tamihana", phone="0491 570 006")
    create(desk, form)
    assert [hit.name for hit in find.members(desk, "tamahana wirimu")] == ["Wiremu Tamihana"]


def test_what_was_derived_is_erased_with_the_member(desk: Desk, people: None, store: Store) -> None:
    with store.deriving() as connection:
        found = connection.execute(
            select(MEMBER_NAME.c.member_id).where(MEMBER_NAME.c.a == "gallagher").distinct()
        )
        forget(connection, list(found.scalars()))
    words = {value for table in derived(store) for row in table for value in row}
    assert not words & {"gallagher", "gallag", "bayview"}
    # What others have too stays.
    assert {"jane", "okafor"} <= words
    assert [hit.name for hit in find.members(desk, "gallagher jane")] == []


def test_deriving_anew_mends_what_was_lost_and_counts_the_words(
    desk: Desk, people: None, store: Store
) -> None:
    a_member(store, "Jane", "Smyth")
    interactions.submit(desk, an_interaction_form(a_member(store, "Rosa", "Li"), ticket_url=TICKET))
    whole = derived(store)
    with store.deriving() as connection:
        for table in DERIVED:
            connection.execute(table.delete())
        connection.execute(NAME_TERM.insert(), [{"term": "nobodys", "df": 3}])
        connection.execute(NOTE.update().values(ticket_ref=""))
    # A small union is looked through whole when nothing else helps.
    assert [hit.near for hit in find.members(desk, "jane gallagher")] == [True]
    told: list[tuple[int, int]] = []
    assert reindex(store, lambda done, total: told.append((done, total))) == 6
    assert told == [(6, 6)]
    assert derived(store) == whole
    assert len(find.members(desk, TICKET)) == 1
    with store.reading() as connection:
        counts = dict(connection.execute(select(NAME_TERM.c.term, NAME_TERM.c.df)).tuples().all())
    assert (counts["jane"], counts["okafor"], "nobodys" in counts) == (3, 1, False)


HOSTILE = [
    "", " ", "\t\n", "a", "'", '"', "%", "_", "\\", "*", "( )", "AND", "NEAR/2",
    "x'; DROP TABLE member; --", "a OR 1=1",
    "\ud800", "\x00", "a\x00b@c", "@", "@@", "#", "#zz", "https://", "https://x", "https://u:p@x.org/dv/1", "C-",
    "C-0", "C-99999999999", "I-2147483648", "99/99/9999", "29/2/1981", "0/0/0", "ends in", "...", "ext 5", "+",
    "00", "+0", "tel:", "mailto:", "~SM0", "\U0010ffff", "\U0010ffff\U0010ffff a", "é́́́", "名", "x" * 10_000,
    "1" * 10_000, "a " * 5_000, "@" * 10_000, "(" * 10_000, "#" * 10_000, "1/" * 5_000, "jan " * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=[f"{place}" for place in range(len(HOSTILE))])
def test_no_text_breaks_a_search(desk: Desk, people: None, typed: str) -> None:
    assert len(find.members(desk, typed)) <= 50


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*HOSTILE[:45], "jane", "gal", "okafro", "0491", "4/3/1981", "c-10001", "#5a7", "x@y"]
            ),
            st.text(st.characters(codec=None), max_size=12),
        ),
        max_size=7,
    ).map(" ".join)
)
@example("jane gallagher 4/3/1981 0491570006 jane.g@example.org C-10001")
def test_no_mixture_breaks_a_search(desk: Desk, people: None, typed: str) -> None:
    for hit in find.members(desk, typed):
        for shown, lit in ((hit.name, hit.matched), (hit.employer, hit.matched_employer)):
            assert all(0 <= start < end <= len(shown) for start, end in lit)


def test_the_clock_of_a_search_is_the_desks(desk: Desk, clock: Clock, store: Store) -> None:
    a_member(store, "Jane", "Paid", paid_through=date(2026, 11, 1))
    assert find.members(desk, "paid")[0].standing == "in arrears"
    clock.move(days=200)
    assert find.members(desk, "paid")[0].standing == "unfinancial"


def test_two_who_bring_the_same_words_at_once_are_both_found(desk: Desk) -> None:
    forms = [
        ContactForm(desk.new_id(), given=given, family="Tamihana", phone="0491 570 006")
        for given in ("Wiremu", "Aroha", "Hemi", "Ngaire")
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda form: create(desk, form), forms))
    assert len(find.members(desk, "tamahana")) == len(forms)


def test_of_two_misspelt_words_the_likeliest_come_before_the_many(desk: Desk, store: Store) -> None:
    for number in range(20):
        a_member(store, "Rosali", "Gallowa", number=f"{number + 100:06}")
    a_member(store, "Rosalind", "Galloways", number="000042")
    found = find.members(desk, "roselind gelloways", 10)
    assert found[0].number == "000042"
    assert len(found) == 10
