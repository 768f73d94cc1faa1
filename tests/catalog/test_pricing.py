"""Limits of the price are friendly numbers that part what things cost here, in any currency."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import pricing
from catalog.pricing import between, is_friendly
from database.door import Database
from tests.making import Market


@pytest.mark.parametrize(
    ("prices", "whole", "offered"),
    [
        ([1500, 1800, 9000], 100, [20, 50]),
        ([1000, 1500, 2500, 3500, 6000, 12000, 20000], 100, [20, 50, 100]),
        ([800, 1800, 3500, 6000, 9000, 15000], 1, [2000, 5000, 10000]),
        ([100_000, 150_000, 300_000, 500_000, 900_000], 100, [1000, 2000, 5000]),
        ([500, 750, 1250, 2500, 5000], 1, [500, 1000, 2000]),
        ([350, 400, 900], 100, [5]),
        ([2500, 2500], 100, []),
        ([20, 60], 100, []),
        ([], 100, []),
    ],
)
def test_limits_lie_where_the_prices_are(prices: list[int], whole: int, offered: list[int]) -> None:
    assert between(prices, whole) == offered


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30), st.sampled_from([1, 100, 1000]))
def test_each_limit_keeps_something_and_leaves_something_out(prices: list[int], whole: int) -> None:
    offered = between(prices, whole)

    assert len(offered) <= 3
    assert offered == sorted(set(offered))
    for limit in offered:
        assert min(prices) <= limit * whole < max(prices)
        assert is_friendly(limit, whole)


@given(st.lists(st.integers(100, 10**6), min_size=1, max_size=30), st.integers(1, 3))
def test_the_same_prices_in_another_currency_have_the_same_limits(
    prices: list[int], zeros: int
) -> None:
    scaled = between([price * 10**zeros for price in prices], 100)

    assert scaled == [limit * 10**zeros for limit in between(prices, 100)]


@pytest.mark.parametrize(
    ("number", "whole"), [(0, 1), (3, 1), (25, 100), (50_000_000, 100), (2**31 - 1, 1)]
)
def test_no_other_number_is_a_limit(number: int, whole: int) -> None:
    assert not is_friendly(number, whole)


async def test_what_is_free_or_costs_other_money_says_nothing(
    database: Database, now: datetime
) -> None:
    def build(connection: object) -> None:
        market = Market(connection, now)  # type: ignore[arg-type]
        for price in (0, 1500, 9000):
            market.service(market.merchant(), price=price)
        market.service(market.merchant(), price=990_000, currency="JPY")
        market.service(market.merchant(), price=990_000, active=False)

    await database.write(build)

    assert await database.read(lambda c: pricing.limits(c, "EUR", 100)) == [20, 50]
    assert await database.read(lambda c: pricing.limits(c, "XTR", 1)) == []
