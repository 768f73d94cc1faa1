"""Orders of a version in which each was one service keep what was bought, as lines, and go on.

In market_0039.json are a redeemed order, a card that is half used, one that was cancelled and one that
lapsed, bookings by counter and by chair, what was free, a booking that its place would move, and
holds, one with its invoice out; and the price of the tables has changed since.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, table, text
from sqlalchemy.exc import IntegrityError

from orders.booking import answering, placing
from orders.course import cancelling, redeeming
from orders.line_models import order_lines
from orders.models import OrderState
from orders.pricing import Line, LineKind
from tests.database.left import fill, market
from tests.orders.conftest import Desk

BEFORE = "0039"
STOPPED = datetime(2026, 3, 4, 12, 22, tzinfo=UTC)
CLERK, AINO, EINO, TUULI = 1, 3, 4, 5
TABLE, CARD, FREE, CUT, DYE = 1, 2, 3, 4, 5
PROPOSED, KEPT, CHAIR, HELD, HELD_CARD = 5, 8, 7, 11, 12
ASKED = 7


def line(service: int, title: str, quantity: int, price: int) -> Line:
    return Line(LineKind.SERVICE, service, title, quantity, price)


LINES = {
    1: line(TABLE, "Table", 3, 2000),
    2: line(CARD, "Ten coffees", 1, 3001),
    3: line(TABLE, "Table", 2, 2000),
    4: line(TABLE, "Table", 4, 2000),
    5: line(TABLE, "Table", 2, 2000),
    6: line(CUT, "Cut", 1, 2000),
    7: line(DYE, "Dye", 1, 9900),
    9: line(FREE, "Tasting", 5, 0),
    10: line(TABLE, "Table", 6, 0),
    11: line(TABLE, "Table", 2, 2500),
    12: line(CARD, "Ten coffees", 1, 3001),
    13: line(CUT, "Cut", 1, 2000),
}
"""Of all but the time that is kept for a move, which is nobody's purchase."""


def left(connection: Connection) -> None:
    fill(connection, BEFORE)


async def test_every_order_has_its_line(desk: Desk) -> None:
    written = select(order_lines.c.order_id, order_lines.c.position, order_lines.c.amount)
    found = await desk.see(lambda c: c.execute(written.order_by(order_lines.c.order_id)).all())
    assert found == [(order, 1, each.amount) for order, each in LINES.items()]
    for order, each in LINES.items():
        view = await desk.order(order)
        assert (view.lines, view.total) == ((each,), each.amount)
    assert (await desk.order(KEPT)).lines == ()


async def test_all_else_of_them_is_as_it_was(desk: Desk) -> None:
    for name, (columns, *rows) in market(BEFORE).items():
        kept = [column for column in columns if (name, column) != ("orders", "unit_price")]
        whole = text(", ".join(kept))
        by = text(columns[0])
        found = await desk.see(
            lambda c, whole=whole, by=by, name=name: c.execute(
                select(whole).select_from(table(name)).order_by(by)
            ).all()
        )
        assert len(found) == len(rows), name
        if name == "orders":
            before = [dict(zip(columns, row, strict=True)) for row in rows]
            assert [without_terms(kept, row) for row in found] == [
                without_terms(kept, [each[column] for column in kept]) for each in before
            ]


def without_terms(columns: list[str], row: Any) -> dict[str, Any]:
    found = dict(zip(columns, row, strict=True))
    del found["terms"]  # JSON, each engine in its own way
    return found


async def test_a_hold_of_before_takes_more_seats_at_the_price_that_was_agreed(desk: Desk) -> None:
    await desk.do(placing.change_seats, HELD, EINO, 3, desk.now)
    view = await desk.order(HELD)
    assert (view.lines, view.total) == ((line(TABLE, "Table", 3, 2500),), 7500)
    await desk.pay(HELD)
    assert (await desk.order(HELD)).state == OrderState.CONFIRMED


async def test_an_invoice_of_before_is_paid(desk: Desk) -> None:
    await desk.settle(await desk.paid(ASKED))
    assert (await desk.order(HELD)).state == OrderState.CONFIRMED


async def test_what_was_booked_before_moves_is_used_and_is_given_back(desk: Desk) -> None:
    await desk.do(answering.accept, KEPT, TUULI, desk.now)
    moved = await desk.order(PROPOSED)
    assert (moved.lines, moved.total) == ((LINES[PROPOSED],), 4000)
    await desk.do(redeeming.redeem, moved.code, CLERK, "now", desk.now)
    await desk.do(cancelling.cancel_by_guest, CHAIR, AINO, desk.now)
    assert (await desk.order(CHAIR)).state == OrderState.CANCELLED


async def test_the_table_refuses_what_cannot_be(desk: Desk) -> None:
    alone = ("total = -1", "seats = 0", "uses = 0", "service_id = NULL", "fulfilment = 'drone'")
    for change in (*alone, "state = 'draft', held_until = NULL", "state = 'cart'"):
        with pytest.raises(IntegrityError):
            await desk.do(lambda c, change=change: c.execute(text(f"UPDATE orders SET {change}")))


async def test_what_was_ordered_before_is_a_visit_and_carts_have_their_place(desk: Desk) -> None:
    kinds = text("SELECT DISTINCT fulfilment FROM orders")
    assert await desk.see(lambda c: c.execute(kinds).scalars().all()) == ["visit"]
    cart = text(
        "UPDATE orders SET state = 'draft', fulfilment = 'pickup', service_id = NULL, slot_id = NULL,"
        " starts_at = NULL, ends_at = NULL, occupied_from = NULL, occupied_until = NULL"
        f" WHERE id = {HELD}"
    )

    def try_out(connection: Any) -> None:
        with connection.begin_nested() as savepoint:
            assert connection.execute(cart).rowcount == 1
            savepoint.rollback()

    await desk.do(try_out)
