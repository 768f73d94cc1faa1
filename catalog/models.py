"""The tables of the catalogue: merchants, their places and services, and what guests look for."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

from catalog.finding_models import keep_found, location_indexes
from database.metadata import Identity, Instant, Json, metadata


class MerchantColumns(TypedColumns):
    """A business: `listed` and looked after by nobody, `active` and bookable, or `suspended`."""

    id = Column(Identity, primary_key=True)
    name: Named[str]
    description: Named[str]
    keywords: Named[str | None]  # other names and what it is known for: searched, not shown
    category: Named[str] = Column(String(40))
    state: Named[str] = Column(String(10))
    approved_at: Named[datetime | None] = Column(Instant)  # an operator vouched: the badge
    source: Named[str] = Column(String(40))  # where the record came from: openstreetmap, seed...
    source_id: Named[str] = Column(String(80))
    fingerprint: Named[int | None] = Column(
        BigInteger
    )  # of the text that it is as it was read from
    attribution: Named[str | None]  # shown wherever the record shows
    photo: Named[str | None]
    auto_confirm: Named[bool]
    confirm_minutes: Named[int]  # how long the merchant has to answer a booking
    commission_basis_points: Named[int]
    tax_basis_points: Named[int | None]  # of what has no rate of its own; prices include it
    created_at = Column(Instant, nullable=False)
    suspended_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))
    cancelling_since: Named[datetime | None] = Column(Instant)  # suspended, with orders still open
    max_no_shows: Named[int] = Column(server_default=text("2"))  # from then on guests pay ahead
    takes_bills: Named[bool] = Column(server_default=text("false"))  # paid in the chat
    bill_discount_percent: Named[int] = Column(server_default=text("0"))
    takes_tips: Named[bool] = Column(server_default=text("false"))


class LocationColumns(TypedColumns):
    """Where a merchant is; carries what the nearby search sorts and filters by."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    name: Named[str]
    address: Named[str]
    latitude: Named[float] = Column(Double)
    longitude: Named[float] = Column(Double)
    cell: Named[int] = Column(Identity)  # of the nearby index; -1 hides it
    zone: Named[str] = Column(String(40))
    phone: Named[str | None]
    website: Named[str | None]
    opening_hours: Named[str | None]  # OpenStreetMap's syntax; None where nobody knows
    hours_id: Named[int | None] = Column(Identity, ForeignKey("shared_hours.id"), index=True)
    own_hours: Named[bool] = Column(server_default=text("false"))  # `weekly_hours`, even if empty
    category: Named[str] = Column(String(40))  # the merchant's, again: the index needs it here
    bookable: Named[bool]  # active merchant with an active service
    price_from: Named[int | None] = Column(BigInteger)  # of its active services, minor units
    rating_sum: Named[int]
    rating_count: Named[int]
    words: Named[str] = Column(Text)  # folded names for the text search
    called: Named[str] = Column(
        Text, server_default=text("''")
    )  # its whole names, as one word each
    travel_kmh: Named[int | None]  # how fast its people go to guests


class ServiceColumns(TypedColumns):
    """What can be had. Without `duration_minutes` it needs no slot; prices are in minor units."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    name: Named[str]
    description: Named[str]
    price: Named[int] = Column(BigInteger)
    was_price: Named[int | None] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    duration_minutes: Named[int | None]
    step_minutes: Named[int]  # slots start every so many minutes after opening
    buffer_before_minutes: Named[int]
    buffer_after_minutes: Named[int]
    capacity: Named[int]  # seats of one slot; with resources, of each resource's slot
    max_seats: Named[int]  # how many one order may take
    lead_minutes: Named[int]  # the latest booking before the slot
    horizon_days: Named[int]  # how far ahead one may book
    uses: Named[int]  # how often the voucher may be redeemed
    valid_days: Named[int]  # a voucher without slot is good for so many days
    cancel_free_minutes: Named[int]  # until so long before the slot cancelling is free
    late_cancel_percent: Named[int]  # what the merchant keeps of a later cancellation
    no_show_percent: Named[int]  # what the merchant keeps of a slot that nobody came to
    refund_unused: Named[bool]  # what is not used of a voucher is refunded
    tax_basis_points: Named[int | None]  # which the price includes; else the merchant's
    pay_at_shop: Named[bool] = Column(server_default=text("false"))
    deposit_percent: Named[int | None]  # of the price, paid in the chat; the rest at the counter
    deposit: Named[int | None] = Column(BigInteger)  # likewise, for one person
    photo: Named[str | None]
    active: Named[bool]
    position: Named[int] = Column(Integer, nullable=False, server_default=text("0"))
    archived_at: Named[datetime | None] = Column(Instant)  # taken off; what is booked of it stays
    at_home: Named[bool] = Column(server_default=text("false"))  # given where its guest is


class WeeklyHoursColumns(TypedColumns):
    """When a location gives its services: minutes from the weekday's local midnight."""

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    weekday: Named[int]  # 0 is Monday
    opens: Named[int]
    closes: Named[int]  # past 1440 runs into the next day


class HoursExceptionColumns(TypedColumns):
    """A day that differs; without times it is closed, by a closure with times only during them."""

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    day: Named[date] = Column(Date)
    opens: Named[int | None]
    closes: Named[int | None]
    closure_id: Named[int | None] = Column(Identity, ForeignKey("closures.id"), index=True)


