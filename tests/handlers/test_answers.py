"""Whatever is typed beside a page only opens pages: nothing is booked, moved, paid or cancelled by it."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import ColumnElement, Connection, Table, func, select

from catalog.models import searches, services
from chat.action import Action, Page
from chat.event import Pressed, SharedPlace, Typed
from database.door import Database
from database.point import Point
from handlers.guest.actions import (
    OpenBooking,
    OpenCheckout,
    OpenInvoice,
    OpenMerchant,
    OpenReschedule,
    OpenResults,
    OpenService,
)
from handlers.guest.checkout import Pay
from handlers.guest.service import HoldSlot
from orders.models import ledger_postings, order_history, orders, redemptions, vouchers
from payments.models import payments, refunds
from tests import market
from tests.player.talking import PREFIX, Talking
from tests.thoroughness import THOROUGH

SAID = {
    "en": (
        *("make it five", "Friday works", "at 5 instead", "cheaper", "nearer", "open now"),
        *(
            "earlier",
            "later",
            "cancel my haircut",
            "cancel it",
            "cancel",
            "pay",
            "yes",
            "ok",
            "do it",
        ),
        *(
            "my code",
            "my bookings",
            "again",
            "move it to Friday",
            "refund",
            "book it",
            "1",
            "the first one",
        ),
    ),
    "zh_Hans": (
        *("改成五位", "周五可以", "改到五点", "便宜点", "近一点", "现在营业", "早一点", "晚一点"),
        *(
            "取消我的理发",
            "取消",
            "付款",
            "好的",
            "我的兑换码",
            "我的预订",
            "再来一次",
            "1",
            "第一个",
        ),
    ),
    "ru": (
        *("пусть будет пять", "в пятницу подойдёт", "лучше в 5", "подешевле", "поближе", "раньше"),
        *(
            "отменить стрижку",
            "отмена",
            "оплатить",
            "да",
            "где мой код",
            "мои записи",
            "ещё раз",
            "1",
        ),
    ),
    "ar": (
        *("اجعلها خمسة", "يناسبني يوم الجمعة", "الساعة 5 بدلا من ذلك", "أرخص", "أقرب", "أبكر"),
        *("ألغ حجز قص الشعر", "إلغاء", "ادفع", "نعم", "أين رمزي", "حجوزاتي", "مرة أخرى", "1"),
    ),
}
SATURDAY_AT_THREE = datetime(2026, 3, 7, 13, 0, tzinfo=UTC)
DOORS = ("a list", "a service", "a checkout", "an invoice", "a booking", "another time for it")
BESIDE = [
    (door, locale)
    for door in DOORS
    for locale in SAID
    if THOROUGH or locale == "en" or door in {"a list", "a booking"}
]
"""Each language where the most can be meant."""

MONEY = (orders, order_history, vouchers, payments, refunds, redemptions, ledger_postings)


@pytest.mark.parametrize(("door", "locale"), BESIDE)
async def test_a_sentence_does_nothing(
    database: Database, now: datetime, locale: str, door: str
) -> None:
    await database.write(lambda connection: market.build(connection, now))
    talking = Talking(database, now, locale)
    page = await led_to(talking, database, door)
    before = await database.read(standing)

    for words in SAID[locale]:
        await press(talking, page)
        await talking.does("guest", Typed(words))

        assert await database.read(standing) == before, words


async def led_to(talking: Talking, database: Database, door: str) -> Page:
    """The page beside which is typed."""
    await talking.does("guest", SharedPlace(Point(60.1841, 24.9497)))
    haircut = await database.read(lambda c: number(c, services, services.c.name == "Haircut"))
    if door == "a list":
        return OpenResults(await database.read(lambda c: number(c, searches)))
    if door == "a service":
        return OpenService(haircut)
    await press(talking, HoldSlot(haircut, SATURDAY_AT_THREE, 1))
    order = await database.read(lambda c: number(c, orders))
    if door == "a checkout":
        return OpenCheckout(order)
    await press(talking, Pay(order))
    if door == "an invoice":
        return OpenInvoice(await database.read(lambda c: number(c, payments)))
    await talking.pays("paid")
    return OpenBooking(order) if door == "a booking" else OpenReschedule(order)


async def press(talking: Talking, action: Action) -> None:
    await talking.does("guest", Pressed(talking.link(action), None, "1"))


def number(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    newest = select(table.c.id).where(*where).order_by(table.c.id.desc()).limit(1)
    return int(connection.execute(newest).scalar_one())


def standing(connection: Connection) -> Mapping[str, object]:
    """What a booking, its money and its code consist of."""
    counted = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in MONEY
    }
    columns = (orders.c.id, orders.c.state, orders.c.starts_at, orders.c.seats, orders.c.note)
    return {**counted, "states": [tuple(each) for each in connection.execute(select(*columns))]}


@pytest.mark.parametrize("door", ["a list", "a service", "a booking"])
async def test_a_link_within_a_sentence_is_followed_where_nothing_was_asked(
    database: Database, now: datetime, door: str
) -> None:
    town = await database.write(lambda connection: market.build(connection, now))
    talking = Talking(database, now)
    await press(talking, await led_to(talking, database, door))

    link = f"{PREFIX}{talking.link(OpenMerchant(town.sauna))}"
    await talking.does("guest", Typed(f"look at this: {link}"))

    assert (await talking.current("guest"))[-1][0] == "Harju Sauna"
