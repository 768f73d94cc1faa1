"""Filters offer limits that part the prices here, and take no forged ones."""

from dataclasses import replace
from datetime import datetime

import pytest

from catalog import searching
from catalog.looking import Looking
from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenFilters
from handlers.guest.filters import LimitPrice
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns


async def begin(database: Database, now: datetime, *prices: int, currency: str) -> Presses:
    """A guest in a market with these prices."""

    def build(connection: object) -> int:
        market = Market(connection, now)  # type: ignore[arg-type]
        for price in prices:
            market.service(market.merchant(), price=price, currency=currency)
        return market.guest()

    guest = await database.write(build)
    return Presses(database, Turns(now, currency=currency), Person(guest, "Aino", "en"))


async def look(presses: Presses, now: datetime, looking: Looking) -> int:
    return await presses.database.write(
        lambda c: searching.remember(c, presses.person.id, looking, now)
    )


@pytest.mark.parametrize(
    ("currency", "prices", "labels"),
    [
        ("EUR", (1500, 1800, 9000), ["○ ≤ €20", "○ ≤ €50"]),
        ("JPY", (1500, 1800, 9000), ["○ ≤ ¥2,000", "○ ≤ ¥5,000"]),
        ("RUB", (150_000, 200_000, 900_000), ["○ ≤ RUB2,000", "○ ≤ RUB5,000"]),
        ("XTR", (400, 750, 2500), ["○ ≤ ⭐ 500", "○ ≤ ⭐ 1,000", "○ ≤ ⭐ 2,000"]),
    ],
)
async def test_the_limits_are_of_use_in_the_markets_currency(
    database: Database, now: datetime, currency: str, prices: tuple[int, ...], labels: list[str]
) -> None:
    presses = await begin(database, now, *prices, currency=currency)
    search = await look(presses, now, Looking())

    screen = await presses.page(OpenFilters(search))

    assert [each for each in actions_on(screen) if "≤" in each] == labels


async def test_four_choices_of_a_price_stand_two_in_a_row(
    database: Database, now: datetime
) -> None:
    presses = await begin(database, now, 400, 750, 2500, currency="XTR")
    search = await look(presses, now, Looking())

    screen = await presses.page(OpenFilters(search))
    widths = [len(row) for row in screen.rows if any("⭐" in str(each) for each in row)]

    assert widths == [2, 2]


async def test_a_limit_that_is_no_longer_offered_stays_chosen_until_it_is_taken_away(
    database: Database, now: datetime
) -> None:
    presses = await begin(database, now, currency="EUR")
    search = await look(presses, now, replace(Looking(), price_to=5000))

    screen = await presses.page(OpenFilters(search))
    free = await presses.page(actions_on(screen)["○ Any price"])

    assert "● ≤ €50" in actions_on(screen)
    assert not [each for each in actions_on(free) if "price" in each or "≤" in each]


async def test_only_limits_that_can_be_offered_are_taken(database: Database, now: datetime) -> None:
    presses = await begin(database, now, currency="EUR")
    search = await look(presses, now, Looking())

    for price in (1, 20, 50, 2000, None):
        assert isinstance(await presses.press(LimitPrice(search, price)), OpenFilters)
    for forged in (0, 3, 30, 50_000_000, 2**31 - 1):
        with pytest.raises(PageOutdated):
            await presses.press(LimitPrice(search, forged))
