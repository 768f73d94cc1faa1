"""A period's sales as files: for spreadsheets with cells that are what they say, or as plain CSV."""

import csv
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from io import StringIO
from zoneinfo import ZoneInfo

from chat.screen import Document
from chat.turn import Turn
from database.cells import harmless
from database.money import in_digits, minor_exponent
from handlers.merchant.periods import Period
from handlers.order_states import state_name
from orders import Sold, counter_lists, reports, sold
from orders.models import OrderState
from printing.sheets import MEDIA_TYPE, Cell, Money, Sheet, workbook
from wording.bills import taken_name, titled

COLUMNS = ("order", "placed", "starts", "service", "with", "seats", "total", "currency", "state")
MOST = 500
"""Services and people in a file."""


class FileKind(StrEnum):
    """What other programs it is for."""

    CSV = "csv"
    XLSX = "xlsx"


def sales_file(turn: Turn, merchant_id: int, shown: Period, kind: FileKind) -> Document:
    """Every order of the period; it names no guest."""
    name = f"sales-{shown.first}-{shown.span}.{kind}"
    if kind is FileKind.XLSX:
        return Document(name, MEDIA_TYPE, _workbook(turn, merchant_id, shown))
    return Document(name, "text/csv", _csv(turn, merchant_id, shown))


def _csv(turn: Turn, merchant_id: int, shown: Period) -> bytes:
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
                harmless(titled(turn, each.title)),
                harmless(each.resource or ""),
                each.seats,
                in_digits(each.total, each.currency),
                each.currency,
                each.state,
            )
        )
    return file.getvalue().encode("utf-8-sig")


def _workbook(turn: Turn, merchant_id: int, shown: Period) -> bytes:
    """In the words of whoever asks; times are those of the place."""
    sheets = (
        _orders(turn, merchant_id, shown),
        _sums(turn, merchant_id, shown),
        _ranked(turn, turn._("By service"), _by_service(turn, merchant_id, shown)),
        _ranked(turn, turn._("By person"), _by_person(turn, merchant_id, shown)),
        _at_counter(turn, merchant_id, shown),
    )
    return workbook(sheets, right_to_left=turn.texts.right_to_left, now=turn.now)


def _orders(turn: Turn, merchant_id: int, shown: Period) -> Sheet:
    place = ZoneInfo(shown.zone)
    columns = (
        turn._("Order"),
        turn._("Placed"),
        turn._("Start"),
        turn._("Service"),
        turn._("With"),
        turn._("Seats"),
        turn._("Total"),
        turn._("Currency"),
        turn._("State"),
    )

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in sold.sold_orders(turn.connection, merchant_id, *shown.bounds()):
            yield (
                each.id,
                _local(each.placed_at, place),
                None if each.starts_at is None else _local(each.starts_at, place),
                titled(turn, each.title),
                each.resource,
                each.seats,
                _money(each.total, each.currency),
                each.currency,
                str(state_name(turn, OrderState(each.state))),
            )

    return Sheet(str(turn._("Orders")), _plain(columns), rows())


def _sums(turn: Turn, merchant_id: int, shown: Period) -> Sheet:
    columns = (
        turn._("Currency"),
        turn._("Orders"),
        turn._("Paid by guests"),
        turn._("Earned"),
        turn._("Commission"),
        turn._("Refunded"),
    )
    figures = reports.sales_of_merchant(turn.connection, merchant_id, *shown.bounds())
    rows: list[tuple[Cell, ...]] = []
    for each in figures:
        sums = (each.paid, each.earned, each.commission, each.refunded)
        money = (_money(one, each.currency) for one in sums)
        rows.append((each.currency, each.placed, *money))
    return Sheet(str(turn._("In all")), _plain(columns), rows)


def _at_counter(turn: Turn, merchant_id: int, shown: Period) -> Sheet:
    """Bills, rests and tips in the chat, and what was paid in cash or by card beside it."""
    columns = (
        turn._("What"),
        turn._("Number"),
        turn._("Total"),
        turn._("Given back"),
        turn._("Currency"),
    )
    found = counter_lists.taken_at_counter(turn.connection, merchant_id, *shown.bounds())
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        money = (_money(one, each.currency) for one in (each.amount, each.given_back))
        rows.append((taken_name(turn, each.what).unescape(), each.number, *money, each.currency))
    return Sheet(str(turn._("At the counter")), _plain(columns), rows)


def _by_service(turn: Turn, merchant_id: int, shown: Period) -> list[Sold]:
    return sold.by_service(turn.connection, merchant_id, *shown.bounds(), MOST)


def _by_person(turn: Turn, merchant_id: int, shown: Period) -> list[Sold]:
    return sold.by_giver(turn.connection, merchant_id, *shown.bounds(), MOST)


def _ranked(turn: Turn, title: str, found: list[Sold]) -> Sheet:
    columns = (turn._("Name"), turn._("Orders"), turn._("Total"), turn._("Currency"))
    rows: list[tuple[Cell, ...]] = [
        (
            titled(turn, each.name or ""),
            each.placed,
            _money(each.total, each.currency),
            each.currency,
        )
        for each in found
    ]
    return Sheet(title, _plain(columns), rows)


def _plain(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, columns))


def _money(amount: int, currency: str) -> Money:
    return Money(amount, currency, minor_exponent(currency))


def _local(moment: datetime, place: ZoneInfo) -> datetime:
    return moment.astimezone(place)
