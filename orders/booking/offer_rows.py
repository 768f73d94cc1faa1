"""What is read of a service, its merchant and its place for an offer, and the terms that follow."""

from dataclasses import replace
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, Self

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, select

from catalog.deposits import deposit_of
from catalog.models import locations, merchants, service_resources, services
from catalog.views import ServiceView
from orders.rules import PaymentPlan, Terms


class OfferRow(NamedTuple):
    """What decides about an offer, by the names that a service's view has for it, too."""

    id: int
    merchant_id: int
    location_id: int
    name: str
    price: int
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
    active: bool
    at_home: bool
    merchant_state: str
    commission_basis_points: int
    auto_confirm: bool
    confirm_minutes: int
    usual_tax: int | None
    max_no_shows: int
    zone: str
    latitude: float
    longitude: float
    opening_hours: str | None
    shared: bool

    @classmethod
    def of(cls, row: Row[*tuple[Any, ...]]) -> Self:
        """What a row begins with; what else was asked for stands behind."""
        return cls._make(row[:COLUMNS])


COLUMNS = len(OfferRow._fields)


@cache
def offer_row() -> Select[*tuple[Any, ...]]:
    return offer_rows().where(services.c.id == bindparam("service"))


def offer_rows() -> Select[*tuple[Any, ...]]:
    """Of all services."""
    shared = exists(service_resources.c.service_id).where(
        service_resources.c.service_id == services.c.id
    )
    found: dict[str, ColumnElement[Any]] = {
        **locations.c,
        **merchants.c,
        **services.c,
        "merchant_state": merchants.c.state.label("merchant_state"),
        "usual_tax": merchants.c.tax_basis_points.label("usual_tax"),
        "shared": shared.label("shared"),
    }
    return (
        select(*(found[name] for name in OfferRow._fields))
        .join_from(services, merchants, merchants.c.id == services.c.merchant_id)
        .join(locations, locations.c.id == services.c.location_id)
    )


agreed = attrgetter(
    "cancel_free_minutes",
    "late_cancel_percent",
    "no_show_percent",
    "refund_unused",
    "refund_unused",
    "commission_basis_points",
    "valid_days",
    "auto_confirm",
    "confirm_minutes",
    "zone",
)
"""In the order of the terms."""


asked_ahead = attrgetter("pay_at_shop", "deposit_percent", "deposit")
"""In the order of `plan_of`."""


def terms_of(row: OfferRow | ServiceView) -> Terms:
    """What is agreed by ordering it now, by a guest whose record allows it to be paid at the shop."""
    plan = plan_of(*asked_ahead(row), row.price if row.uses == 1 else 0)
    return alike_terms(agreed(row), plan, row.currency)


def plan_of(
    pay_at_shop: bool, percent: int | None, amount: int | None, price: int
) -> tuple[str, int]:
    """How a price is paid, and the deposit for one person; what may be used several times, ahead."""
    if not price:
        return PaymentPlan.FULL, 0
    if pay_at_shop:
        return PaymentPlan.AT_SHOP, 0
    deposit = deposit_of(price, percent, amount)
    return (PaymentPlan.DEPOSIT, deposit) if 0 < deposit < price else (PaymentPlan.FULL, 0)


@lru_cache(1024)
def alike_terms(values: tuple[Any, ...], plan: tuple[str, int], currency: str) -> Terms:
    """Most services have the terms of many others."""
    payment_plan, deposit = plan
    terms = replace(Terms(*values), payment_plan=payment_plan, deposit=deposit)
    return terms.fair_in(currency)
