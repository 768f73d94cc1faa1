"""A cart as its guest sees it: each line as it would be ordered now, and what has changed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from catalog.menu import reading
from catalog.menu.reading import Item
from orders.loading import OrderRow
from orders.menu import drafts
from orders.menu.bringing import Bringing, bringing
from orders.menu.items import hours_of, renewed, stock_left
from orders.menu.windows import Span
from orders.models import Fulfilment
from orders.pricing import Adjustment, Changed, Line, LineChange, LineOption


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line as it would be ordered now; `was` its price when it was put in, where that changed.

    It `varies` where something can be chosen of it.

    Where it can't be had, `what` says why; of what is counted, `left` how many there are that day.
    Money in minor units.
    """

    position: int
    item_id: int
    title: str
    options: tuple[LineOption, ...]
    note: str
    quantity: int
    unit_price: int
    what: Changed | None
    was: int | None
    left: int | None
    varies: bool

    @property
    def can_be_had(self) -> bool:
        return self.what in (None, Changed.PRICE, Changed.FEWER)

    @property
    def amount(self) -> int:
        return self.unit_price * self.quantity if self.can_be_had else 0

    @property
    def change(self) -> LineChange:
        """What `renew` would do with it."""
        assert self.what is not None
        if self.what == Changed.FEWER:
            return LineChange(self.position, self.title, self.what, self.quantity, self.left or 0)
        before = self.unit_price if self.was is None else self.was
        return LineChange(self.position, self.title, self.what, before, self.unit_price)


@dataclass(frozen=True, slots=True)
class Cart:
    """What a guest has chosen at one place; `pickup_at`, and `collect_at`, None is as soon as possible.

    With a sitting it is brought to that table. `within` are the hours of the sections that its lines are of.
    """

    order_id: int
    guest_id: int
    merchant_id: int
    location_id: int
    currency: str
    zone: str
    pickup_at: datetime | None
    collect_at: datetime | None
    sitting_id: int | None
    lines: tuple[CartLine, ...]
    within: tuple[Span, ...]
    fulfilment: Fulfilment = Fulfilment.PICKUP
    bringing: Bringing | None = None

    @property
    def collected_at(self) -> datetime | None:
        """The time at which its guest wants it collected, of what is; None as soon as possible."""
        return self.collect_at if self.bringing is not None and self.bringing.collects else None

    @property
    def received_at(self) -> datetime | None:
        """When its place has what is collected at a time."""
        return received(self.bringing, self.collect_at)

    @property
    def counted(self) -> int:
        """How many things are in it, whether they can be had or not."""
        return sum(each.quantity for each in self.lines)

    @property
    def subtotal(self) -> int:
        """Of what can be had, as it costs now."""
        return sum(each.amount for each in self.lines)

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What is added to that."""
        return () if self.bringing is None else self.bringing.adjustments()

    @property
    def total(self) -> int:
        """What it comes to."""
        return self.subtotal + sum(each.amount for each in self.adjustments)

    @property
    def items(self) -> int:
        """How many the kitchen would make."""
        return sum(each.quantity for each in self.lines if each.can_be_had)

    @property
    def changes(self) -> tuple[LineChange, ...]:
        """What is not as it was put in, until `renew` takes it over."""
        return tuple(each.change for each in self.lines if each.what is not None)


def cart_of(connection: Connection, guest_id: int, location_id: int, now: datetime) -> Cart | None:
    """The guest's cart at a place, as its menu is now; None where nothing is in one."""
    order = drafts.draft_at(connection, guest_id, location_id)
    return None if order is None else cart(connection, order, now)


def cart(connection: Connection, order: OrderRow, now: datetime) -> Cart:
    """The same of a cart that is read already."""
    lines = drafts.numbered_lines(connection, order.id)
    zone = order.terms["zone"]
    brought = (
        bringing(connection, order.guest_id, order.location_id, order.currency)
        if order.fulfilment == Fulfilment.DELIVERY
        else None
    )
    when = order.pickup_at or received(brought, order.collect_at) or now
    items = reading.items(connection, [each.item_id or 0 for each in lines.values()], when)
    day = when.astimezone(ZoneInfo(zone)).date()
    left = stock_left(connection, items.values(), day, now)
    return Cart(
        order_id=order.id,
        guest_id=order.guest_id,
        merchant_id=order.merchant_id,
        location_id=order.location_id,
        currency=order.currency,
        zone=zone,
        pickup_at=order.pickup_at,
        collect_at=order.collect_at,
        sitting_id=order.sitting_id,
        lines=tuple(
            shown(position, line, items.get(line.item_id or 0), left)
            for position, line in lines.items()
        ),
        within=hours_of(items.values()),
        fulfilment=Fulfilment(order.fulfilment),
        bringing=brought,
    )


def received(brought: Bringing | None, collect_at: datetime | None) -> datetime | None:
    """When a place has what is collected from its guest at this time; None as soon as possible."""
    if brought is None or not brought.collects or collect_at is None:
        return None
    return collect_at + timedelta(minutes=brought.minutes)


def shown(position: int, line: Line, item: Item | None, left: dict[int, int]) -> CartLine:
    assert line.item_id is not None
    found = renewed(line, item)
    as_now, what = found.line or line, found.what
    here = left.get(line.item_id)
    if found.line is not None and here is not None and here < line.quantity:
        what = Changed.FEWER if here else Changed.SOLD_OUT
    return CartLine(
        position=position,
        item_id=line.item_id,
        title=as_now.title,
        options=as_now.options,
        note=line.note,
        quantity=line.quantity,
        unit_price=as_now.unit_price,
        what=what,
        was=line.unit_price if as_now.unit_price != line.unit_price else None,
        left=here,
        varies=item is not None and bool(item.groups or line.options),
    )
