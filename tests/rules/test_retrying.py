"""Pauses between tries grow, end at the longest, and are spread."""

from hypothesis import given
from hypothesis import strategies as st

from data.rules.retrying import AWAY, BUSY, SPREAD, UNSURE, pause


@given(
    st.sampled_from([AWAY, UNSURE, BUSY]),
    st.integers(0, 1000),
    st.floats(0, 1, exclude_max=True),
)
def test_a_pause_is_that_of_its_step_give_or_take_a_quarter(
    steps: tuple[float, ...], tries: int, roll: float
) -> None:
    step = steps[min(tries, len(steps) - 1)]
    assert step * (1 - SPREAD) <= pause(steps, tries, roll) <= step * (1 + SPREAD)


def test_steps_only_grow_and_chance_decides_within_one() -> None:
    for steps in (AWAY, UNSURE, BUSY):
        assert list(steps) == sorted(steps)
        assert pause(steps, 0, 0.0) < pause(steps, 0, 0.5) == steps[0] < pause(steps, 0, 0.99)
