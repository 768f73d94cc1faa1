"""A merchant with several places: where a bill is has to be said, also where an old button, or a link, does not."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update

from catalog.models import merchants
from chat.errors import PageOutdated
from database.door import Database
from handlers.guest.bill_actions import AskBill, GiveBill, OpenBillPlaces
from handlers.merchant.bill import AskOwnBill, OpenOwnBillPlaces, ShowBill
from handlers.merchant.counter_day import OpenCounterDay
from tests.handlers.test_around_the_visit import Visit
from tests.handlers.test_giving_back import actions
from tests.structure.trying import BOOK
from tests.structure.turns import Turns


@pytest.fixture
async def two_places(database: Database, now: datetime) -> Any:
    async def run(body: Any, places: int = 2) -> None:
        def build(connection: Any) -> None:
            visit = Visit(connection, now)
            connection.execute(update(merchants).values(takes_bills=True))
            more = (visit.market.location(visit.shop.merchant) for _ in range(places - 1))
            body(visit, Turns(now), [visit.shop.location, *more])

        await database.write(build)

    return run


async def test_an_old_button_leads_to_the_choice(two_places: Any) -> None:
    def body(at: Visit, turns: Turns, places: list[int]) -> None:
        shop = at.shop.merchant
        guest, clerk = (turns.of(at.connection, each) for each in (at.guest, at.clerk))
        for turn, page, choice in (
            (guest, AskBill(shop), OpenBillPlaces(shop)),
            (clerk, AskOwnBill(shop), OpenOwnBillPlaces(shop)),
        ):
            with pytest.raises(PageOutdated) as outdated:
                turns.router.show(turn, page)
            assert outdated.value.fresh == choice
        for turn, move in ((guest, GiveBill(shop, text="5")), (clerk, ShowBill(shop, text="5"))):
            with pytest.raises(PageOutdated):
                BOOK.move(turn, move)
        chosen = actions(turns.router.show(guest, OpenBillPlaces(shop)))
        assert chosen == [AskBill(shop, each) for each in places]

    await two_places(body)


async def test_a_place_of_another_is_none(two_places: Any) -> None:
    def body(at: Visit, turns: Turns, _places: list[int]) -> None:
        elsewhere = at.market.merchant("Elsewhere").location
        guest = turns.of(at.connection, at.guest)
        with pytest.raises(PageOutdated):
            turns.router.show(guest, AskBill(at.shop.merchant, elsewhere))
        with pytest.raises(PageOutdated):
            BOOK.move(guest, GiveBill(at.shop.merchant, elsewhere, "5"))

    await two_places(body)


async def test_many_places_are_leafed_through(two_places: Any) -> None:
    def body(at: Visit, turns: Turns, places: list[int]) -> None:
        guest, shop = turns.of(at.connection, at.guest), at.shop.merchant
        first = actions(turns.router.show(guest, OpenBillPlaces(shop)))
        assert first[-1] == OpenBillPlaces(shop, 1)
        second = actions(turns.router.show(guest, OpenBillPlaces(shop, 1)))
        assert AskBill(shop, places[-1]) in second

    await two_places(body, places=10)


async def test_where_there_is_one_nobody_is_asked(two_places: Any) -> None:
    def body(at: Visit, turns: Turns, _places: list[int]) -> None:
        clerk = turns.of(at.connection, at.clerk)
        asked = turns.router.show(clerk, AskOwnBill(at.shop.merchant))
        assert asked.asks == ShowBill(at.shop.merchant)
        day = turns.router.show(clerk, OpenCounterDay(at.shop.merchant))
        assert "Nothing was paid here today." in str(day.text)

    await two_places(body, places=1)
