"""Whoever goes to a guest tells them so, from the booking or from their own day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from markupsafe import Markup

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, LinkButton, Row, Style
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenOwnDay, OpenStaffBooking
from handlers.names import called
from orders import OrderAddress, OrderLine, OrderView, address_for, addresses_for, setting_out
from orders.models import Fulfilment, OrderState
from wording.visits import address_words, map_link

flow = Flow()

NAME = 20


@dataclass(frozen=True, slots=True)
class SetOut(Move):
    """On my way there; pressed on the own day of a merchant, or on the booking."""

    code = "setout"
    order: int
    day_of: int | None = None
    ahead: int = 0


@flow.move(SetOut)
def set_out(turn: Turn, press: SetOut) -> Page:
    setting_out.set_out(turn.connection, press.order, turn.person.id, turn.now)
    if press.day_of is None:
        return OpenStaffBooking(press.order)
    return OpenOwnDay(press.day_of, press.ahead)


def setting_out_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """On the booking, once it is time."""
    if order.fulfilment is not Fulfilment.HOME:
        return ()
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None or not _can(turn, order.state, order.starts_at, address):
        return ()
    return ((Button(turn._("🚗 On my way"), SetOut(order.id), Style.SUCCESS),),)


@dataclass(frozen=True, slots=True)
class Visits:
    """Where the bookings of a day are that are not at their place."""

    addresses: Mapping[int, OrderAddress]

    @classmethod
    def among(cls, turn: Turn, found: Sequence[OrderLine]) -> Self:
        """Of those that the person may know."""
        ids = [each.id for each in found if each.fulfilment is Fulfilment.HOME]
        return cls(addresses_for(turn.connection, turn.person.id, ids) if ids else {})

    def words(self, turn: Turn, line: OrderLine) -> Markup | None:
        address = self.addresses.get(line.id)
        return None if address is None else address_words(turn, address)

    def rows(
        self, turn: Turn, found: Sequence[OrderLine], merchant: int, ahead: int
    ) -> tuple[Row, ...]:
        """For each the map, and before the next ones that one is on one's way."""
        return tuple(
            self._row(turn, each, merchant, ahead) for each in found if each.id in self.addresses
        )

    def _row(self, turn: Turn, line: OrderLine, merchant: int, ahead: int) -> Row:
        address = self.addresses[line.id]
        name = shortened(called(turn, line.guest), NAME)
        way = LinkButton(turn._("🗺 {name}", name=name), map_link(address))
        if not _can(turn, line.state, line.starts_at, address):
            return (way,)
        leave = SetOut(line.id, merchant, ahead)
        return (Button(turn._("🚗 On my way"), leave, Style.SUCCESS), way)


def _can(turn: Turn, state: OrderState, starts_at: datetime | None, address: OrderAddress) -> bool:
    return setting_out.can_set_out(state, starts_at, address.left_at, turn.now)
