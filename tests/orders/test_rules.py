"""The pure rules: whose money it is to the cent, how long holds last, when codes end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.models import OrderState
from orders.rules import (
    CHARGE,
    CLOSED,
    EDGES,
    HOLD,
    LONGEST_HOLD,
    Terms,
    charging_until,
    commission,
    confirm_by,
    days_between,
    earned,
    end_of_day,
    kept_on_cancel,
    kept_on_expiry,
    paying_until,
    split,
)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
amounts = st.integers(0, 10**12)
counts = st.integers(1, 50)


@given(amounts, counts, st.integers(0, 50), st.integers(0, 100))
def test_what_is_split_is_all_there_was(total: int, uses: int, used: int, percent: int) -> None:
    used = min(used, uses)
    shares = split(total, uses, used, percent)
    assert earned(total, uses, used) + shares.kept + shares.refund == total
    assert shares.kept >= 0
    assert shares.refund >= 0


@given(amounts, counts)
def test_uses_are_worth_the_same_to_the_cent(total: int, uses: int) -> None:
    parts = [earned(total, uses, n) - earned(total, uses, n - 1) for n in range(1, uses + 1)]
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1


@given(amounts, counts, st.integers(0, 10_000))
def test_commission_in_parts_is_the_commission_on_all(total: int, uses: int, rate: int) -> None:
    sums = [commission(earned(total, uses, n), rate) for n in range(uses + 1)]
    fees = [after - before for before, after in pairwise(sums)]
    assert sum(fees) == commission(total, rate)
    assert all(fee >= 0 for fee in fees)


@given(st.integers(0, 29), st.integers(0, 60))
def test_paying_never_shortens_a_hold_nor_makes_it_endless(held: int, asked: int) -> None:
    until = NOON + timedelta(minutes=held)
    longer = paying_until(NOON, until, NOON + timedelta(minutes=asked))
    assert until <= longer <= NOON + LONGEST_HOLD


@given(st.lists(st.integers(0, 3), max_size=60))
def test_a_payment_tried_again_and_again_never_makes_a_hold_endless(pauses: list[int]) -> None:
    until, now = NOON + HOLD, NOON
    for pause in pauses:
        now += timedelta(minutes=pause)
        if now < until:
            longer = charging_until(NOON, until, now)
            assert until <= longer <= NOON + LONGEST_HOLD + CHARGE
            until = longer


def test_nothing_leaves_a_closed_order_but_late_money() -> None:
    leaving = {(before, after) for before, after in EDGES if before in CLOSED}
    assert leaving == {(OrderState.LAPSED, OrderState.PLACED)}


def test_an_answer_is_due_before_the_slot_begins() -> None:
    hour = timedelta(hours=1)
    assert confirm_by(NOON, 60, None) == NOON + hour
    assert confirm_by(NOON, 60, NOON + 2 * hour) == NOON + hour
    assert confirm_by(NOON, 60, NOON + hour / 2) == NOON + hour / 2
    assert confirm_by(NOON, 60, NOON - hour) == NOON


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-03-28T12:00+00:00", "2026-03-28T22:00+00:00"),
        ("2026-03-28T23:00+00:00", "2026-03-29T21:00+00:00"),  # the clocks go forward that day
        ("2026-10-25T12:00+00:00", "2026-10-25T22:00+00:00"),  # and back on this one
    ],
)
def test_a_day_ends_at_local_midnight(moment: str, ends: str) -> None:
    found = end_of_day(datetime.fromisoformat(moment), "Europe/Helsinki")
    assert found == datetime.fromisoformat(ends)


def test_a_stretch_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    evening = datetime(2026, 3, 4, 22, tzinfo=UTC)
    midnight = evening + timedelta(hours=2)
    assert days_between(evening, midnight) == ["2026-03-04"]
    assert days_between(evening, midnight + timedelta(minutes=1)) == ["2026-03-04", "2026-03-05"]


def agreed(free_minutes: int, late: int, no_show: int, *, refunded: bool = False) -> Terms:
    return Terms(
        cancel_free_minutes=free_minutes,
        late_cancel_percent=late,
        no_show_percent=no_show,
        refund_unused=refunded,
        refund_cancelled=refunded,
        commission_basis_points=0,
        valid_days=30,
        auto_confirm=True,
        confirm_minutes=60,
        zone="Europe/Helsinki",
    )


def test_terms_say_what_is_kept() -> None:
    terms = agreed(60, 30, 70)
    start = NOON + timedelta(hours=1)
    second = timedelta(seconds=1)
    kept = [kept_on_cancel(terms, start, now) for now in (NOON, NOON + second, start)]
    assert kept == [0, 30, 70]
    assert (kept_on_expiry(terms, start), kept_on_expiry(terms, None)) == (70, 100)


@pytest.mark.parametrize("refunded", [True, False])
def test_without_a_slot_cancelling_is_as_leaving_it_unused(refunded: bool) -> None:
    terms = agreed(60, 30, 70, refunded=refunded)
    kept = 0 if refunded else 100
    assert kept_on_cancel(terms, None, NOON) == kept_on_expiry(terms, None) == kept
    as_sold_before = replace(terms, refund_cancelled=True)
    assert kept_on_cancel(as_sold_before, None, NOON) == 0
