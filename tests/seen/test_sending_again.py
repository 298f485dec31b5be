"""A save that waits is never left behind: whatever finds out first that the database answers sends it."""

import pytest

from data.desk import find
from tests.builders import an_interaction_form
from tests.seen.conftest import Sit


@pytest.mark.parametrize("found_out", ["back", "_look"])
async def test_what_waits_goes_out_though_a_read_was_answered_first(sit: Sit, found_out: str) -> None:
    async with sit() as kim:
        await kim.at_work()
        at, drafts = kim.app.seat.desk, kim.app.seat.drafts
        assert at is not None
        (member, *_) = find.members(at, "0048213")
        drafts.wait(an_interaction_form(member.id))
        kim.app.sender.reached()  # a read has answered, and no problem is known any more
        getattr(kim.app.sender, found_out)()
        await kim.until(lambda: not drafts.waiting())
        assert drafts.listing() == ()
