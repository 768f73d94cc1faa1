"""How a cart is paid: all of it now, a deposit, or at the counter, as its place allows and its guest's record."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, func, literal_column, or_, select

from catalog.views import MenuPayment
from database.money import LimitsOf
from orders.booking import record
from orders.line_models import order_lines
from orders.menu.places import PaidHere
from orders.menu.showing import Cart
from orders.models import Fulfilment, OrderState, orders, prepaid
from orders.rules import LIVE, PaymentPlan, Terms, at_counter, names
from payments.port import WHOLE_ONLY


@dataclass(frozen=True, slots=True)
class HowPaid:
    """What of a cart is paid ahead and what at the counter, in minor units, by the terms that say so."""

    terms: Terms
    ahead: int
    at_counter: int


def how_paid(  # noqa: PLR0917 - of what, where, by which terms
    connection: Connection,
    found: Cart,
    place: PaidHere,
    terms: Terms,
    now: datetime,
    limits: LimitsOf,
) -> HowPaid:
    """As it would be agreed now. A deposit that is too little to be paid by itself is all of it."""
    percent = percent_of(found, place.payment)
    if percent == 100 or not found.total:
        return divided(found, terms)
    if percent:
        deposit = replace(terms, payment_plan=PaymentPlan.DEPOSIT, deposit_percent=percent)
        part = divided(found, deposit)
        bounds = limits(found.currency)
        return part if bounds and bounds.least <= part.ahead else divided(found, terms)
    unpaid = replace(terms, payment_plan=PaymentPlan.AT_SHOP)
    missed = record.missed_visits(connection, found.guest_id, now)
    agreed = record.by_rule(unpaid, missed, place.max_no_shows)
    if agreed.payment_plan == PaymentPlan.AT_SHOP:
        waiting = unpaid_things(connection, found, now)
        if waiting + found.items > place.payment.most_unpaid:
            agreed = replace(terms, most_unpaid=place.payment.most_unpaid)
    return divided(found, agreed)


def percent_of(found: Cart, payment: MenuPayment) -> int:
    """What of a cart is paid ahead: all of what is brought to a door, where nobody keeps a counter, or costs Stars."""
    if found.currency in WHOLE_ONLY:
        return 100
    match found.fulfilment:
        case Fulfilment.TABLE:
            return payment.table_prepaid_percent
        case Fulfilment.PICKUP:
            return payment.prepaid_percent
        case _:
            return 100


def divided(found: Cart, terms: Terms) -> HowPaid:
    left = at_counter(found.bought, terms)
    return HowPaid(terms, found.total - left, left)


def unpaid_things(connection: Connection, found: Cart, now: datetime) -> int:
    """How many things its guest has ordered at its place and paid nothing of yet, nor had."""
    given = {"person": found.guest_id, "here": found.location_id, "now": now}
    return int(connection.execute(counting(), given).scalar_one())


@cache
def counting() -> Select[int]:
    held = (orders.c.state == literal_column(f"'{OrderState.HELD}'")) & (
        orders.c.held_until > bindparam("now", type_=orders.c.held_until.type)
    )
    return (
        select(func.coalesce(func.sum(order_lines.c.quantity), 0))
        .join_from(orders, order_lines, order_lines.c.order_id == orders.c.id)
        .where(
            orders.c.guest_id == bindparam("person"),
            orders.c.location_id == bindparam("here"),
            orders.c.service_id.is_(None),
            orders.c.total > 0,
            prepaid == 0,
            or_(orders.c.state.in_(names(LIVE)), held),
        )
    )
