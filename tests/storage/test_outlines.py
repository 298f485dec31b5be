"""The outlines of the office: seeded once, read as they are, changed by the office alone."""

from sqlalchemy import update

from data.desk import choices
from data.desk.desk import Desk
from data.repositories.outlines import body_of
from data.steward.config import load_config
from data.steward.seed import seed_lists
from data.store.store import Store
from data.store.tables import OUTLINE
from data.types.notes import Section
from data.types.outlines import Outline


def test_they_are_read_in_the_order_and_words_of_the_file(desk: Desk) -> None:
    """Features B8."""
    held = choices.read(desk).outlines
    assert held == tuple(one.outline() for one in load_config().outline)
    assert [one.name for one in held][:2] == ["Roster changed", "Called to a meeting"]
    assert held[0].sections[0].title == "Background"


def test_what_an_office_changed_or_put_away_stays_so(desk: Desk, store: Store) -> None:
    own = Outline(
        "Roster changed", to_do="Ours", follow_up="+1d", sections=(Section("Issue", "“Ours” – ünd"),)
    )
    with store.loading("test") as connection:
        connection.execute(update(OUTLINE).where(OUTLINE.c.name == own.name).values(body=body_of(own)))
        connection.execute(update(OUTLINE).where(OUTLINE.c.name == "Wants to join").values(archived=True))
        assert seed_lists(connection, load_config()) == 0
    held = choices.read(desk).outlines
    assert held[0] == own
    assert "Wants to join" not in [one.name for one in held]
