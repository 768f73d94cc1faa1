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
from orders.pricing import LineKind
from orders.rules import LIVE, PaymentPlan, Terms, names, part_of
from payments.port import WHOLE_ONLY


@dataclass(frozen=True, slots=True)
class HowPaid:
    """What of a cart is paid ahead, and what at the counter, in minor units; what is paid ahead after all, and why."""

    total: int
    payment_plan: PaymentPlan = PaymentPlan.FULL
    deposit_percent: int = 0
    missed_visits: int = 0
    most_unpaid: int = 0

    @property
    def ahead(self) -> int:
        if self.payment_plan == PaymentPlan.FULL:
            return self.total
        return part_of(self.total, self.deposit_percent)

    @property
    def at_counter(self) -> int:
        return self.total - self.ahead

    def within(self, terms: Terms) -> Terms:
        """What else is agreed, with this."""
        return replace(
            terms,
            payment_plan=self.payment_plan,
            deposit_percent=self.deposit_percent,
            missed_visits=self.missed_visits,
            most_unpaid=self.most_unpaid,
        )


def how_paid(
    connection: Connection, found: Cart, place: PaidHere, now: datetime, limits: LimitsOf
) -> HowPaid:
    """As it would be agreed now. A deposit that is too little to be paid by itself is all of it."""
    total, percent = found.total, percent_of(found, place.payment)
    if percent == 100 or not total:
        return HowPaid(total)
    if percent:
        part = HowPaid(total, PaymentPlan.DEPOSIT, deposit_percent=percent)
        bounds = limits(found.currency)
        return part if bounds and bounds.least <= part.ahead else HowPaid(total)
    missed = record.missed_visits(connection, found.guest_id, now)
    if missed >= place.max_no_shows:
        return HowPaid(total, missed_visits=missed)
    most = place.payment.most_unpaid
    if unpaid_things(connection, found.guest_id, found.location_id, now) + found.items > most:
        return HowPaid(total, most_unpaid=most)
    return HowPaid(total, PaymentPlan.AT_SHOP)


def percent_of(found: Cart, payment: MenuPayment) -> int:
    """What of a cart is paid ahead: all of what is brought to a door, where nobody keeps a counter, or costs Stars."""
    if found.fulfilment not in {Fulfilment.TABLE, Fulfilment.PICKUP}:
        return 100
    return percent_at(payment, found.currency, at_table=found.fulfilment is Fulfilment.TABLE)


def percent_at(payment: MenuPayment, currency: str, *, at_table: bool) -> int:
    """Likewise of what is picked up, or brought to a table."""
    if currency in WHOLE_ONLY:
        return 100
    return payment.table_prepaid_percent if at_table else payment.prepaid_percent


def unpaid_things(
    connection: Connection, guest_id: int, location_id: int, now: datetime, beside: int = 0
) -> int:
    """How many things of a menu a guest has on order at a place, paid nothing of and not had; `beside` one order.

    What is had along with a visit counts like what is ordered by itself.
    """
    given = {"person": guest_id, "here": location_id, "now": now, "beside": beside}
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
            orders.c.id != bindparam("beside"),
            order_lines.c.kind == literal_column(f"'{LineKind.ITEM}'"),
            orders.c.total > 0,
            prepaid == 0,
            or_(orders.c.state.in_(names(LIVE)), held),
        )
    )
