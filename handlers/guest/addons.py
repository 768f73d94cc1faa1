"""What a guest takes along with a booking: one more or one fewer of it, on the page where it is paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalog.menu import addons as offering
from catalog.menu.choosing import usual_price
from catalog.menu.reading import Item
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.guest.actions import OpenCheckout
from handlers.layout import shortened
from orders import OrderView, addons
from payments.port import limits_of

flow = Flow()

LONGEST_LABEL = 30
FEWER, MORE = "−", "＋"


@dataclass(frozen=True, slots=True)
class SetAddon(Move):
    """So many of an item beside what is held."""

    code = "with"
    order: int
    item: int
    quantity: int


@flow.move(SetAddon)
def set_addon(turn: Turn, press: SetAddon) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    which = (press.order, turn.person.id, press.item, press.quantity)
    addons.set_addon(turn.connection, *which, turn.now, limits)
    return OpenCheckout(press.order)


def addon_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """What is offered along with it; nothing is read where there is none."""
    if not order.has_addons:
        return
    at = order.starts_at or turn.now
    had = {line.item_id: line.quantity for line in order.lines if line.item_id}
    for item in offering.offered(turn.connection, order.service, at):
        if item.currency == order.currency:
            yield _row(turn, order, item, had.get(item.id, 0))


def _row(turn: Turn, order: OrderView, item: Item, number: int) -> Row:
    def to(quantity: int) -> SetAddon:
        return SetAddon(order.id, item.id, quantity)

    price = usual_price(item) or 0
    name = shortened(item.name, LONGEST_LABEL)
    if not number:
        amount = turn.texts.money(price, item.currency) if price else turn._("free")
        return (Button(turn._("➕ {item} · {price}", item=name, price=amount), to(1)),)
    many = turn._("{number} × {thing}", number=turn.texts.number(number), thing=name)
    here = Button(many, OpenCheckout(order.id))
    return (Button(FEWER, to(number - 1)), here, Button(MORE, to(number + 1)))
