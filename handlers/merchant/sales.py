"""What a merchant sold and earned in a day, week or month: in all, by service, by person, as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import Connection

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import taken_words
from handlers.layout import paging
from handlers.merchant.actions import OpenDesk, OpenSales, OpenSettlements
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import day_at
from handlers.merchant.periods import DAY, MONTH, SPANS, WEEK, Period, period, period_name
from handlers.merchant.sales_chart import chart_of
from handlers.merchant.sales_files import FileKind, sales_file
from orders import Sales, Sold, counter_lists, reports, sold
from people.rights import Right
from wording.bills import titled

flow = Flow()

FURTHEST = {DAY: 365, WEEK: 104, MONTH: 36}
LISTED = 8
"""Services and people named on the page; the file has everything."""


@dataclass(frozen=True, slots=True)
class OpenSalesFile(Page):
    """Every order of a period as CSV."""

    code = "sfile"
    merchant: int
    back: int
    span: str


@dataclass(frozen=True, slots=True)
class OpenSalesSheet(Page):
    """Likewise as a spreadsheet."""

    code = "sxlsx"
    merchant: int
    back: int
    span: str


@dataclass(frozen=True, slots=True)
class OpenSalesChart(Page):
    """A period as a picture."""

    code = "schrt"
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
            _at_counter(turn, press.merchant, within),
            None if figures else turn._("No sales in this time."),
            turn._("You earn when a code is redeemed. Until then, the money belongs to the guest."),
        ),
        rows=(
            *_neighbours(turn, press, back),
            _spans(turn, press),
            *(_more(turn, press, back) if figures else ()),
            (Button(turn._("Settlements"), OpenSettlements(press.merchant)),),
        ),
        back=OpenDesk(press.merchant),
    )


@flow.page(OpenSalesFile)
def sales_file_page(turn: Turn, press: OpenSalesFile) -> Screen:
    return _file(turn, OpenSales(press.merchant, press.back, press.span), FileKind.CSV)


@flow.page(OpenSalesSheet)
def sales_sheet_page(turn: Turn, press: OpenSalesSheet) -> Screen:
    return _file(turn, OpenSales(press.merchant, press.back, press.span), FileKind.XLSX)


def _file(turn: Turn, here: OpenSales, kind: FileKind) -> Screen:
    shown, _back = _period(turn, here)
    return Screen(
        text=turn._("<b>Sales, {day}</b>", day=period_name(turn, shown)),
        document=sales_file(turn, here.merchant, shown, kind),
        back=here,
    )


@flow.page(OpenSalesChart)
def sales_chart_page(turn: Turn, press: OpenSalesChart) -> Screen:
    shown, back = _period(turn, OpenSales(press.merchant, press.back, press.span))
    figures = reports.sales_of_merchant(turn.connection, press.merchant, *shown.bounds())
    main = max(figures, key=lambda each: each.placed, default=None)
    currency = turn.market.currency if main is None else main.currency
    here = replace(press, back=back)
    return Screen(
        text=paragraphs(
            turn._("<b>Sales, {day}</b>", day=period_name(turn, shown)),
            *(_figures(turn, each) for each in figures),
            None if figures else turn._("No sales in this time."),
        ),
        photo=chart_of(turn, press.merchant, shown, currency),
        rows=(
            *paging(
                turn,
                replace(here, back=back + 1) if back < FURTHEST[press.span] else None,
                replace(here, back=back - 1) if back else None,
            ),
            tuple(
                Button(name, OpenSalesChart(press.merchant, 0, span))
                for span, name in _span_names(turn).items()
                if span != press.span
            ),
        ),
        back=OpenSales(press.merchant, back, press.span),
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
    return tuple(
        Button(name, OpenSales(press.merchant, 0, span))
        for span, name in _span_names(turn).items()
        if span != press.span
    )


def _span_names(turn: Turn) -> dict[str, Markup]:
    return {DAY: turn._("Day"), WEEK: turn._("Week"), MONTH: turn._("Month")}


def _more(turn: Turn, press: OpenSales, back: int) -> tuple[Row, ...]:
    here = (press.merchant, back, press.span)
    return (
        (
            Button(turn._("📊 Chart"), OpenSalesChart(*here)),
            Button(turn._("⬇️ Spreadsheet"), OpenSalesSheet(*here)),
            Button(turn._("⬇️ CSV"), OpenSalesFile(*here)),
        ),
    )


Ranking = Callable[[Connection, int, datetime, datetime, int], Sequence[Sold]]


def _ranked(
    turn: Turn, title: Markup, ranking: Ranking, merchant_id: int, within: tuple[datetime, datetime]
) -> Markup | None:
    found = ranking(turn.connection, merchant_id, *within, LISTED)
    return lines(title, *(_sold(turn, each) for each in found)) if found else None


def _at_counter(turn: Turn, merchant_id: int, within: tuple[datetime, datetime]) -> Markup | None:
    """Bills and tips in the chat, and what the market never had: cash and cards."""
    found = counter_lists.taken_at_counter(turn.connection, merchant_id, *within)
    if not found:
        return None
    return lines(turn._("<b>At the counter</b>"), *(taken_words(turn, each) for each in found))


def _sold(turn: Turn, each: Sold) -> Markup:
    return turn._(
        "{name}: {number} · {amount}",
        name=titled(turn, each.name or ""),
        number=turn.texts.number(each.placed),
        amount=turn.texts.money(each.total, each.currency),
    )


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