class ResourceColumns(TypedColumns):
    """A chair, room or member of staff that several services may share."""

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    name: Named[str]
    retired_at: Named[datetime | None] = Column(Instant)  # gives nothing any more


class ServiceResourceColumns(TypedColumns):
    """Which resources can give a service."""

    service_id = Column(Identity, ForeignKey("services.id"), primary_key=True, autoincrement=False)
    resource_id = Column(
        Identity, ForeignKey("resources.id"), primary_key=True, autoincrement=False
    )


class ClaimColumns(TypedColumns):
    """Somebody says a listed merchant is theirs; an operator decides."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    note: Named[str]
    state: Named[str] = Column(String(10))
    made_at = Column(Instant, nullable=False)
    decided_by: Named[int | None] = Column(Identity, ForeignKey("people.id"))
    decided_at: Named[datetime | None] = Column(Instant)


class FavouriteColumns(TypedColumns):
    """A merchant that a guest wants to find again."""

    person_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    merchant_id = Column(Identity, ForeignKey("merchants.id"), primary_key=True)
    added_at = Column(Instant, nullable=False)


class SearchColumns(TypedColumns):
    """What a guest looks for: the row behind a list of results and its filters."""

    id = Column(Identity, primary_key=True)
    person_id: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    words: Named[str]
    category: Named[str | None] = Column(String(40))
    latitude: Named[float | None] = Column(Double)
    longitude: Named[float | None] = Column(Double)
    place: Named[str | None]  # the name of a typed place, None for a shared location
    open_now: Named[bool]
    bookable_only: Named[bool]
    price_to: Named[int | None] = Column(BigInteger)
    sort: Named[str] = Column(String(10))
    first_day: Named[date | None]
    last_day: Named[date | None]
    minute_from: Named[int | None]
    minute_to: Named[int | None]
    party: Named[int | None]
    giver: Named[str | None]
    radius: Named[int | None]  # metres; None is as far as anybody goes
    made_at = Column(Instant, nullable=False)


class ImportColumns(TypedColumns):
    """Facts of an import or seed run, so that it can say what changed."""

    id = Column(Identity, primary_key=True)
    source: Named[str] = Column(String(40))
    finished_at = Column(Instant, nullable=False)
    report = Column(Json, nullable=False)


merchants = Table(
    "merchants",
    metadata,
    MerchantColumns,
    UniqueConstraint("source", "source_id"),
    CheckConstraint(text("state IN ('listed', 'active', 'suspended')"), name="state"),
    CheckConstraint(text("commission_basis_points BETWEEN 0 AND 10000"), name="commission"),
    CheckConstraint(text("max_no_shows > 0"), name="max_no_shows"),
    CheckConstraint(text("bill_discount_percent BETWEEN 0 AND 90"), name="bill_discount"),
    Index("ix_merchants_state", "state", "id"),
    Index(
        "ix_merchants_cancelling",
        "cancelling_since",
        sqlite_where=text("cancelling_since IS NOT NULL"),
        postgresql_where=text("cancelling_since IS NOT NULL"),
    ),
)
locations = Table(
    "locations",
    metadata,
    LocationColumns,
    *location_indexes(),
)
services = Table(
    "services",
    metadata,
    ServiceColumns,
    CheckConstraint(text("price >= 0 AND (was_price IS NULL OR was_price > price)"), name="price"),
    CheckConstraint(text("capacity > 0 AND max_seats > 0 AND uses > 0"), name="counts"),
    CheckConstraint(text("duration_minutes IS NULL OR duration_minutes > 0"), name="duration"),
    CheckConstraint(text("late_cancel_percent BETWEEN 0 AND 100"), name="late_cancel"),
    CheckConstraint(text("no_show_percent BETWEEN 0 AND 100"), name="no_show"),
    CheckConstraint(text("deposit > 0 AND deposit_percent BETWEEN 1 AND 99"), name="deposit"),
    CheckConstraint(
        text(
            "(deposit IS NULL OR (deposit_percent IS NULL AND NOT pay_at_shop))"
            " AND (deposit_percent IS NULL OR NOT pay_at_shop)"
        ),
        name="payment_plan",
    ),
)
weekly_hours = Table(
    "weekly_hours",
    metadata,
    WeeklyHoursColumns,
    CheckConstraint(text("weekday BETWEEN 0 AND 6"), name="weekday"),
    CheckConstraint(text("opens >= 0 AND opens < 1440 AND closes > opens"), name="hours"),
)
hours_exceptions = Table(
    "hours_exceptions",
    metadata,
    HoursExceptionColumns,
    Index("ix_hours_exceptions", "location_id", "day"),
)
keep_found(locations, hours_exceptions)
resources = Table("resources", metadata, ResourceColumns)
service_resources = Table("service_resources", metadata, ServiceResourceColumns)
claims = Table(
    "claims",
    metadata,
    ClaimColumns,
    CheckConstraint(text("state IN ('open', 'approved', 'refused')"), name="state"),
    Index(
        "uq_claims_open",
        "merchant_id",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)
favourites = Table("favourites", metadata, FavouriteColumns)
searches = Table(
    "searches", metadata, SearchColumns, Index("ix_searches_made_at", "made_at", "person_id")
)
imports = Table("imports", metadata, ImportColumns)
