"""A line that can't be had after it was ordered: its money goes back, and the rest of the order stays.

What of it was to be paid at the counter is asked for no more. Borne as what is given while an order stays
(docs/decisions/0038); where no line is left, it is called off.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select

from database.outbox import put_all
from orders.bills import resting
from orders.course.cancelling import cancel
from orders.errors import LineNotLeft, NotATicket, OrderMoved
from orders.line_models import ReplacementState, line_refunds, line_replacements
from orders.lines import line_of, reading
from orders.loading import OrderRow, lock, locked, locked_for_staff, seen
from orders.money import goodwill, refunding, taking_off
from orders.money.goodwill import Givable
from orders.money.taking_off import Shares
from orders.notices import of_other_lines, to_guest
from orders.pricing import Line, LineKind
from orders.receipts.contents import SoldLine
from orders.rules import LIVE
from orders.transitions import Reason, RefundReason
from payments.port import WHOLE_ONLY
from payments.rows import PaymentRow
from people.rights import Right


@dataclass(frozen=True, slots=True)
class LineLeft:
    """What has not gone back of a line, nor is asked of, and of how many at once the money still can."""

    position: int
    line: Line
    left: int
    fewest: int
    most: int


def give_back_line(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    actor_id: int,
    position: int,
    quantity: int,
    given: int,
    now: datetime,
) -> int | None:
    """So many of a line are not there, say its place or the market's support; the refund's id, None where nothing was paid for them.

    Whoever answers bookings may say so, as they may call off the whole order: it is not there, which is no gift.
    `given` is what had gone back of the payment when it was decided: pressed again, or decided by
    two, it is refused.
    """
    if goodwill.gives_in_market(connection, actor_id):
        order = locked(connection, order_id)
    else:
        order = locked_for_staff(connection, order_id, actor_id, Right.BOOKINGS)
    line = checked(connection, order, position, quantity)
    return take_back(connection, order, Lacking(position, line, quantity, actor_id), given, now)


def still_left(connection: Connection, order_id: int, position: int, left: int) -> bool:
    """Whether so many of a line are left, as whoever decided read it; nobody changes that until the transaction ends.

    Of what is free no payment tells that it went back since.
    """
    lock(connection, order_id)
    return left_of(connection, order_id).get(position) == left


@dataclass(frozen=True, slots=True)
class Lacking:
    """So many of a line are not there, somebody says."""

    position: int
    line: Line
    quantity: int
    by: int

    @property
    def amount(self) -> int:
        """What was paid for them."""
        return self.line.unit_price * self.quantity


def take_back(
    connection: Connection, order: OrderRow, lacking: Lacking, given: int, now: datetime
) -> int | None:
    """Their money goes back and the guest is told; with no line left the order is called off."""
    position, quantity, amount = lacking.position, lacking.quantity, lacking.amount
    gone = SoldLine.of(lacking.line, quantity)
    done = pay_back(connection, order, gone, lacking.by, given, now) if amount else NOTHING
    row = {"order_id": order.id, "position": position, "quantity": quantity, "amount": done.back}
    about = {"refund_id": done.refund, "made_by": lacking.by, "at": now}
    connection.execute(insert(line_refunds).values(**row, **about))
    left = left_of(connection, order.id)
    mark = f"{position}:{left[position]}"
    more: dict[str, Any] = {"position": position, "quantity": quantity, "refund": done.refund}
    more |= {"off": done.off} if done.off else {}
    put_all(connection, [to_guest(order, "line_lacking", mark=mark, **more)], now)
    if not any(left.values()) and order.state in LIVE:
        cancel(connection, locked(connection, order.id), Reason.MERCHANT, lacking.by, now)
    elif order.state in LIVE:
        put_all(connection, of_other_lines(connection, order, now, f"lacking:{mark}"), now)
    return done.refund


def checked(connection: Connection, order: OrderRow, position: int, quantity: int) -> Line:
    """The line, of which so many have not gone back yet."""
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    lines = bought(connection, order.id)
    if position not in lines or lines[position].kind != LineKind.ITEM:
        raise NotATicket(order.id)
    left = left_of(connection, order.id)[position]
    left -= asked_of(connection, order.id).get(position, 0)
    if not 0 < quantity <= left:
        raise LineNotLeft(order.id, left)
    return lines[position]


@dataclass(frozen=True, slots=True)
class PaidBack:
    """What went back of an amount, by which refund, and what of it is asked for no more; minor units."""

    refund: int | None
    back: int
    off: int


NOTHING = PaidBack(None, 0, 0)


def pay_back(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection, order: OrderRow, gone: SoldLine, by: int, given: int, now: datetime
) -> PaidBack:
    """What so many of a line cost: each of its shares in its way."""
    refund = None
    found = shares_of(connection, order, gone.amount)
    if found.back:
        payer, payment = checked_payer(connection, order, found.back, given)
        borne = goodwill.borne(connection, payer, found.back)
        why = RefundReason.GOODWILL
        refund = refunding.request(
            connection, payment, payer, now, shares=borne, reason=why, lines=[gone]
        )
    if found.off:
        words = f"{gone.quantity} × {gone.title}"
        taking_off.take_off(connection, order.id, found.off, words, by, now)
    return PaidBack(refund, found.back, found.off)


def checked_payer(
    connection: Connection, order: OrderRow, back: int, given: int
) -> tuple[OrderRow, PaymentRow]:
    """Whose payment so much goes back from: the order's own, or that of what it left for the counter where
    only that is enough, paid in the chat. The refusals of goodwill.
    """
    own = goodwill.paid(connection, order.id)
    rest = rest_of(connection, order)
    if rest is None or back > left_in(rest) or (own is not None and back <= left_in(own)):
        return order, goodwill.checked(connection, order, back, given)
    payer = locked(connection, rest.order_id)
    return payer, goodwill.checked(connection, payer, back, rest.refunded)


def rest_of(connection: Connection, order: OrderRow) -> PaymentRow | None:
    """What was paid in the chat of what an order from a menu left for the counter, while any of it is left."""
    if not order.counter_settled or order.service_id is not None:
        return None
    return resting.paid_rest(connection, order.id)


def left_in(payment: PaymentRow | None) -> int:
    """What of a payment has not gone back."""
    return 0 if payment is None else payment.left


def shares_of(connection: Connection, order: OrderRow, amount: int) -> Shares:
    """What of an amount that was agreed would go back, and what would be asked for no more."""
    return taking_off.shares(order, goodwill.paid(connection, order.id), amount)


def would_be(connection: Connection, order_id: int, amount: int) -> Shares:
    """The same for a page that asks before it is done."""
    return shares_of(connection, seen(connection, order_id), amount)


def bought(connection: Connection, order_id: int) -> dict[int, Line]:
    """Lines by their places."""
    return {row[0]: line_of(row) for row in connection.execute(reading(), {"order": order_id})}


def left_of(connection: Connection, order_id: int) -> dict[int, int]:
    """How many of each line are still to be had, by its place."""
    gone, other = gone_of(connection, order_id), replaced_of(connection, order_id)
    return {
        position: line.quantity - gone.get(position, 0) - other.get(position, 0)
        for position, line in bought(connection, order_id).items()
    }


def is_rest(connection: Connection, order_id: int, quantity: int) -> bool:
    """Whether with so many of a line nothing else is left of the order, which is called off then."""
    return quantity == sum(left_of(connection, order_id).values())


def returnable(connection: Connection, order_id: int) -> list[LineLeft]:
    """The lines of which at least one can still go back."""
    money, order = goodwill.givable(connection, order_id), seen(connection, order_id)
    counter, rest = taking_off.open_at_counter(order), left_in(rest_of(connection, order))
    lines, asked = bought(connection, order_id), asked_of(connection, order_id)
    free = {
        position: left - asked.get(position, 0)
        for position, left in left_of(connection, order_id).items()
    }
    found = (
        LineLeft(
            position, lines[position], left, *bounds(lines[position], left, money, counter, rest)
        )
        for position, left in free.items()
        if lines[position].kind == LineKind.ITEM
    )
    return [each for each in found if each.most]


def bounds(
    line: Line, left: int, money: Givable | None, counter: int, rest: int
) -> tuple[int, int]:
    """At least and at most so many at once; 0 of what is more than is left of what was paid, and is to be.

    `rest` is left of what was paid in the chat for the counter: either payment has to be enough.
    """
    if not line.unit_price:
        return 1, left
    if counter:
        return 1, min(left, (counter + (money.left if money else 0)) // line.unit_price)
    fitting, over = divmod(max(money.left if money else 0, rest), line.unit_price)
    if money is None or money.currency not in WHOLE_ONLY:
        return min(1, fitting), min(left, fitting)
    whole = not over and not money.given and fitting <= left
    return (fitting, fitting) if whole else (0, 0)


def gone_of(connection: Connection, order_id: int) -> dict[int, int]:
    """How many of each line went back, by its place; only of those of which any did."""
    found = connection.execute(_gone(), {"order": order_id})
    return {position: int(number) for position, number in found}


@cache
def _gone() -> Select[int, int]:
    back = select(line_refunds.c.position, func.sum(line_refunds.c.quantity).label("gone"))
    back = back.where(line_refunds.c.order_id == bindparam("order"))
    return back.group_by(line_refunds.c.position).order_by(line_refunds.c.position)


def replaced_of(connection: Connection, order_id: int) -> dict[int, int]:
    """For how many of each line its guest took something else, by its place."""
    return replacing_of(connection, order_id, ReplacementState.ACCEPTED)


def asked_of(connection: Connection, order_id: int) -> dict[int, int]:
    """For how many of each line its guest is asked just now, by its place."""
    return replacing_of(connection, order_id, ReplacementState.OPEN)


def replacing_of(connection: Connection, order_id: int, state: ReplacementState) -> dict[int, int]:
    found = connection.execute(_replacing(), {"order": order_id, "state": state})
    return {position: int(number) for position, number in found}


@cache
def _replacing() -> Select[int, int]:
    asked = line_replacements.c
    query = select(asked.position, func.sum(asked.quantity).label("asked"))
    query = query.where(asked.order_id == bindparam("order"), asked.state == bindparam("state"))
    return query.group_by(asked.position)
