"""A merchant says how it is called, what it is and where to find it; guests read it from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from catalog.categories import Category
from catalog.changes import Change, Subject, record
from catalog.changing import change, differing
from catalog.cleaning import LONGEST_NAME, LONGEST_TEXT, clean, website_from
from catalog.countries import country_of
from catalog.errors import DetailRefused, LocationUnknown, MerchantUnknown
from catalog.indexing import reindex
from catalog.models import locations, merchants
from catalog.queries import merchant_of_location
from people.rights import Right, require

LONGEST_DESCRIPTION = 500
LEAST_MINUTES, MOST_MINUTES = 5, 7 * 1440
"""Within which a merchant answers bookings."""


@dataclass(frozen=True, slots=True)
class Details:
    """What guests read of a merchant."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How guests find and reach one of its places; `name` tells it from the others."""

    name: str
    address: str
    phone: str
    website: str


def describe(
    connection: Connection, merchant_id: int, details: Details, by: int, now: datetime
) -> None:
    """DetailRefused for what cannot be read or is too long."""
    name = text(details.name, "name", LONGEST_NAME)
    if not name:
        raise DetailRefused("name")
    description = text(details.description, "description", LONGEST_DESCRIPTION)
    change(connection, merchant_id, by, now, name=name, description=description)
    reindex(connection, merchant_id)


def answer_within(
    connection: Connection, merchant_id: int, minutes: int, by: int, now: datetime
) -> None:
    """How long it has to answer a booking; what is booked keeps what was agreed."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DetailRefused("minutes")
    change(connection, merchant_id, by, now, confirm_minutes=minutes)


def contact(
    connection: Connection, location_id: int, given: Contact, by: int, now: datetime
) -> None:
    """Where it stands on the map is not changed by its words."""
    merchant_id = merchant_of_location(connection, location_id)
    if merchant_id is None:
        raise LocationUnknown(location_id)
    lock(connection, merchant_id)
    require(connection, by, Right.SHOP, merchant_id)
    row = connection.execute(select(locations).where(locations.c.id == location_id)).one()
    values = checked(given, country_of(row.zone))
    connection.execute(update(locations).where(locations.c.id == location_id).values(**values))
    old, new = differing(row, values)
    about = Change(merchant_id, by, Subject.LOCATION, location_id, old, new)
    record(connection, about, now)
    reindex(connection, merchant_id)


def lock(connection: Connection, merchant_id: int) -> None:
    here = select(merchants.c.id).where(merchants.c.id == merchant_id)
    if connection.execute(here.with_for_update(key_share=True)).one_or_none() is None:
        raise MerchantUnknown(merchant_id)


def checked(given: Contact, country: str | None) -> Mapping[str, Any]:
    from catalog.phones import phone_from

    phone, website = given.phone.strip(), given.website.strip()
    known_phone = phone_from(phone, country) if phone else None
    known_website = website_from(website) if website else None
    if phone and known_phone is None:
        raise DetailRefused("phone")
    if website and known_website is None:
        raise DetailRefused("website")
    address = text(given.address, "address", LONGEST_TEXT)
    if not address:
        raise DetailRefused("address")
    name = text(given.name, "place", LONGEST_NAME)
    return {"name": name, "address": address, "phone": known_phone, "website": known_website}


def text(typed: str, field: str, longest: int) -> str:
    found = clean(typed, 8 * longest)
    if len(found) > longest:
        raise DetailRefused(field, longest)
    return found


def categorise(
    connection: Connection, merchant_id: int, category: Category, by: int, now: datetime
) -> None:
    """What kind of place it is, as guests search for it."""
    change(connection, merchant_id, by, now, category=str(category))
    reindex(connection, merchant_id)
