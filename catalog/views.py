"""What the catalogue tells others: merchants, locations, services and results, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from catalog.categories import Category
from catalog.hours import OpenState
from catalog.weekly import Timetable
from database.point import Point


class MerchantState(StrEnum):
    LISTED = "listed"  # imported, unclaimed, not bookable
    ACTIVE = "active"
    SUSPENDED = "suspended"


FEWEST_RATINGS = 3


@dataclass(frozen=True, slots=True)
class Rating:
    """What guests gave: the mean of 1 to 5 stars, and how many gave them."""

    average: float | None
    count: int

    @property
    def shown(self) -> float | None:
        """The mean where enough gave them; of one or two it tells of them, not of the place."""
        return self.average if self.count >= FEWEST_RATINGS else None


def rating_of(total: int, count: int) -> Rating:
    return Rating(total / count if count else None, count)


@dataclass(frozen=True, slots=True)
class Nearby:
    """One result of a search. `distance_m` is None where the guest's place is unknown."""

    merchant_id: int
    location_id: int
    name: str
    category: Category
    point: Point
    address: str
    distance_m: float | None
    bookable: bool
    price_from: int | None
    currency: str | None
    rating: Rating
    approved: bool
    open: OpenState
    zone: str
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, bookable ones first, and whether there are more.

    `kept` is the part of the typed words that was searched for, where nothing fits them all; empty
    where it is what else was asked for. The words left out are `unknown` where no name has them.
    """

    results: tuple[Nearby, ...]
    more: bool
    kept: str | None = None
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class MenuPayment:
    """How a place's menu is paid: so many percent when it is ordered, the rest at the counter.

    Of more than `most_unpaid` things nobody owes it all.
    """

    prepaid_percent: int = 100
    table_prepaid_percent: int = 100
    most_unpaid: int = 20

    @classmethod
    def of(cls, row: Any) -> Self:
        """From any row with the columns of its name; as is usual where nothing was set."""
        if row.prepaid_percent is None:
            return cls()
        return cls(row.prepaid_percent, row.table_prepaid_percent, row.most_unpaid)


@dataclass(frozen=True, slots=True)
class LocationView:
    """`opening_hours` is what a map says; `timetable` what the merchant keeps here, if anything."""

    id: int
    merchant_id: int
    name: str
    address: str
    point: Point
    zone: str
    phone: str | None
    website: str | None
    opening_hours: str | None
    timetable: Timetable | None
    bookable: bool
    price_from: int | None
    rating: Rating
    menu_payment: MenuPayment = MenuPayment()


@dataclass(frozen=True, slots=True)
class ServiceBrief:
    """A service as a merchant's page lists it. Money is in minor units."""

    id: int
    location_id: int
    name: str
    description: str
    price: int
    was_price: int | None
    currency: str
    duration_minutes: int | None
    uses: int
    photo: str | None
    at_home: bool = False

    @property
    def is_timed_here(self) -> bool:
        """Whether it is booked for a time at its place."""
        return self.duration_minutes is not None and not self.at_home


@dataclass(frozen=True, slots=True)
class MerchantView:
    """A merchant with all its locations and its active services in its own order."""

    id: int
    name: str
    description: str
    category: Category
    state: MerchantState
    approved: bool
    photo: str | None
    auto_confirm: bool
    confirm_minutes: int
    commission_basis_points: int
    max_no_shows: int
    takes_bills: bool
    bill_discount_percent: int
    takes_tips: bool
    source: str
    attribution: str | None
    rating: Rating
    locations: tuple[LocationView, ...]
    services: tuple[ServiceBrief, ...]

    @property
    def bookable(self) -> bool:
        return any(location.bookable for location in self.locations)


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with its terms, its location and its merchant.

    `bookable` says that the service and its merchant are active. `resources` are the ids of what
    can give it; none means plain capacity.
    """

    id: int
    merchant_id: int
    location_id: int
    name: str
    description: str
    price: int
    was_price: int | None
    currency: str
    duration_minutes: int | None
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    capacity: int
    max_seats: int
    lead_minutes: int
    horizon_days: int
    uses: int
    valid_days: int
    cancel_free_minutes: int
    late_cancel_percent: int
    no_show_percent: int
    refund_unused: bool
    tax_basis_points: int | None
    pay_at_shop: bool
    deposit_percent: int | None
    deposit: int | None
    photo: str | None
    active: bool
    archived_at: datetime | None
    at_home: bool
    resources: tuple[int, ...]
    merchant_name: str
    merchant_state: MerchantState
    merchant_approved: bool
    category: Category
    auto_confirm: bool
    confirm_minutes: int
    commission_basis_points: int
    max_no_shows: int
    location_name: str
    address: str
    point: Point
    zone: str
    opening_hours: str | None

    @property
    def bookable(self) -> bool:
        return self.active and self.merchant_state is MerchantState.ACTIVE


@dataclass(frozen=True, slots=True)
class Giver:
    """A chair, a room or a member of staff that gives a service."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class MerchantLine:
    """A merchant in a list: the operator's, a guest's favourites, the command line's."""

    id: int
    name: str
    category: Category
    state: MerchantState
    approved: bool
    bookable: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who says that a merchant is theirs, and what was decided."""

    id: int
    merchant_id: int
    merchant_name: str
    person_id: int
    person_name: str
    note: str
    state: str
    made_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    new_place: bool  # they added it themselves


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody typed: `within` is the town of a street or district, or empty.

    `called` is whether one of its names is what was typed. `country` (two letters) and `near`, the
    name of a town, are said only where they tell it from another of its name.
    """

    id: int
    name: str
    kind: str
    within: str
    point: Point
    called: bool = False
    country: str | None = None
    near: str = ""
