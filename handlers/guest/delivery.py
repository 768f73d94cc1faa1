"""What is brought to a guest: chosen in the cart, followed on its way, and decided where it goes wrong."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, LivePlace, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.delivery_text import delivery_text
from handlers.guest.actions import OpenBooking, OpenDirections, OpenVoucher
from handlers.guest.address_actions import OpenNewAddress
from handlers.guest.cart import my_cart
from handlers.guest.delivery_actions import (
    ChooseDelivery,
    FetchMyself,
    HaveMoneyBack,
    LeaveAtDoor,
    OpenDelivery,
)
from handlers.guest.menu_actions import OpenCart
from handlers.guest.owned import my_order
from handlers.orders import order_words, view_label
from handlers.status_text import status_text
from orders import (
    Delivery,
    DeliveryState,
    OrderView,
    address_for,
    carrying,
    carts,
    deciding,
    deliveries,
    delivery_lists,
    live_map,
    queries,
)
from orders.models import Fulfilment
from people import addressing

flow = Flow()

MAP_LASTS = timedelta(minutes=15)
"""After the courier's last move, should nobody be there to take it away."""


@flow.move(ChooseDelivery)
def choose_delivery(turn: Turn, press: ChooseDelivery) -> Page:
    """Whoever has no address yet is asked for one."""
    cart = my_cart(turn, press.order)
    how = Fulfilment.DELIVERY if press.brought else Fulfilment.PICKUP
    carts.set_fulfilment(turn.connection, turn.person.id, press.order, how, turn.now)
    if press.brought and addressing.current(turn.connection, turn.person.id) is None:
        return OpenNewAddress(cart=cart.location_id)
    return OpenCart(cart.location_id)


@flow.page(OpenDelivery)
def delivery_page(turn: Turn, press: OpenDelivery) -> Screen:
    order, delivery = _mine(turn, press.order)
    return Screen(
        text=paragraphs(status_text(turn, order), order_words(turn, order), to_words(turn, order)),
        rows=tuple(delivery_rows(turn, order, delivery)),
        back=OpenBooking(order.id),
    )


@flow.move(LeaveAtDoor)
def leave_at_door(turn: Turn, press: LeaveAtDoor) -> Page:
    mine = (turn.connection, press.order, turn.person.id, turn.now)
    carrying.leave_at_the_door(*mine, at_the_door=press.at_the_door)
    return OpenDelivery(press.order)


@flow.move(FetchMyself)
def fetch_myself(turn: Turn, press: FetchMyself) -> Page:
    deciding.fetch(turn.connection, press.order, turn.person.id, turn.now)
    return OpenBooking(press.order)


@flow.move(HaveMoneyBack)
def have_money_back(turn: Turn, press: HaveMoneyBack) -> Page:
    deciding.have_money_back(turn.connection, press.order, turn.person.id, turn.now)
    return OpenBooking(press.order)


