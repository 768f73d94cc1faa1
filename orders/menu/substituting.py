"""What a guest's yes does: a line of its own stands beside the one that is missing, and the order costs what it cost."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from orders.booking import claims
from orders.booking.claims import Stock
from orders.booking.lapsing import clear_way
from orders.errors import ItemSoldOut, ReplacementGone
from orders.line_models import line_replacements, order_lines
from orders.loading import OrderRow
from orders.menu.drafts import adding, row_of
from orders.menu.items import item_of
from orders.menu.places import counter_at
from orders.menu.replacements import Replacement
from orders.money import goodwill, lacking, taking_off
from orders.pricing import Line, LineKind
from orders.receipts import correcting
from orders.receipts.contents import SoldLine


def substitute(  # noqa: PLR0917 - of an order
    connection: Connection,
    order: OrderRow,
    asked: Replacement,
    line: Line,
    position: int,
    now: datetime,
) -> None:
    """The other thing at that place of the order, its stock taken, and back what it costs less than `line`."""
    take_stock(connection, order, asked, now)
    connection.execute(adding(), [row_of(order.id, position, line_for(asked))])
    set_off(connection, order, asked, line, now)
    give_difference(connection, order, asked, line, now)
    correct_receipt(connection, order, asked, line, now)


def line_for(asked: Replacement) -> Line:
    """What the guest took, at what it costs them."""
    return Line(
        LineKind.ITEM,
        None,
        asked.title,
        asked.quantity,
        asked.unit_price,
        asked.item_id,
        asked.options,
        "",
        asked.tax_basis_points,
    )


def take_stock(connection: Connection, order: OrderRow, asked: Replacement, now: datetime) -> None:
    """Of what is counted; ReplacementGone where so many are not left."""
    item = item_of(connection, asked.item_id, had_at(order, now))
    if item.sold_out:
        raise ReplacementGone(asked.id)
    if item.daily_stock is None:
        return
    assert order.starts_at is not None, order.id
    at_table = order.sitting_id is not None
    counter = counter_at(connection, order.location_id, at_table=at_table)
    day = counter.day(order.starts_at)
    wanted = Stock(asked.item_id, day, item.daily_stock, asked.quantity)
    clear_way(connection, order.location_id, now)
    try:
        held = claims.take(connection, [wanted])
    except ItemSoldOut as error:
        raise ReplacementGone(asked.id) from error
    claims.shift(connection, held, held=-1, booked=1)
    claims.add(connection, order.id, held)


def had_at(order: OrderRow, now: datetime) -> datetime:
    """When what is taken instead is had: with the rest, or, where that is late, now."""
    return now if order.starts_at is None else max(now, order.starts_at)


def set_off(
    connection: Connection, order: OrderRow, asked: Replacement, line: Line, now: datetime
) -> None:
    """It stands for what was paid: the order comes to what it came to before."""
    amount = asked.unit_price * asked.quantity
    if not amount:
        return
    why = f"{line.title} → {asked.title}"
    taking_off.write_discount(connection, order.id, amount, why, asked.asked_by, now)


def give_difference(
    connection: Connection, order: OrderRow, asked: Replacement, line: Line, now: datetime
) -> None:
    cheaper = line.unit_price - asked.unit_price
    if not cheaper:
        return
    payment = goodwill.paid(connection, order.id)
    title = f"{line.title} → {asked.title}"
    back = SoldLine(title, (), asked.quantity, cheaper, line.tax_basis_points)
    given = payment.refunded if payment else 0
    done = lacking.pay_back(connection, order, back, asked.asked_by, given, now)
    written = update(line_replacements).where(line_replacements.c.id == asked.id)
    connection.execute(written.values(refund_id=done.refund))


def correct_receipt(
    connection: Connection, order: OrderRow, asked: Replacement, line: Line, now: datetime
) -> None:
    """What the guest takes is said on paper, at its own rate, for what is not given back of the line."""
    payment = goodwill.paid(connection, order.id)
    if payment is None:
        return
    gone = SoldLine.of(replace(line, unit_price=asked.unit_price), asked.quantity)
    instead = SoldLine.of(line_for(asked))
    standing = standing_at(connection, order.id, gone, instead)
    correcting.correct(connection, payment, gone, instead, standing, now)


def standing_at(connection: Connection, order_id: int, gone: SoldLine, instead: SoldLine) -> int:
    """What was to be had at the rate of `gone` cost while it was among it, and `instead` was not."""
    rate = gone.basis_points
    lines, left = lacking.bought(connection, order_id), lacking.left_of(connection, order_id)
    now = sum(
        left[position] * line.unit_price
        for position, line in lines.items()
        if line.tax_basis_points == rate
    )
    return now + gone.amount - (instead.amount if instead.basis_points == rate else 0)


def last(connection: Connection, order_id: int) -> int:
    """The last place of its lines."""
    query = select(func.max(order_lines.c.position)).where(order_lines.c.order_id == order_id)
    return int(connection.execute(query).scalar_one())
