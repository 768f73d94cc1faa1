"""Lines by size of party, and how long one waits in them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.lines import Wait, about, are_fit, line_of, lines_of, pace

MINUTE = timedelta(minutes=1)


def test_without_limits_all_wait_together() -> None:
    (line,) = lines_of([])
    assert (line.least, line.most, line.letter) == (1, None, "")


def test_lines_follow_each_other_and_the_last_has_no_end() -> None:
    spans = [(line.letter, line.least, line.most) for line in lines_of([2, 4])]
    assert spans == [("A", 1, 2), ("B", 3, 4), ("C", 5, None)]


@given(st.sets(st.integers(1, 20), max_size=3).map(sorted), st.integers(1, 30))
def test_every_party_has_its_line(limits: list[int], party: int) -> None:
    line = line_of(limits, party)
    assert line.least <= party
    assert line.most is None or party <= line.most


@pytest.mark.parametrize("limits", [[0], [2, 2], [4, 2], [1, 2, 3, 4]])
def test_lines_that_do_not_grow_are_unfit(limits: list[int]) -> None:
    assert not are_fit(limits)


def test_little_is_measured_by_few() -> None:
    assert pace([Wait(0, 10 * MINUTE)] * 4) is None


def test_each_party_takes_what_it_took() -> None:
    each = pace([Wait(1, 10 * MINUTE)] * 5)
    assert each == 5 * MINUTE
    assert about(3, each) == 20 * MINUTE


def test_a_wait_is_rounded_up_to_five_minutes() -> None:
    assert about(0, MINUTE) == 5 * MINUTE
    assert about(2, 2 * MINUTE) == 10 * MINUTE
    assert about(2, None) is None
