"""What screens show of orders: one order with everything around it, and lists of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, exists, func, select

from catalog.menu.menu_models import service_addons
from catalog.models import locations, merchants, resources
from catalog.tables.table_models import dining_tables
from database.rows import named
from orders.bills.bill_models import Means, counter_payments
from orders.living import is_order
from orders.models import (
    OF_SERVICES,
    Fulfilment,
    OrderState,
    order_history,
    orders,
    ratings,
    vouchers,
)
from orders.money.disputes import is_disputed
from orders.pricing import Adjustment, AdjustmentKind, Line
from orders.reading import had
from orders.reading.briefs import (
    PaymentBrief,
    RedemptionBrief,
    RefundBrief,
    briefs,
    reading,
)
from orders.reading.had import Missing
from orders.rules import LIVE, Terms, names
from orders.sitting.sitting_models import sittings
from orders.transitions import REMARKS
from people.models import people


@dataclass(frozen=True, slots=True)
class LastChange:
    """How the order came into its state. `reason` is one of orders.transitions.Reason."""

    from_state: str
    to_state: str
    reason: str
    actor_id: int | None
    actor: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order with everything that a screen of guest, staff or operator shows of it.

    Money in minor units of `currency`, times in UTC.
    `missing` is what of its lines could not be had. `beside` is what the guest of a hold has booked already at its place and time, `has_addons` whether
    more is offered along with it.
    `table` is what the table is called to which it is brought.
    `code` and the other voucher fields are None until it is placed, `stars` unless its guest gave
    some and did not take them back.
    """

    id: int
    guest_id: int
    guest: str
    merchant_id: int
    merchant: str
    merchant_state: str
    takes_tips: bool
    location_id: int
    location: str
    address: str
    latitude: float
    longitude: float
    phone: str | None
    service_id: int | None
    title: str
    resource_id: int | None
    resource: str | None
    chosen_resource_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    seats: int
    total: int
    currency: str
    uses: int
    terms: Terms
    state: OrderState
    held_until: datetime | None
    confirm_by: datetime | None
    valid_until: datetime | None
    note: str
    source_id: int | None
    created_at: datetime
    placed_at: datetime | None
    proposed_for: int | None
    fulfilment: Fulfilment
    pickup_at: datetime | None
    collect_at: datetime | None
    ready_at: datetime | None
    at_counter: int
    sitting_id: int | None
    table: str | None
    voucher_id: int | None
    code: str | None
    voucher_state: str | None
    used: int
    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]
    missing: tuple[Missing, ...]
    disputed: bool
    stars: int | None
    words: str | None
    taken_back: bool
    beside: str | None
    with_items: bool
    has_addons: bool
    last: LastChange | None
    payments: tuple[PaymentBrief, ...]
    refunds: tuple[RefundBrief, ...]
    redemptions: tuple[RedemptionBrief, ...]
    counter_means: Means | None  # how what was left for the counter was paid, if it was
    counter_paid_at: datetime | None

    @property
    def service(self) -> int:
        """Of an order of one; what is of a menu has none, and is asked before."""
        assert self.service_id is not None, self.id
        return self.service_id

    @property
    def prepaid(self) -> int:
        """What of its total is paid before it is placed."""
        return self.total - self.at_counter

    @property
    def paid_and_left(self) -> int:
        """What was paid for it ahead and has not gone back, nor is on its way."""
        return sum(each.left for each in self.payments)

    @property
    def as_ordered(self) -> int:
        """What it came to before anything of it was missing."""
        instead = {each.instead for each in self.missing}
        bought = (line for place, line in enumerate(self.lines, 1) if place not in instead)
        added = (each for each in self.adjustments if each.kind != AdjustmentKind.DISCOUNT)
        return sum(line.amount for line in bought) + sum(each.amount for each in added)

    @property
    def left_at_counter(self) -> int:
        """What is still to be paid there."""
        return 0 if self.counter_means else self.at_counter

    @property
    def zone(self) -> str:
        """The time zone by which its times were agreed."""
        return self.terms.zone

    def is_held(self, now: datetime) -> bool:
        """Whether its seats are still kept for paying."""
        return (
            self.state == OrderState.HELD and self.held_until is not None and self.held_until > now
        )

    def asked_by(self, provider: str) -> str | None:
        """The payload by which a payment of just what is paid ahead finds it, where that is asked for."""
        wanted = (provider, "requested", self.prepaid, self.currency)
        asked = (
            each.payload
            for each in self.payments
            if (each.provider, each.state, each.amount, each.currency) == wanted
        )
        return next(asked, None)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def is_live(self) -> bool:
        """Whether its code can be used."""
        return self.state in LIVE


