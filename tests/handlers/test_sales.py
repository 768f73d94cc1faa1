"""Sales of a day, a week or a month, in the shop's own time; the file has every order and no guest."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection

from chat.errors import PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.merchant.actions import OpenSales
from handlers.merchant.periods import DAY, MONTH, WEEK, period
from handlers.merchant.sales import OpenSalesChart, OpenSalesFile, OpenSalesSheet
from handlers.merchant.sales_chart import begins_of
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


async def test_a_spreadsheet_has_cells_that_are_what_they_say(
    database: Database, now: datetime
) -> None:
    desk, merchant = await kim(database, now)
    page = await desk.page(OpenSalesSheet(merchant, 0, MONTH))
    assert page.document is not None
    assert page.document.name == "sales-2026-03-01-month.xlsx"
    book = load_workbook(BytesIO(page.document.content))
    assert book.sheetnames == ["Orders", "In all", "By service", "By person", "At the counter"]
    head, *rows = book["Orders"].iter_rows()
    assert [each.value for each in head][:4] == ["Order", "Placed", "Start", "Service"]
    assert [row[3].value for row in rows] == ["Haircut", "=1+1"]
    assert {row[3].data_type for row in rows} == {"s"}
    assert all(row[1].is_date for row in rows)
    assert rows[0][1].value == datetime.fromisoformat("2026-03-04 14:00")  # noon in UTC
    assert {row[6].number_format for row in rows} == {'#,##0.00 "EUR"'}
    assert {row[8].value for row in rows} == {"confirmed"}
    assert b"Quux" not in page.document.content
    assert all("Quux" not in str(each.value) for row in rows for each in row)


@pytest.mark.parametrize("code", ["en", "zh_Hans", "ru", "ar"])
async def test_a_period_is_drawn(database: Database, now: datetime, code: str) -> None:
    desk, merchant = await kim(database, now)
    there = Presses(database, Turns(now, code), desk.person)
    for span in (DAY, WEEK, MONTH):
        page = await there.page(OpenSalesChart(merchant, 0, span))
        assert page.photo is not None
        assert page.photo.content is not None
        assert page.photo.content.startswith(b"\x89PNG")
        again = await there.page(OpenSalesChart(merchant, 0, span))
        assert again.photo == page.photo, "a channel knows it again"
        before = await there.page(OpenSalesChart(merchant, 1, span))
        assert before.photo is not None
        assert before.photo.key != page.photo.key
    with pytest.raises(PageOutdated):
        await there.page(OpenSalesChart(merchant, 0, "century"))


@pytest.mark.parametrize(("month", "hours"), [(3, 23), (10, 25)])
async def test_a_day_in_which_the_clock_turns_has_as_many_bars(month: int, hours: int) -> None:
    day = date(2026, month, 29 if month == 3 else 25)
    shown = period(day, DAY, 0, "Europe/Helsinki")
    assert len(list(begins_of(shown))) == hours
