"""What a place brings to its guests, by the actions of its staff."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chat.action import Move, Page, given


class PayField(StrEnum):
    """What a courier's pay is made of."""

    FIXED = "fixed"
    PER_KM = "km"


@dataclass(frozen=True, slots=True)
class OpenDeliveries(Page):
    """What is on its way from a merchant, a page of it."""

    code = "sdel"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskFetchCode(Page):
    """Ask for the number that the courier shows at the counter, or whether it goes to who shows this one."""

    code = "sdask"
    order: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class GiveFetchCode(Move):
    """The number, typed now or before: they have it now."""

    code = "sdgive"
    order: int
    number: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SendAnother(Move):
    """We make it again, and another courier brings it."""

    code = "sdnew"
    order: int


@dataclass(frozen=True, slots=True)
class AskRefundLost(Page):
    """Whether the guest gets everything back."""

    code = "sdno"
    order: int


@dataclass(frozen=True, slots=True)
class RefundLost(Move):
    """The guest gets everything back."""

    code = "sdback"
    order: int


@dataclass(frozen=True, slots=True)
class OpenDelivering(Page):
    """Whether and how a place brings what is ordered there."""

    code = "deliv"
    location: int


@dataclass(frozen=True, slots=True)
class SetCollecting(Move):
    """Whether a courier first collects from the guest what is brought back to them."""

    code = "deliv-col"
    location: int
    on: bool


@dataclass(frozen=True, slots=True)
class ReceiveCollected(Move):
    """What was collected from its guest is here."""

    code = "sdhere"
    order: int


@dataclass(frozen=True, slots=True)
class SetDelivering(Move):
    """Whether guests may have it brought."""

    code = "deliv-on"
    location: int
    on: bool


@dataclass(frozen=True, slots=True)
class OpenCourierPay(Page):
    """What a place pays its couriers."""

    code = "cpay"
    location: int


@dataclass(frozen=True, slots=True)
class AskCourierPay(Page):
    """Ask for one part of it."""

    code = "cpay-ask"
    location: int
    field: PayField


@dataclass(frozen=True, slots=True)
class SetCourierPay(Move):
    """So much, in minor units, pressed."""

    code = "cpay-set"
    location: int
    field: PayField
    value: int


@dataclass(frozen=True, slots=True)
class GiveCourierPay(Move):
    """So much, typed."""

    code = "cpay-say"
    location: int
    field: PayField
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenCourierWeek(Page):
    """What couriers get for a week, so many weeks back, and what of it is paid, a page of it."""

    code = "cweek"
    location: int
    back: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class PayCourier(Move):
    """They were paid for the week that begins on that day, which had so many deliveries when it was read."""

    code = "cweek-paid"
    location: int
    courier: int
    first: date
    rides: int


@dataclass(frozen=True, slots=True)
class OpenCourierPayment(Page):
    """Who said when that a courier was paid, and for what."""

    code = "cpaid"
    location: int
    payment: int


@dataclass(frozen=True, slots=True)
class TakeCourierPaymentBack(Move):
    """They were not paid after all."""

    code = "cpaid-no"
    location: int
    payment: int
