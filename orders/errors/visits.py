"""Why a place does not come to a guest, or not yet."""

from datetime import datetime

from database.errors import Refusal


class AddressNeeded(Refusal):
    """The service is given where its guest is, and they have not said where that is."""

    def __init__(self, service_id: int) -> None:
        super().__init__(service_id)
        self.service_id = service_id


class OutsideArea(AddressNeeded):
    """The place does not come to the address that the guest chose."""


class OrderTooSmall(Refusal):
    """The place comes there for so much at least: `least` in minor units."""

    def __init__(self, service_id: int, least: int, currency: str) -> None:
        super().__init__(service_id, least, currency)
        self.service_id = service_id
        self.least = least
        self.currency = currency


class NotAVisit(Refusal):
    """Nobody goes anywhere for this order."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class TooEarlyToLeave(Refusal):
    """Nobody sets out before `soonest` for what begins so late."""

    def __init__(self, order_id: int, soonest: datetime) -> None:
        super().__init__(order_id, soonest)
        self.order_id = order_id
        self.soonest = soonest