def order(connection: Connection, order_id: int) -> OrderView | None:
    """Everything about one order in one statement; None where there is none: a cart is none yet."""
    row = connection.execute(one(), {"order": order_id}).one_or_none()
    return None if row is None else view(row)


@cache
def one() -> Select[*tuple[Any, ...]]:
    return whole(orders.c.id == bindparam("order"), is_order())


def whole(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    actor = people.alias("actor")
    earlier = order_history.alias("earlier")
    last = (
        select(func.max(earlier.c.id))
        .where(earlier.c.order_id == orders.c.id, earlier.c.reason.not_in(REMARKS))
        .scalar_subquery()
    )
    return (
        select(
            orders,
            people.c.name.label("guest"),
            merchants.c.name.label("merchant"),
            merchants.c.state.label("merchant_state"),
            merchants.c.takes_tips,
            locations.c.name.label("location"),
            locations.c.address,
            locations.c.latitude,
            locations.c.longitude,
            locations.c.phone,
            resources.c.name.label("resource"),
            vouchers.c.id.label("voucher_id"),
            vouchers.c.code,
            vouchers.c.state.label("voucher_state"),
            func.coalesce(vouchers.c.used, 0).label("used"),
            is_disputed(orders.c.id).label("disputed"),
            case((ratings.c.taken_back_at.is_(None), ratings.c.stars)).label("stars"),
            ratings.c.words,
            ratings.c.taken_back_at.is_not(None).label("taken_back"),
            order_history.c.from_state,
            order_history.c.to_state,
            order_history.c.reason,
            order_history.c.actor_id,
            order_history.c.at,
            actor.c.name.label("actor"),
            beside().label("beside"),
            has_addons().label("has_addons"),
            counter_payments.c.means.label("counter_means"),
            counter_payments.c.at.label("counter_paid_at"),
            table().label("table"),
            *reading(orders.c.id),
            *had.reading(),
        )
        .select_from(orders)
        .join(people, people.c.id == orders.c.guest_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .outerjoin(vouchers, vouchers.c.order_id == orders.c.id)
        .outerjoin(counter_payments, counter_payments.c.order_id == orders.c.id)
        .outerjoin(ratings, ratings.c.order_id == orders.c.id)
        .outerjoin(order_history, order_history.c.id == last)
        .outerjoin(actor, actor.c.id == order_history.c.actor_id)
        .where(*which)
    )


def beside() -> ColumnElement[str | None]:
    """Of a hold."""
    other = orders.alias("other")
    query = select(other.c.title).where(
        other.c.guest_id == orders.c.guest_id,
        other.c.merchant_id == orders.c.merchant_id,
        other.c.id != orders.c.id,
        other.c.state.in_(names(LIVE)),
        other.c.starts_at < orders.c.ends_at,
        other.c.ends_at > orders.c.starts_at,
    )
    first = query.order_by(other.c.id).limit(1).scalar_subquery()
    of_a_service = orders.c.fulfilment.in_(OF_SERVICES)
    return case(((orders.c.state == OrderState.HELD) & of_a_service, first))


def table() -> ColumnElement[str | None]:
    """What the table is called to which it is brought."""
    query = (
        select(dining_tables.c.name)
        .join(sittings, sittings.c.table_id == dining_tables.c.id)
        .where(sittings.c.id == orders.c.sitting_id)
    )
    return query.scalar_subquery()


def has_addons() -> ColumnElement[bool]:
    """Of a hold: whether something of a menu is offered along with its service."""
    offered = exists().where(service_addons.c.service_id == orders.c.service_id)
    return (orders.c.state == OrderState.HELD) & offered


NOT_SHOWN = (
    *("slot_id", "room", "occupied_from", "occupied_until", "ask_at"),
    "counter_settled",
)
CHANGE = ("from_state", "to_state", "reason", "actor_id", "actor", "at")


def view(row: Row[*tuple[Any, ...]]) -> OrderView:
    fields = named(row)
    change = {name: fields.pop(name) for name in CHANGE}
    for name in NOT_SHOWN:
        del fields[name]
    fields["terms"] = Terms(**fields["terms"])
    fields["state"] = OrderState(fields["state"])
    fields["fulfilment"] = Fulfilment(fields["fulfilment"])
    fields["missing"] = had.missing(fields.pop("gone"), fields.pop("replaced"))
    means = fields["counter_means"]
    fields["counter_means"] = None if means is None else Means(means)
    last = LastChange(**change) if change["at"] is not None else None
    return OrderView(**fields | briefs(row), last=last)
