"""Why something can't be brought, or a courier can't do what they pressed."""

from datetime import datetime

from database.errors import Refusal


class NoDelivery(Refusal):
    """The order is not brought to anybody, or not by whoever asks."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class DeliveryMoved(Refusal):
    """The delivery is past the state in which this could be done."""

    def __init__(self, order_id: int, state: str) -> None:
        super().__init__(order_id, state)
        self.order_id = order_id
        self.state = state


class OfferOver(Refusal):
    """Another courier was first, the time to answer is over, or nobody is needed any more."""

    def __init__(self, offer_id: int) -> None:
        super().__init__(offer_id)
        self.offer_id = offer_id


class CourierBusy(Refusal):
    """Whoever has something to bring brings that first."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class NotOnShift(Refusal):
    """Whoever is not on shift takes nothing."""


class WrongFetchCode(Refusal):
    """It is not what the courier of this order shows at the counter."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class NotCollectedYet(Refusal):
    """What is to be collected from its guest is not at its place."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class WrongCollectionNumber(Refusal):
    """It is not what the guest of this order reads out."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class WithCourier(Refusal):
    """A courier has the order, so nobody fetches it at the counter."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class WrongCode(Refusal):
    """The code is good, but not for what this courier brings."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class NotAtTheDoor(Refusal):
    """The courier's own place says that they are not in front of the door."""

    def __init__(self, order_id: int, meters: int) -> None:
        super().__init__(order_id, meters)
        self.order_id = order_id
        self.meters = meters


class WaitLonger(Refusal):
    """The guest has until then to open."""

    def __init__(self, order_id: int, until: datetime) -> None:
        super().__init__(order_id, until)
        self.order_id = order_id
        self.until = until


class NotLeftAtDoor(Refusal):
    """The guest wants it handed over by the code."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id


class CollectionGone(Refusal):
    """Nobody can collect it at that time (any more)."""

    def __init__(self, location_id: int, at: datetime) -> None:
        super().__init__(location_id, at)
        self.location_id = location_id
        self.at = at


class CollectionFull(Refusal):
    """As often as the place can, it collects from others in those ten minutes."""

    def __init__(self, location_id: int, at: datetime) -> None:
        super().__init__(location_id, at)
        self.location_id = location_id
        self.at = at


class AddressMissing(Refusal):
    """Nobody knows where the cart is to be brought."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class AddressTooFar(Refusal):
    """The place does not bring anything there, or nothing at all now."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class TooLittleToBring(Refusal):
    """For less than so much nobody sets out."""

    def __init__(self, location_id: int, least: int, currency: str) -> None:
        super().__init__(location_id, least, currency)
        self.location_id = location_id
        self.least = least
        self.currency = currency


class CourierPaid(Refusal):
    """What they did for the merchant then is paid already, or earned them nothing."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class EarnedMeanwhile(Refusal):
    """It is not as many deliveries any more as whoever pays has read."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class PaymentTakenBack(Refusal):
    """Somebody has said already that it was not paid after all."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class TooLateToTakeBack(Refusal):
    """The courier was told so long ago that they may rely on it."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id
