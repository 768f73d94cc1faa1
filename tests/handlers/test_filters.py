"""Filters take the limits that they offer, and no forged ones."""

from datetime import datetime

import pytest

from catalog import searching
from catalog.looking import Looking
from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenFilters
from handlers.guest.filters import PRICES, LimitPrice
from tests.handlers.operating import Presses
from tests.making import Market
from tests.structure.turns import Turns


async def test_only_offered_limits_of_the_price_are_taken(
    database: Database, now: datetime
) -> None:
    guest = await database.write(lambda c: Market(c, now).guest())
    search = await database.write(lambda c: searching.remember(c, guest, Looking(), now))
    presses = Presses(database, Turns(now), Person(guest, "Aino", "en"))

    for price in (*PRICES, None):
        assert isinstance(await presses.press(LimitPrice(search, price)), OpenFilters)
    with pytest.raises(PageOutdated):
        await presses.press(LimitPrice(search, 2**52))