def delivery_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """In the one message that follows an order along; nothing once it is over."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id or not order.is_live():
        return None
    delivery = deliveries.of_order(turn.connection, order.id)
    if delivery is None:
        return None
    return followed(turn, order, tuple(delivery_rows(turn, order, delivery, kept=True)))


def courier_map(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Where the courier is by now; nothing once they are on the way no longer."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id or not order.is_live():
        return None
    delivery = deliveries.of_order(turn.connection, order.id)
    point = (
        None
        if delivery is None
        else delivery_lists.on_the_way_at(turn.connection, delivery, turn.now)
    )
    if delivery is None or delivery.left_at is None or point is None:
        return None
    seconds = turn.now - delivery.left_at + MAP_LASTS
    return Screen(
        text=delivery_text(turn, order),
        live=LivePlace(point.latitude, point.longitude, int(seconds.total_seconds())),
        rows=((Button(turn._("🛵 Where is it?"), OpenDelivery(order.id), Style.PRIMARY),),),
        keep=True,
        subject=live_map.subject(order.id),
    )


def followed(turn: Turn, order: OrderView, rows: tuple[Row, ...] = ()) -> Screen:
    """How it stands, and the photo of where it was left."""
    delivery = deliveries.of_order(turn.connection, order.id)
    photo = None if delivery is None or not delivery.photo else Photo(delivery.photo)
    return Screen(
        text=paragraphs(delivery_text(turn, order), order_words(turn, order)),
        rows=(*rows, (Button(view_label(turn, order), OpenBooking(order.id)),)),
        photo=photo,
        keep=True,
        subject=f"ticket-{order.id}",
    )


def delivery_rows(
    turn: Turn, order: OrderView, delivery: Delivery, *, kept: bool = False
) -> Iterator[Row]:
    """What can be done about it now; a kept message shows the page anew below itself."""
    if deciding.may_choose(delivery, turn.now):
        yield from _choices(turn, order, delivery)
    elif delivery.state is DeliveryState.ON_THE_WAY:
        label = turn._("🛵 Where is it?") if kept else turn._("🔄 Update")
        yield (Button(label, OpenDelivery(order.id), Style.PRIMARY),)
    if order.is_live() and delivery.state is DeliveryState.AT_COUNTER:
        yield _way(turn, order)
    if order.is_live() and not kept:
        yield (Button(turn._("🎟 Show the code"), OpenVoucher(order.id)),)
    if order.is_live() and _may_be_left(delivery):
        yield (_door(turn, order, delivery),)


def _may_be_left(delivery: Delivery) -> bool:
    """In front of the door, where a courier will leave it; of one who has vanished it is not asked."""
    brought = delivery.state is not DeliveryState.AT_COUNTER and not delivery.is_collection
    return brought and delivery.lost_at is None


def _choices(turn: Turn, order: OrderView, delivery: Delivery) -> Iterator[Row]:
    if delivery.state is DeliveryState.OFFERED and not delivery.is_collection:
        fetch = turn._("🛍 I'll pick it up myself")
        yield (Button(fetch, FetchMyself(order.id), Style.PRIMARY),)
    if delivery.state is DeliveryState.OFFERED and delivery.is_collection:
        yield _way(turn, order)
    amount = turn.texts.money(order.paid_and_left, order.currency)
    back = turn._("💸 Give me {amount} back", amount=amount)
    yield (Button(back, HaveMoneyBack(order.id)),)


def _door(turn: Turn, order: OrderView, delivery: Delivery) -> Button:
    if delivery.at_the_door:
        return Button(turn._("🤝 Hand it to me instead"), LeaveAtDoor(order.id, at_the_door=False))
    return Button(turn._("🚪 Leave it at the door"), LeaveAtDoor(order.id, at_the_door=True))


def delivery_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """From an order to where it is."""
    if order.fulfilment is not Fulfilment.DELIVERY or not order.is_live():
        return ()
    delivery = deliveries.of_order(turn.connection, order.id)
    if delivery is None:
        return ()
    if delivery.state is DeliveryState.AT_COUNTER:
        return (_way(turn, order),)
    return ((Button(turn._("🛵 Where is it?"), OpenDelivery(order.id), Style.PRIMARY),),)


def _way(turn: Turn, order: OrderView) -> Row:
    """For who fetches it, or takes it there."""
    there = OpenDirections(order.merchant_id, order.location_id)
    return (Button(turn._("🗺 Directions"), there),)


def to_words(turn: Turn, order: OrderView) -> Markup | None:
    """Where it goes."""
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None:
        return None
    return lines(
        turn._("🏠 {address}", address=address.text),
        turn._("📝 {note}", note=address.note) if address.note else None,
    )


def _mine(turn: Turn, order_id: int) -> tuple[OrderView, Delivery]:
    order = my_order(turn, order_id)
    delivery = deliveries.of_order(turn.connection, order_id)
    if delivery is None:
        raise PageOutdated(OpenBooking(order_id))
    return order, delivery
