"""What a merchant sold and earned in a day, week or month: in all, by service, by person, as a file."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import Connection

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Document, Row, Screen, lines, paragraphs
from chat.turn import Turn
from database.cells import harmless
from database.money import in_digits
from handlers.layout import paging
from handlers.merchant.actions import OpenDesk, OpenSales, OpenSettlements
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import day_at
from handlers.merchant.periods import DAY, MONTH, SPANS, WEEK, Period, period, period_name
from orders import Sales, Sold, reports, sold
from people.rights import Right

flow = Flow()

FURTHEST = {DAY: 365, WEEK: 104, MONTH: 36}
LISTED = 8
"""Services and people named on the page; the file has everything."""


@dataclass(frozen=True, slots=True)
class OpenSalesFile(Page):
    """Every order of a period as a spreadsheet."""

    code = "sfile"
    merchant: int
    back: int
    span: str


@flow.page(OpenSales)
def sales_page(turn: Turn, press: OpenSales) -> Screen:
    shown, back = _period(turn, press)
    within = shown.bounds()
    figures = reports.sales_of_merchant(turn.connection, press.merchant, *within)
    return Screen(
        text=paragraphs(
            turn._("<b>Sales, {day}</b>", day=period_name(turn, shown)),
            *(_figures(turn, each) for each in figures),
            _ranked(turn, turn._("<b>By service</b>"), sold.by_service, press.merchant, within),
            _ranked(turn, turn._("<b>By person</b>"), sold.by_giver, press.merchant, within),
            None if figures else turn._("No sales in this time."),
            turn._("You earn when a code is redeemed. Until then, the money belongs to the guest."),
        ),
        rows=(
            *_neighbours(turn, press, back),
            _spans(turn, press),
            (
                *(_file_key(turn, press, back) if figures else ()),
                Button(turn._("Settlements"), OpenSettlements(press.merchant)),
            ),
        ),
        back=OpenDesk(press.merchant),
    )


@flow.page(OpenSalesFile)
def sales_file_page(turn: Turn, press: OpenSalesFile) -> Screen:
    here = OpenSales(press.merchant, press.back, press.span)
    shown, _back = _period(turn, here)
    content = _spreadsheet(turn, press.merchant, shown)
    return Screen(
        text=turn._("<b>Sales, {day}</b>", day=period_name(turn, shown)),
        document=Document(f"sales-{shown.first}-{shown.span}.csv", "text/csv", content),
        back=here,
    )


def _period(turn: Turn, press: OpenSales) -> tuple[Period, int]:
    merchant = our_merchant(turn, press.merchant, Right.SALES)
    if press.span not in SPANS:
        raise PageOutdated(OpenSales(merchant.id))
    zone = zone_of(turn, merchant)
    back = max(0, min(press.back, FURTHEST[press.span]))
    return period(day_at(turn, zone, 0), press.span, back, zone), back


def _neighbours(turn: Turn, press: OpenSales, back: int) -> tuple[Row, ...]:
    before = replace(press, back=back + 1) if back < FURTHEST[press.span] else None
    return paging(turn, before, replace(press, back=back - 1) if back else None)


def _spans(turn: Turn, press: OpenSales) -> Row:
    names = {DAY: turn._("Day"), WEEK: turn._("Week"), MONTH: turn._("Month")}
    return tuple(
        Button(name, OpenSales(press.merchant, 0, span))
        for span, name in names.items()
        if span != press.span
    )


def _file_key(turn: Turn, press: OpenSales, back: int) -> Row:
    return (Button(turn._("⬇️ Spreadsheet"), OpenSalesFile(press.merchant, back, press.span)),)


Ranking = Callable[[Connection, int, datetime, datetime, int], Sequence[Sold]]


def _ranked(
    turn: Turn, title: Markup, ranking: Ranking, merchant_id: int, within: tuple[datetime, datetime]
) -> Markup | None:
    found = ranking(turn.connection, merchant_id, *within, LISTED)
    return lines(title, *(_sold(turn, each) for each in found)) if found else None


def _sold(turn: Turn, each: Sold) -> Markup:
    return turn._(
        "{name}: {number} · {amount}",
        name=each.name or "",
        number=turn.texts.number(each.placed),
        amount=turn.texts.money(each.total, each.currency),
    )


COLUMNS = ("order", "placed", "starts", "service", "with", "seats", "total", "currency", "state")


def _spreadsheet(turn: Turn, merchant_id: int, shown: Period) -> bytes:
    """In ASCII names of columns and ISO times of the place, as other programs read them."""
    place = ZoneInfo(shown.zone)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in sold.sold_orders(turn.connection, merchant_id, *shown.bounds()):
        starts = each.starts_at
        rows.writerow(
            (
                each.id,
                each.placed_at.astimezone(place).isoformat(timespec="minutes"),
                "" if starts is None else starts.astimezone(place).isoformat(timespec="minutes"),
                harmless(each.title),
                harmless(each.resource or ""),
                each.seats,
                in_digits(each.total, each.currency),
                each.currency,
                each.state,
            )
        )
    return file.getvalue().encode("utf-8-sig")


def _figures(turn: Turn, sales: Sales) -> Markup:
    def money(amount: int) -> str:
        return turn.texts.money(amount, sales.currency)

    return lines(
        turn.ngettext("{number} order", "{number} orders", sales.placed),
        turn._("Paid by guests: <b>{amount}</b>", amount=money(sales.paid)),
        turn._("Earned: <b>{amount}</b>", amount=money(sales.earned)),
        turn._("Commission: {amount}", amount=money(sales.commission))
        if sales.commission
        else None,
        turn._("Refunded: {amount}", amount=money(sales.refunded)) if sales.refunded else None,
    )
