"""What the catalogue knows about merchants and services, for pages and for the order backend."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, or_, select

from catalog.categories import known_category
from catalog.menu.menu_models import pickup_settings
from catalog.models import locations, merchants, resources, service_resources, services
from catalog.timetables import Premises, timetables
from catalog.views import (
    Giver,
    LocationView,
    MenuPayment,
    MerchantState,
    MerchantView,
    ServiceBrief,
    ServiceView,
    rating_of,
)
from database.point import Point

TERMS = tuple(each.name for each in fields(ServiceView) if each.name in services.c)
"""The columns of a service that a page is given, first in its row."""

MOST_CALLED = 200
"""Services whose givers have one name, wherever they are."""


def merchant(connection: Connection, merchant_id: int) -> MerchantView | None:
    """Everything about a merchant that a page may show, whatever its state."""
    row = connection.execute(one_merchant(), {"merchant": merchant_id}).one_or_none()
    return None if row is None else merchant_view(connection, row)


@cache
def one_merchant() -> Select[*tuple[Any, ...]]:
    return select(merchants).where(merchants.c.id == bindparam("merchant"))


def merchant_view(connection: Connection, row: Row[*tuple[Any, ...]]) -> MerchantView:
    places = locations_of(connection, row.id)
    total = sum((each.rating.average or 0) * each.rating.count for each in places)
    return MerchantView(
        id=row.id,
        name=row.name,
        description=row.description,
        category=known_category(row.category),
        state=MerchantState(row.state),
        approved=row.approved_at is not None,
        photo=row.photo,
        auto_confirm=row.auto_confirm,
        confirm_minutes=row.confirm_minutes,
        commission_basis_points=row.commission_basis_points,
        max_no_shows=row.max_no_shows,
        takes_bills=row.takes_bills,
        bill_discount_percent=row.bill_discount_percent,
        takes_tips=row.takes_tips,
        source=row.source,
        attribution=row.attribution,
        rating=rating_of(round(total), sum(each.rating.count for each in places)),
        locations=places,
        services=services_of(connection, row.id),
    )


def locations_of(connection: Connection, merchant_id: int) -> tuple[LocationView, ...]:
    """A merchant's locations, oldest first."""
    rows = connection.execute(its_locations(), {"merchant": merchant_id}).all()
    kept = timetables(connection, {row.id: Premises.of(row) for row in rows})
    return tuple(
        LocationView(
            id=row.id,
            merchant_id=row.merchant_id,
            name=row.name,
            address=row.address,
            point=Point(row.latitude, row.longitude),
            zone=row.zone,
            phone=row.phone,
            website=row.website,
            opening_hours=row.opening_hours,
            timetable=kept.get(row.id),
            bookable=row.bookable,
            price_from=row.price_from,
            rating=rating_of(row.rating_sum, row.rating_count),
            menu_payment=MenuPayment.of(row),
        )
        for row in rows
    )


@cache
def its_locations() -> Select[*tuple[Any, ...]]:
    its = locations.c.merchant_id == bindparam("merchant")
    kept = (pickup_settings.c[each.name] for each in fields(MenuPayment))
    query = select(locations, *kept).outerjoin(pickup_settings)
    return query.where(its).order_by(locations.c.id)


def services_of(connection: Connection, merchant_id: int) -> tuple[ServiceBrief, ...]:
    """A merchant's active services in its own order; cheapest first where it has none."""
    rows = connection.execute(its_services(), {"merchant": merchant_id})
    return tuple(ServiceBrief(*row) for row in rows)


@cache
def its_services() -> Select[*tuple[Any, ...]]:
    columns: tuple[Any, ...] = (
        services.c.id,
        services.c.location_id,
        services.c.name,
        services.c.description,
        services.c.price,
        services.c.was_price,
        services.c.currency,
        services.c.duration_minutes,
        services.c.uses,
        services.c.photo,
        services.c.at_home,
    )
    offered = services.c.merchant_id == bindparam("merchant"), services.c.active
    order = services.c.position, services.c.price, services.c.id
    return select(*columns).where(*offered).order_by(*order)


