"""The pages of a merchant's own services, so that they can link to each other."""

from dataclasses import dataclass
from enum import StrEnum

from catalog.service_fields import ServiceField
from chat.action import Page


class Part(StrEnum):
    """What belongs together on one page of a service."""

    TEXT = "text"
    PRICE = "price"
    TIME = "time"
    PLACES = "places"
    TERMS = "terms"
    PAYING = "paying"


F = ServiceField
FIELDS = {
    Part.TEXT: (F.NAME, F.DESCRIPTION),
    Part.PRICE: (F.PRICE, F.WAS_PRICE, F.TAX, F.USES, F.VALID_DAYS),
    Part.TIME: (F.DURATION, F.STEP, F.BUFFER_BEFORE, F.BUFFER_AFTER),
    Part.PLACES: (F.CAPACITY, F.MAX_SEATS, F.LEAD, F.HORIZON, F.AT_HOME),
    Part.TERMS: (F.CANCEL_FREE, F.LATE_CANCEL, F.NO_SHOW, F.REFUND_UNUSED),
    Part.PAYING: (F.PAY_AT_SHOP, F.DEPOSIT_PERCENT, F.DEPOSIT),
}


def part_of(field: ServiceField) -> Part:
    """The page on which a field stands."""
    return next(part for part, fields in FIELDS.items() if field in fields)


@dataclass(frozen=True, slots=True)
class OpenServices(Page):
    """Everything that a merchant offers, or what it has taken off, a page of it."""

    code = "svcs"
    merchant: int
    page: int = 0
    off: bool = False


@dataclass(frozen=True, slots=True)
class OpenNewPlaces(Page):
    """At which of its addresses a new service will be, a page of them."""

    code = "svc-where"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskNewService(Page):
    """What a new service is called."""

    code = "svc-new"
    location: int


@dataclass(frozen=True, slots=True)
class OpenOwnService(Page):
    """A service as its merchant sees it."""

    code = "own-svc"
    service: int


@dataclass(frozen=True, slots=True)
class OpenServicePart(Page):
    """Some of its fields; after one was `changed`, with the way back."""

    code = "svc-part"
    service: int
    part: Part
    changed: bool = False


@dataclass(frozen=True, slots=True)
class OpenAddons(Page):
    """What of the menu is offered along with a service, a page of it."""

    code = "svc-adds"
    service: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskServiceField(Page):
    """What a field shall be; of a service that is being made, the `first` answers."""

    code = "svc-ask"
    service: int
    field: ServiceField
    first: bool = False


@dataclass(frozen=True, slots=True)
class AskServicePhoto(Page):
    """Which picture a service has."""

    code = "svc-pic"
    service: int


@dataclass(frozen=True, slots=True)
class AskMerchantPhoto(Page):
    """Which picture the merchant's page has."""

    code = "m-pic"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenChanges(Page):
    """What was changed of a merchant, the latest first; of those older than `before`, if given."""

    code = "changes"
    merchant: int
    before: int | None = None
