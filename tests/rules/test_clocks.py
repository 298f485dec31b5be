"""A clock that is wrong is said in words, and from where on the server's counts."""

import pytest

from data.rules.clocks import added, apart


@pytest.mark.parametrize(
    ("ahead_s", "said", "adds"),
    [
        (0.0, "", 0.0),
        (1.9, "", 0.0),
        (-29.0, "", -29.0),
        (31.0, "the server's clock is 31 s ahead of this machine's", 31.0),
        (-300.0, "the server's clock is 5 min behind this machine's", -300.0),
        (7_200.0, "the server's clock is 2 h ahead of this machine's", 7_200.0),
        (-31_536_000.0, "the server's clock is 365 days behind this machine's", -31_536_000.0),
    ],
)
def test_two_clocks_are_compared(ahead_s: float, said: str, adds: float) -> None:
    assert (apart(ahead_s), added(ahead_s)) == (said, adds)