def service(connection: Connection, service_id: int) -> ServiceView | None:
    """A service with its terms, also one that is not offered any more."""
    rows = connection.execute(one_service(), {"service": service_id}).all()
    if not rows:
        return None
    row = rows[0]
    return ServiceView(
        **dict(zip(TERMS, row, strict=False)),
        resources=tuple([each.resource_id for each in rows if each.resource_id is not None]),
        merchant_name=row.merchant_name,
        merchant_state=MerchantState(row.merchant_state),
        merchant_approved=row.merchant_approved is not None,
        category=known_category(row.category),
        auto_confirm=row.auto_confirm,
        confirm_minutes=row.confirm_minutes,
        commission_basis_points=row.commission_basis_points,
        max_no_shows=row.max_no_shows,
        location_name=row.location_name,
        address=row.address,
        point=Point(row.latitude, row.longitude),
        zone=row.zone,
        opening_hours=row.opening_hours,
    )


@cache
def one_service() -> Select[*tuple[Any, ...]]:
    """Of what gives it a row each; one row where it has plain capacity."""
    given = service_resources.c
    return (
        service_row(services.c.id == bindparam("service"))
        .add_columns(given.resource_id)
        .outerjoin(service_resources, given.service_id == services.c.id)
        .order_by(given.resource_id)
    )


def service_row(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(services.c[name] for name in TERMS),
            merchants.c.name.label("merchant_name"),
            merchants.c.state.label("merchant_state"),
            merchants.c.approved_at.label("merchant_approved"),
            merchants.c.category,
            merchants.c.auto_confirm,
            merchants.c.confirm_minutes,
            merchants.c.commission_basis_points,
            merchants.c.max_no_shows,
            locations.c.name.label("location_name"),
            locations.c.address,
            locations.c.latitude,
            locations.c.longitude,
            locations.c.zone,
            locations.c.opening_hours,
        )
        .join_from(services, merchants, merchants.c.id == services.c.merchant_id)
        .join(locations, locations.c.id == services.c.location_id)
        .where(wanted)
    )


def givers(connection: Connection, service_id: int) -> tuple[Giver, ...]:
    """Those of them who give a service, in the order in which they are at its location."""
    rows = connection.execute(giving(), {"service": service_id})
    return tuple(Giver(*row) for row in rows)


@cache
def giving() -> Select[int, str]:
    return (
        select(resources.c.id, resources.c.name)
        .join(service_resources, service_resources.c.resource_id == resources.c.id)
        .where(
            service_resources.c.service_id == bindparam("service"),
            resources.c.retired_at.is_(None),
        )
        .order_by(resources.c.id)
    )


def givers_called(connection: Connection, name: str) -> dict[int, Giver]:
    """By service, who gives it and whose name begins so; of several the first."""
    query = (
        select(service_resources.c.service_id, resources.c.id, resources.c.name)
        .join(resources, resources.c.id == service_resources.c.resource_id)
        .where(
            resources.c.retired_at.is_(None),
            or_(*(resources.c.name.startswith(each, autoescape=True) for each in spelt(name))),
        )
        .order_by(resources.c.id.desc())
        .limit(MOST_CALLED)
    )
    return {row.service_id: Giver(row.id, row.name) for row in connection.execute(query)}


def spelt(name: str) -> set[str]:
    """As it was typed, and with a capital."""
    return {name, name[:1].upper() + name[1:]}


def former_giver(connection: Connection, service_id: int, resource_id: int) -> str | None:
    """The name of one at the service's location who may have given it once."""
    query = (
        select(resources.c.name)
        .join(services, services.c.location_id == resources.c.location_id)
        .where(services.c.id == service_id, resources.c.id == resource_id)
    )
    return connection.execute(query).scalar_one_or_none() or None


def resources_of(connection: Connection, merchant_id: int) -> list[tuple[int, str]]:
    """(id, name) of a merchant's chairs, rooms and people."""
    query = (
        select(resources.c.id, resources.c.name)
        .join(locations, locations.c.id == resources.c.location_id)
        .where(locations.c.merchant_id == merchant_id)
        .order_by(resources.c.id)
    )
    return [(row.id, row.name) for row in connection.execute(query)]


def merchant_of_location(connection: Connection, location_id: int) -> int | None:
    """Whose location it is."""
    given = {"location": location_id}
    return connection.execute(_whose_location(), given).scalar_one_or_none()


@cache
def _whose_location() -> Select[int]:
    return select(locations.c.merchant_id).where(locations.c.id == bindparam("location"))
