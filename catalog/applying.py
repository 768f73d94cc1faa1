"""A place that is not here yet: its applicant describes it, and asks an operator to approve it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from catalog.application_models import applications
from catalog.applications import Application, FirstService, recall
from catalog.applied import APPLIED, never_approved
from catalog.candidate import Candidate
from catalog.categories import Category
from catalog.claiming import make_claim
from catalog.cleaning import LONGEST_NAME, clean
from catalog.errors import ApplicationIncomplete, ApplicationSent
from catalog.furnishing import furnish, strip
from catalog.indexing import reindex
from catalog.keeping import Week, texts
from catalog.media import check as check_picture
from catalog.models import claims, locations, merchants
from catalog.service_fields import ServiceField
from catalog.service_values import check, check_payable, name_typed
from catalog.storing import insert_all
from catalog.zones import zone_at
from database import ageing
from database.money import LimitsOf, unlimited
from database.point import Point
from people import standing

LONGEST_ADDRESS = 200
NOTHING = "-"
"""In place of the words of somebody who asked to be forgotten."""


def begin(connection: Connection, person_id: int, name: str, now: datetime) -> int:
    """A new one, in place of the one that was not finished; its id."""
    standing.keep_alone(connection, person_id)
    theirs = (applications.c.person_id == person_id, applications.c.claim_id.is_(None))
    connection.execute(delete(applications).where(*theirs))
    new = insert(applications).values(
        person_id=person_id, name=clean(name, LONGEST_NAME), made_at=now
    )
    return connection.execute(new.returning(applications.c.id)).scalar_one()


def rename(connection: Connection, application_id: int, person_id: int, name: str) -> None:
    put(connection, application_id, person_id, name=clean(name, LONGEST_NAME), apart=False)


def choose_category(
    connection: Connection, application_id: int, person_id: int, category: Category
) -> None:
    put(connection, application_id, person_id, category=category)


def narrow(connection: Connection, application_id: int, person_id: int, place: str) -> None:
    """It is at one of the places of that name; `locate` says which."""
    nowhere = {"latitude": None, "longitude": None, "apart": False}
    put(connection, application_id, person_id, **nowhere, place=place)


def locate(  # noqa: PLR0917 - what, whose, and where in three ways
    connection: Connection,
    application_id: int,
    person_id: int,
    point: Point,
    place: str | None,
    address: str | None = None,
) -> None:
    """Where it is; an address that was said before stays where no other is said."""
    said = {} if address is None else {"address": clean(address, LONGEST_ADDRESS)}
    where = {"latitude": point.latitude, "longitude": point.longitude, "place": place}
    put(connection, application_id, person_id, **where, **said, apart=False)


def set_apart(connection: Connection, application_id: int, person_id: int) -> None:
    """It is none of those nearby that look like it."""
    put(connection, application_id, person_id, apart=True)


def give_address(connection: Connection, application_id: int, person_id: int, address: str) -> None:
    put(connection, application_id, person_id, address=clean(address, LONGEST_ADDRESS))


def set_week(connection: Connection, application_id: int, person_id: int, week: Week) -> None:
    """When it is open; an empty week is left for later."""
    kept = texts({day: spans for day, spans in week.items() if spans}) if any(week.values()) else {}
    put(connection, application_id, person_id, week=kept)


def name_service(
    connection: Connection, application_id: int, person_id: int, name: str, currency: str
) -> None:
    """What it offers first, priced in this currency; what was said of it stays."""
    before = recall(connection, application_id, person_id).service or FirstService()
    named = replace(before, name=name_typed(name), currency=currency)
    put(connection, application_id, person_id, service=asdict(named))


def time_service(
    connection: Connection, application_id: int, person_id: int, minutes: int | None
) -> None:
    """How long it takes; None where it has no fixed time."""
    check(0, ServiceField.DURATION, minutes)
    service = service_of(connection, application_id, person_id)
    put(
        connection,
        application_id,
        person_id,
        service=asdict(replace(service, minutes=minutes or 0)),
    )


def price_service(
    connection: Connection,
    application_id: int,
    person_id: int,
    price: int,
    limits: LimitsOf = unlimited,
) -> None:
    """What it costs, where somebody can pay that."""
    check(0, ServiceField.PRICE, price)
    service = service_of(connection, application_id, person_id)
    check_payable(0, ServiceField.PRICE, price, service.currency, limits)
    put(connection, application_id, person_id, service=asdict(replace(service, price=price)))


def leave_service(connection: Connection, application_id: int, person_id: int) -> None:
    """Its services are left for later."""
    put(connection, application_id, person_id, service={})


def show(connection: Connection, application_id: int, person_id: int, photo: str | None) -> None:
    """Its picture by its key, or none."""
    check_picture(connection, photo)
    put(connection, application_id, person_id, photo=photo or "")


def service_of(connection: Connection, application_id: int, person_id: int) -> FirstService:
    """The one that has a name; ApplicationIncomplete where there is none."""
    service = recall(connection, application_id, person_id).service
    if service is None or not service.name:
        raise ApplicationIncomplete(application_id)
    return service


def ask(connection: Connection, application_id: int, person_id: int, now: datetime) -> int:
    """Put it before the operators; the claim's id, the same however often it is asked.

    Raises ApplicationUnknown, ApplicationIncomplete, TooManyClaims.
    """
    standing.keep_alone(connection, person_id)
    application = recall(connection, application_id, person_id)
    if application.claim_id is not None:
        return application.claim_id
    merchant_id = make_merchant(connection, application, now)
    claim_id = make_claim(connection, merchant_id, person_id, "", now)
    asked = update(applications).where(applications.c.id == application_id)
    connection.execute(asked.values(claim_id=claim_id))
    return claim_id


def make_merchant(connection: Connection, application: Application, now: datetime) -> int:
    """Out of sight, so that nobody books there before somebody looks after it."""
    insert_all(connection, [candidate_of(application)], now)
    made = (merchants.c.source == APPLIED, merchants.c.source_id == str(application.id))
    merchant_id = connection.execute(select(merchants.c.id).where(*made)).scalar_one()
    furnish(connection, merchant_id, application)
    reindex(connection, merchant_id)
    return merchant_id


def candidate_of(application: Application) -> Candidate:
    category, point, address = application.category, application.point, application.address
    if category is None or point is None or address is None or application.missing:
        raise ApplicationIncomplete(application.id)
    return Candidate(
        source=APPLIED,
        source_id=str(application.id),
        attribution=None,
        name=application.name,
        description="",
        keywords=None,
        category=category,
        point=point,
        zone=zone_at(point),
        address=address,
        phone=None,
        website=None,
        opening_hours=None,
    )


def put(connection: Connection, application_id: int, person_id: int, **values: Any) -> None:
    standing.keep_alone(connection, person_id)
    if recall(connection, application_id, person_id).claim_id is not None:
        raise ApplicationSent(application_id)
    theirs = update(applications).where(applications.c.id == application_id)
    connection.execute(theirs.values(**values))


def withdraw(connection: Connection, person_id: int, _now: datetime) -> None:
    """Nobody keeps the words for places of somebody who is about to be forgotten, but approved ones."""
    theirs = select(claims.c.merchant_id).where(claims.c.person_id == person_id)
    wanted = select(merchants.c.id).where(merchants.c.id.in_(theirs), never_approved())
    ids = list(connection.execute(wanted).scalars())
    mine = update(merchants).where(merchants.c.id.in_(ids))
    connection.execute(mine.values(name=NOTHING))
    places = update(locations).where(locations.c.merchant_id.in_(ids))
    connection.execute(places.values(address="", words="", latitude=0.0, longitude=0.0))
    strip(connection, ids, NOTHING)


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest from before a moment; what was asked for stands in its claim."""
    return ageing.front(connection, applications, applications.c.made_at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    return ageing.drop(connection, applications, ids)
