"""Field by field: mine where I typed, theirs where they did, and what both changed is named."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.rules.merging import INTERACTION, merge
from data.types.forms import InteractionContents
from data.types.notes import Section

WAS = InteractionContents(
    [Section("Background", "Six years."), Section("Issue", "Roster.")],
    "Phone – inbound",
    "Leave",
    ["LVE"],
    "",
    None,
    "",
)

bodies = st.sampled_from(["", "a", "b"])
contents = st.builds(
    InteractionContents,
    sections=st.tuples(bodies, bodies).map(
        lambda two: [Section("Background", two[0]), Section("Issue", two[1])]
    ),
    interaction_type=bodies,
    related_to=bodies,
    case_types=st.lists(bodies, max_size=2),
    outcome=bodies,
    follow_up_on=st.none() | st.just(date(2026, 12, 1)),
    ticket_url=bodies,
)


def changed(**fields: object) -> InteractionContents:
    values = {name: getattr(WAS, name) for name in ("sections", *INTERACTION)}
    return InteractionContents(**{**values, **fields})


def test_changes_of_different_fields_both_stand() -> None:
    mine = changed(sections=[WAS.sections[0], Section("Issue", "Roster, without notice.")])
    theirs = changed(outcome="Resolved")
    merged = merge(WAS, mine, theirs)
    assert merged.both == ()
    assert (merged.contents.sections[1].body, merged.contents.outcome) == (
        "Roster, without notice.",
        "Resolved",
    )


def test_the_same_field_is_named_and_mine_is_kept() -> None:
    merged = merge(WAS, changed(related_to="Pay", outcome="Resolved"), changed(related_to="Rosters"))
    assert merged.both == ("About",)
    assert (merged.contents.related_to, merged.contents.outcome) == ("Pay", "Resolved")


def test_a_section_that_both_changed_is_named_by_its_title() -> None:
    mine = changed(sections=[Section("Background", "Mine."), WAS.sections[1]])
    theirs = changed(sections=[Section("Background", "Theirs."), WAS.sections[1]])
    assert merge(WAS, mine, theirs).both == ("Background",)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    mine = changed(follow_up_on=date(2026, 12, 1))
    assert merge(WAS, mine, mine).both == ()


@given(contents, contents, contents)
def test_what_i_left_alone_is_always_theirs(
    was: InteractionContents, mine: InteractionContents, theirs: InteractionContents
) -> None:
    merged = merge(was, mine, theirs).contents
    for name in INTERACTION:
        left_alone = getattr(mine, name) == getattr(was, name)
        assert getattr(merged, name) == getattr(theirs if left_alone else mine, name)
    for place, part in enumerate(merged.sections):
        left_alone = mine.sections[place] == was.sections[place]
        assert part == (theirs if left_alone else mine).sections[place]


@given(contents, contents)
def test_nobody_else_changing_anything_is_never_a_conflict(
    was: InteractionContents, mine: InteractionContents
) -> None:
    merged = merge(was, mine, was)
    assert (merged.contents, merged.both, merged.clashes) == (mine, (), ())
