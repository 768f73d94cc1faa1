"""Sales of a day, a week or a month, in the shop's own time; the file has every order and no guest."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import Connection

from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.merchant.actions import OpenSales
from handlers.merchant.periods import DAY, MONTH, WEEK, period
from handlers.merchant.sales import OpenSalesFile
from orders import placing
from people.rights import Role, granted
from tests.handlers.operating import Presses
from tests.making import Market
from tests.structure.turns import Turns


@pytest.mark.parametrize(
    ("span", "back", "first", "end"),
    [
        (DAY, 0, date(2026, 3, 4), date(2026, 3, 5)),
        (DAY, 4, date(2026, 2, 28), date(2026, 3, 1)),
        (WEEK, 0, date(2026, 3, 2), date(2026, 3, 9)),
        (WEEK, 1, date(2026, 2, 23), date(2026, 3, 2)),
        (MONTH, 0, date(2026, 3, 1), date(2026, 4, 1)),
        (MONTH, 3, date(2025, 12, 1), date(2026, 1, 1)),
    ],
)
def test_periods(span: str, back: int, first: date, end: date) -> None:
    found = period(date(2026, 3, 4), span, back, "UTC")
    assert (found.first, found.end) == (first, end)


def test_a_day_in_which_the_clock_turns_has_its_own_length() -> None:
    begin, until = period(date(2026, 3, 29), DAY, 0, "Europe/Helsinki").bounds()
    assert until - begin == timedelta(hours=23)
    assert begin == datetime(2026, 3, 28, 22, tzinfo=UTC)


async def kim(database: Database, now: datetime) -> tuple[Presses, int]:
    """The owner of a shop where two free bookings were made, one of a service that reads as a formula."""

    def build(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        shop = market.merchant()
        guest = market.guest("Ann Quux")
        for name in ("Haircut", "=1+1"):
            service = market.service(shop, name=name, price=0)
            held = placing.hold(connection, guest, service, market.start(), 1, None, now)
            placing.place_free(connection, held, guest, now)
        return shop.clerk, shop.merchant

    clerk, merchant = await database.write(build)
    person = Person(clerk, "Kim", "en", rights=granted({merchant: Role.OWNER}))
    return Presses(database, Turns(now), person), merchant


async def test_a_month_is_shown_by_service(database: Database, now: datetime) -> None:
    desk, merchant = await kim(database, now)
    for span in (DAY, WEEK, MONTH):
        page = await desk.page(OpenSales(merchant, 0, span))
        assert "2 orders" in page.text
        assert "Haircut: 1" in page.text
        before = await desk.page(OpenSales(merchant, 1, span))
        assert "No sales in this time." in before.text


async def test_the_file_has_every_order_and_names_no_guest(
    database: Database, now: datetime
) -> None:
    desk, merchant = await kim(database, now)
    page = await desk.page(OpenSalesFile(merchant, 0, MONTH))
    assert page.document is not None
    content = page.document.content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    assert [row["service"] for row in rows] == ["Haircut", "'=1+1"]
    assert {row["state"] for row in rows} == {"confirmed"}
    assert "Quux" not in content


async def test_a_period_that_nobody_offers_is_outdated(database: Database, now: datetime) -> None:
    desk, merchant = await kim(database, now)
    with pytest.raises(PageOutdated):
        await desk.page(OpenSales(merchant, 0, "century"))
