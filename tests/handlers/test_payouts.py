"""An operator marks a payout as sent, asked once more; the merchant's staff read it."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from chat.errors import NotAllowed, PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.merchant.actions import OpenSettlement
from handlers.operator.actions import OpenOperatorDesk, OpenPayout, OpenPayouts
from handlers.operator.payouts import OpenPaidOut, PaidOut
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.making import Market, Shop
from tests.structure.turns import Turns


def settled(connection: Connection, now: datetime) -> tuple[int, Shop, int]:
    market = Market(connection, now)
    shop = market.merchant()
    return market.operator(), shop, market.settlement(shop, earned=1800, payout=1800)


async def test_a_payout_is_marked_once_and_staff_read_so(database: Database, now: datetime) -> None:
    olli, shop, settlement = await database.write(lambda c: settled(c, now))
    desk = Presses(
        database, Turns(now), Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR))
    )
    assert OpenPayouts() in actions_on(await desk.page(OpenOperatorDesk())).values()
    assert OpenPayout(settlement) in actions_on(await desk.page(OpenPayouts())).values()
    page = await desk.page(OpenPayout(settlement))
    assert "Not marked as paid out" in page.text
    sure = await desk.page(OpenPaidOut(settlement))
    assert "€18" in sure.text

    done = await desk.page(PaidOut(settlement))

    assert "confirmed by Olli" in done.text
    assert "are marked as paid out" in (await desk.page(OpenPayouts())).text
    assert OpenPayouts() not in actions_on(await desk.page(OpenOperatorDesk())).values()
    for again in (OpenPaidOut(settlement), PaidOut(settlement)):
        with pytest.raises(PageOutdated):
            await desk.press(again)
    clerk = Person(
        shop.clerk, "Kim", "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
    )
    read = await Presses(database, desk.turns, clerk).page(OpenSettlement(settlement))
    assert "Paid out to you on" in read.text


async def test_only_operators_mark_payouts(database: Database, now: datetime) -> None:
    _, shop, settlement = await database.write(lambda c: settled(c, now))
    clerk = Person(
        shop.clerk, "Kim", "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
    )
    presses = Presses(database, Turns(now), clerk)
    for press in (
        OpenPayouts(),
        OpenPayout(settlement),
        OpenPaidOut(settlement),
        PaidOut(settlement),
    ):
        with pytest.raises(NotAllowed):
            await presses.press(press)
