"""An invented town of bookable merchants, so that everything can be tried at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from catalog.attending import INVENTED
from catalog.geography import cell_of
from catalog.indexing import reindex
from catalog.learning import learn
from catalog.menu.menu_models import menu_sections
from catalog.menu.seeding import serve
from catalog.models import (
    imports,
    locations,
    merchants,
    resources,
    service_resources,
    services,
    weekly_hours,
)
from catalog.places import Named, PlaceKind
from catalog.town import EURO, Worth, town, week, worth
from catalog.views import MerchantState
from catalog.visits.area_models import service_areas
from catalog.zones import zone_at
from database.inserting import insert_alike, insert_row
from database.point import Point

SOURCE = INVENTED
TOWN = "Helsinki"
CONFIRM_MINUTES = 120
COMMISSION = 800
"""Eight per cent, in basis points."""

TAX = 2550
"""Included in the prices of what has no rate of its own."""

Written = Mapping[str, Any]
"""A table of the file."""

SERVICE = {
    "was_price": None,
    "at_shop": False,
    "at_home": False,
    "deposit_percent": None,
    "minutes": None,
    "step": 30,
    "before": 0,
    "after": 0,
    "capacity": 1,
    "seats": 1,
    "lead": 0,
    "horizon": 21,
    "uses": 1,
    "valid_days": 30,
    "terms": "easy",
}
"""What a service is where the file does not say."""


def seed(
    connection: Connection,
    now: datetime,
    currency: str,
    most: int | None = None,
    dollar: int = EURO.per_euro,
) -> int:
    """Adds merchants that are missing, priced in `currency`, at most so many; returns how many.

    `dollar` is what a dollar is worth in its minor units, roughly, should the file not know it.

    One that is there already stays as it is: the people who run it may have changed it since.
    """
    known = select(merchants.c.source_id).where(merchants.c.source == SOURCE)
    there = set(connection.execute(known).scalars())
    missing = [each for each in town()["merchants"] if each["key"] not in there][:most]
    learn(connection, (*map(district, town()["places"]), *map(street, town()["merchants"])))
    for written in missing:
        add_merchant(connection, written, worth(currency, dollar), currency, now)
    add_menus(connection, worth(currency, dollar), currency)
    report = {"added": len(missing), "kept": len(there)}
    insert_row(connection, imports, source=SOURCE, finished_at=now, report=report)
    return len(missing)


def add_menus(connection: Connection, priced: Worth, currency: str) -> None:
    """To a town of before there were menus; whoever has had one keeps what has become of it."""
    named = {each["key"]: each for each in town()["merchants"] if "menu" in each}
    without = (
        select(merchants.c.id, merchants.c.source_id, locations.c.id.label("location"))
        .join(locations, locations.c.merchant_id == merchants.c.id)
        .where(merchants.c.source == SOURCE, merchants.c.source_id.in_(list(named)))
        .where(locations.c.id.not_in(select(menu_sections.c.location_id)))
    )
    for row in connection.execute(without).all():
        written = named[row.source_id]
        place = {"merchant": row.id, "location": row.location}
        serve(connection, written, **place, priced=priced, currency=currency)
        reindex(connection, row.id)


def district(written: Written) -> tuple[Named, Point, int]:
    here = Point(written["latitude"], written["longitude"])
    return Named(PlaceKind.DISTRICT, written["name"], TOWN), here, 1


def street(written: Written) -> tuple[Named, Point, int]:
    """Where a merchant is, so that whoever types an address there is understood."""
    here = Point(written["latitude"], written["longitude"])
    name, _, _ = written["address"].partition(", ")[0].rpartition(" ")
    return Named(PlaceKind.STREET, name, TOWN), here, 1


def add_merchant(
    connection: Connection, written: Written, priced: Worth, currency: str, now: datetime
) -> None:
    merchant = insert_row(
        connection,
        merchants,
        name=written["name"],
        description=written["description"],
        category=written["category"],
        state=MerchantState.ACTIVE,
        approved_at=now if written["approved"] else None,
        source=SOURCE,
        source_id=written["key"],
        photo=f"seed:{written['key']}",
        auto_confirm=True,
        confirm_minutes=CONFIRM_MINUTES,
        commission_basis_points=COMMISSION,
        takes_bills="bill_discount" in written,
        bill_discount_percent=written.get("bill_discount", 0),
        takes_tips=written.get("tips", False),
        tax_basis_points=TAX,
        created_at=now,
    )
    location = add_location(connection, merchant, written)
    shared = add_resources(connection, location, written.get("resources", ()))
    for each in written["services"]:
        service = add_service(
            connection,
            SERVICE | each,
            merchant=merchant,
            location=location,
            priced=priced,
            currency=currency,
        )
        share(connection, service, [shared[name] for name in each.get("by", ())])
    add_areas(connection, location, written.get("areas", ()), priced, currency)
    place = {"merchant": merchant, "location": location}
    serve(connection, written, **place, priced=priced, currency=currency)
    reindex(connection, merchant)


def add_location(connection: Connection, merchant: int, written: Written) -> int:
    here = Point(written["latitude"], written["longitude"])
    street, _, name = written["address"].partition(", ")
    location = insert_row(
        connection,
        locations,
        merchant_id=merchant,
        name=name,
        address=f"{street}, {TOWN}",
        latitude=here.latitude,
        longitude=here.longitude,
        cell=cell_of(here),
        zone=zone_at(here),
        phone=written["phone"],
        opening_hours="; ".join(written["hours"]),
        category=written["category"],
        bookable=True,
        rating_sum=0,
        rating_count=0,
        words="",
        travel_kmh=written.get("travel_kmh"),
    )
    rows = [
        {"location_id": location, "weekday": day, "opens": span.opens, "closes": span.closes}
        for day, span in week(written["hours"])
    ]
    insert_alike(connection, weekly_hours, rows)
    return location


def add_areas(
    connection: Connection, location: int, wanted: Sequence[Written], priced: Worth, currency: str
) -> None:
    """In which it comes to its guests."""
    for each in wanted:
        insert_row(
            connection,
            service_areas,
            location_id=location,
            radius_metres=each["radius"],
            ring=None,
            name="",
            fee=priced.of(each["fee"]),
            least_order=priced.of(each["least"]),
            currency=currency,
        )


def add_resources(connection: Connection, location: int, wanted: list[str]) -> dict[str, int]:
    """Their ids by name."""
    return {
        name: insert_row(connection, resources, location_id=location, name=name) for name in wanted
    }


def add_service(
    connection: Connection,
    written: Written,
    *,
    merchant: int,
    location: int,
    priced: Worth,
    currency: str,
) -> int:
    terms = town()["terms"][written["terms"]]
    was = written["was_price"]
    return insert_row(
        connection,
        services,
        merchant_id=merchant,
        location_id=location,
        name=written["name"],
        description=written["description"],
        price=priced.of(written["price"]),
        was_price=priced.of(was) if was else None,
        currency=currency,
        duration_minutes=written["minutes"],
        step_minutes=written["step"],
        buffer_before_minutes=written["before"],
        buffer_after_minutes=written["after"],
        capacity=written["capacity"],
        max_seats=written["seats"],
        lead_minutes=written["lead"],
        horizon_days=written["horizon"],
        uses=written["uses"],
        valid_days=written["valid_days"],
        cancel_free_minutes=terms["free_until"],
        late_cancel_percent=terms["late_percent"],
        no_show_percent=terms["no_show_percent"],
        refund_unused=True,
        pay_at_shop=written["at_shop"],
        at_home=written["at_home"],
        deposit_percent=written["deposit_percent"],
        active=True,
    )


def share(connection: Connection, service: int, wanted: list[int]) -> None:
    """These resources give the service; without any it has seats of its own."""
    links = [{"service_id": service, "resource_id": each} for each in wanted]
    if links:
        insert_alike(connection, service_resources, links)
