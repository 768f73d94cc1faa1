"""What it takes to bring a cart to its guest: the address that is meant, how far, how much, from when on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert

from catalog.menu import delivering
from catalog.menu.delivering import Reach
from orders import agreed_addresses
from orders.errors import AddressMissing, AddressTooFar, TooLittleToBring
from orders.line_models import order_adjustments
from orders.pricing import Adjustment, AdjustmentKind, Funder
from people import addressing
from people.addressing import KeptAddress


@dataclass(frozen=True, slots=True)
class Bringing:
    """Where a cart is to go; `reach` is None where there is no address, or it is too far."""

    address: KeptAddress | None
    reach: Reach | None

    @property
    def minutes(self) -> int:
        """On the road."""
        return 0 if self.reach is None else self.reach.minutes

    @property
    def collects(self) -> bool:
        """Whether a courier first collects it from there."""
        return self.reach is not None and self.reach.collects

    def adjustments(self) -> tuple[Adjustment, ...]:
        """What is added for the way."""
        if self.reach is None or not self.reach.fee:
            return ()
        return (Adjustment(AdjustmentKind.DELIVERY, self.reach.fee, Funder.MERCHANT),)


def bringing(connection: Connection, guest_id: int, location_id: int, currency: str) -> Bringing:
    """To the address that the guest chose last."""
    address = addressing.current(connection, guest_id)
    if address is None or address.point is None:
        return Bringing(None, None)
    return Bringing(address, delivering.reach(connection, location_id, address.point, currency))


def check(found: Bringing, location_id: int, subtotal: int, currency: str) -> None:
    """AddressMissing, AddressTooFar, or TooLittleToBring."""
    if found.address is None:
        raise AddressMissing(location_id)
    if found.reach is None:
        raise AddressTooFar(location_id)
    if subtotal < found.reach.least:
        raise TooLittleToBring(location_id, found.reach.least, currency)


def agree(connection: Connection, order_id: int, found: Bringing, now: datetime) -> None:
    """It goes there for that: frozen with the order, whose row is taken."""
    assert found.address is not None, order_id
    assert found.reach is not None, order_id
    agreed_addresses.freeze(connection, order_id, found.address, now, collects=found.reach.collects)
    connection.execute(delete(order_adjustments).where(order_adjustments.c.order_id == order_id))
    rows = [
        {
            "order_id": order_id,
            "position": position,
            "kind": each.kind,
            "amount": each.amount,
            "funder": each.funder,
            "reason": "",
            "at": now,
        }
        for position, each in enumerate(found.adjustments(), 1)
    ]
    if rows:
        connection.execute(insert(order_adjustments), rows)
