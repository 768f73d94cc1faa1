"""Why a time, a seat or a hold cannot be had."""

from datetime import datetime

from database.errors import Refusal
from orders.errors.base import OrderRefusal


class NotBookable(Refusal):
    """The service is gone, switched off, or its merchant takes no orders."""

    def __init__(self, service_id: int) -> None:
        super().__init__(service_id)
        self.service_id = service_id


class NotOrderable(Refusal):
    """Nothing is ordered from this place's menu: it is switched off, or its merchant takes no orders."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class SlotGone(Refusal):
    """The service has no such start: hours changed, or it never had it."""

    def __init__(self, service_id: int, starts_at: datetime | None) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class TooLate(SlotGone):
    """The start has passed, or is closer than the service can be booked."""


class SoldOut(Refusal):
    """Others were faster: fewer seats are left than asked for."""

    def __init__(self, service_id: int, starts_at: datetime) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class ResourceTaken(SoldOut):
    """Others were faster with the one that the guest chose; another may be free still."""

    def __init__(self, service_id: int, starts_at: datetime, resource_id: int, seats: int) -> None:
        super().__init__(service_id, starts_at)
        self.args = (service_id, starts_at, resource_id, seats)
        self.resource_id = resource_id
        self.seats = seats


class ResourceGone(Refusal):
    """The one that the guest chose does not give this service, or not any more."""

    def __init__(self, service_id: int, resource_id: int) -> None:
        super().__init__(service_id, resource_id)
        self.service_id = service_id
        self.resource_id = resource_id


class TooManySeats(Refusal):
    """One order takes at most so many."""

    def __init__(self, service_id: int, most: int) -> None:
        super().__init__(service_id, most)
        self.service_id = service_id
        self.most = most


class TooManyHolds(Refusal):
    """The guest keeps so many seats unpaid that others would go without."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class StillFree(Refusal):
    """Nobody waits for what can be had."""

    def __init__(self, service_id: int, starts_at: datetime) -> None:
        super().__init__(service_id, starts_at)
        self.service_id = service_id
        self.starts_at = starts_at


class TooManyWaits(Refusal):
    """The guest waits for as many times as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class WaitUnknown(Refusal):
    """There is no such wait, or it is somebody else's."""

    def __init__(self, wait_id: int) -> None:
        super().__init__(wait_id)
        self.wait_id = wait_id


class TooManyFree(Refusal):
    """The guest has so many free bookings to come that others would go without."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyFreeHere(TooManyFree):
    """As many at this merchant."""


class TooManyFreeThen(TooManyFree):
    """As many of this very start."""


class TooManyFreeToday(TooManyFree):
    """As many were placed within a day, cancelled ones too."""


class TooManyWrittenIn(Refusal):
    """The people of this place have written in so many just now."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class BookingsThere(Refusal):
    """Other bookings stand in a time to be closed than whoever closes it was shown."""

    def __init__(self, location_id: int, number: int) -> None:
        super().__init__(location_id, number)
        self.location_id = location_id
        self.number = number


class BookedHere(Refusal):
    """So many guests are still to come for a service to where it is given now."""

    def __init__(self, service_id: int, number: int) -> None:
        super().__init__(service_id, number)
        self.service_id = service_id
        self.number = number


class BookedWithoutResource(Refusal):
    """So many bookings to come stand that no chair, room or person was to give."""

    def __init__(self, resource_id: int, number: int) -> None:
        super().__init__(resource_id, number)
        self.resource_id = resource_id
        self.number = number


class HoldLapsed(OrderRefusal):
    """The seats were not paid in time and are free for others."""


class AlreadyPlaced(OrderRefusal):
    """It is paid or placed already; nothing more to do."""


class NotReschedulable(OrderRefusal):
    """It has no start, was used, or is too near."""


class MovedTooOften(OrderRefusal):
    """It was moved again and again, and each time others had to take note."""


class AskedTooOften(OrderRefusal):
    """Its guest was asked for other times again and again today."""


class ProposalOver(OrderRefusal):
    """The time that its place proposed is kept for the guest no more."""


class NotMovable(OrderRefusal):
    """It has no start, was used, or is over: its place can't move it any more."""
