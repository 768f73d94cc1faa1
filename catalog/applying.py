"""A place that is not here yet: its applicant describes it, and asks an operator to approve it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from tzfpy import get_tz

from catalog.application_models import applications
from catalog.applications import Application, recall
from catalog.applied import APPLIED, never_approved
from catalog.candidate import Candidate
from catalog.categories import Category
from catalog.claiming import make_claim
from catalog.cleaning import LONGEST_NAME, clean
from catalog.errors import ApplicationIncomplete, ApplicationSent
from catalog.indexing import reindex
from catalog.models import claims, locations, merchants
from catalog.storing import insert_all
from database import ageing
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
    put(connection, application_id, person_id, name=clean(name, LONGEST_NAME))


def choose_category(
    connection: Connection, application_id: int, person_id: int, category: Category
) -> None:
    put(connection, application_id, person_id, category=category)


def narrow(connection: Connection, application_id: int, person_id: int, place: str) -> None:
    """It is at one of the places of that name; `locate` says which."""
    put(connection, application_id, person_id, latitude=None, longitude=None, place=place)


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
    put(connection, application_id, person_id, **where, **said)


def give_address(connection: Connection, application_id: int, person_id: int, address: str) -> None:
    put(connection, application_id, person_id, address=clean(address, LONGEST_ADDRESS))


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
    """Out of sight, and without anything to book."""
    insert_all(connection, [candidate_of(application)], now)
    made = (merchants.c.source == APPLIED, merchants.c.source_id == str(application.id))
    merchant_id = connection.execute(select(merchants.c.id).where(*made)).scalar_one()
    reindex(connection, merchant_id)
    return merchant_id


def candidate_of(application: Application) -> Candidate:
    category, point, address = application.category, application.point, application.address
    if category is None or point is None or address is None:
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
        zone=get_tz(point.longitude, point.latitude),
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


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some of the oldest from before a moment; what was asked for stands in its claim."""
    return ageing.front(connection, applications, applications.c.made_at, moment, limit)


def forget(connection: Connection, ids: Sequence[int], _moment: datetime) -> int:
    return ageing.drop(connection, applications, ids)
