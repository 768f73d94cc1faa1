"""A time in the list leads to its invoice, and whatever the invoice can't say goes by the checkout."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select

from catalog import searching
from catalog.looking import Looking
from chat.screen import Button
from chat.turn import Person
from database.door import Database
from database.point import Point
from handlers.guest.actions import (
    OpenBooking,
    OpenCheckout,
    OpenHome,
    OpenInvoice,
    OpenMerchant,
    OpenResults,
    OpenService,
)
from handlers.guest.invoice import DESCRIPTION
from handlers.guest.taking import TakeNext
from orders.models import orders
from tests import market
from tests.handlers.operating import Presses, actions_on
from tests.market import KALLIO, Town
from tests.structure.busy import newcomer
from tests.structure.turns import Turns


async def opened(database: Database, now: datetime, locale: str = "en") -> tuple[Presses, Town]:
    def build(connection: Connection) -> tuple[int, Town]:
        town = market.build(connection, now)
        return newcomer(connection, "ann", now), town

    ann, town = await database.write(build)
    return Presses(database, Turns(now, locale), Person(ann, "Ann", locale)), town


async def near(aino: Presses, now: datetime) -> Any:
    looking = Looking(point=Point(KALLIO.latitude, KALLIO.longitude))
    search = await aino.database.write(
        lambda connection: searching.remember(connection, aino.person.id, looking, now)
    )
    return await aino.page(OpenResults(search))


async def test_each_row_has_the_place_and_its_next_time(database: Database, now: datetime) -> None:
    aino, town = await opened(database, now)

    page = await near(aino, now)

    rows = [[each.action for each in row if isinstance(each, Button)] for row in page.rows]
    kinds = [tuple(type(action) for action in row) for row in rows[:4]]
    assert kinds == [
        (OpenMerchant, TakeNext),
        (OpenMerchant, OpenService),  # a table is for several: for how many is asked first
        (OpenMerchant,),  # what has no times has no next one
        (OpenMerchant, OpenService),
    ]
    assert rows[0][1].service == town.chair
    assert str(page.text).count("Barber") == 1  # the kind; the name stands in its key


async def test_a_press_on_it_holds_it_and_shows_the_invoice_with_the_terms(
    database: Database, now: datetime
) -> None:
    aino, _town = await opened(database, now)
    page = await near(aino, now)
    key = page.rows[0][1].action

    following = await aino.press(key)

    assert isinstance(following, OpenInvoice)
    invoice = (await aino.page(following)).invoice
    assert "Free cancellation until it starts." in invoice.description
    assert "If it doesn't, you get a full refund." in invoice.description
    states = await database.read(lambda c: list(c.execute(select(orders.c.state)).scalars()))
    assert states == ["held"]


@pytest.mark.parametrize("locale", ["en", "zh_Hans", "ru", "ar"])
async def test_terms_that_an_invoice_has_no_room_for_are_read_at_the_checkout(
    database: Database, now: datetime, locale: str
) -> None:
    aino, town = await opened(database, now, locale)
    start = market_start(now)

    following = await aino.press(TakeNext(town.haircut, start))

    screen = await aino.page(following)
    if isinstance(following, OpenInvoice):
        assert len(screen.invoice.description) <= DESCRIPTION
        assert "17" in screen.invoice.description  # what is kept of 35
    else:
        assert isinstance(following, OpenCheckout)


async def test_what_costs_nothing_goes_by_the_checkout(database: Database, now: datetime) -> None:
    aino, town = await opened(database, now)

    following = await aino.press(TakeNext(town.table, market_start(now)))

    assert isinstance(following, OpenCheckout)
    assert isinstance(
        await aino.press(next(iter(actions_on(await aino.page(following)).values()))), OpenBooking
    )


async def test_only_whoever_never_looked_around_a_place_is_asked_for_one_at_once(
    database: Database, now: datetime
) -> None:
    aino, _town = await opened(database, now)

    first = await aino.page(OpenHome())
    await near(aino, now)
    then = await aino.page(OpenHome())

    assert (first.asks_place, then.asks_place) == ("📍 Share my location", None)


def market_start(now: datetime) -> datetime:
    """Two days ahead at noon, by the local clock."""
    return now.replace(day=now.day + 2, hour=10, minute=0)
