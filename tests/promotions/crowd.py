"""People for campaigns, in few words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from catalog.models import searches
from database.door import Database
from orders.models import orders
from people import consenting
from people.consenting import PROMOTIONS
from promotions import composing, queries, sending
from promotions.models import campaign_recipients
from tests.making import Market

T = TypeVar("T")


def says(connection: Connection, person: int, now: datetime, *, yes: bool = True) -> None:
    change = consenting.grant if yes else consenting.withdraw
    change(
        connection,
        person,
        PROMOTIONS,
        wording="Offers, please",
        locale="en",
        channel="telegram",
        source=None,
        now=now,
    )


def agreeing(connection: Connection, now: datetime, number: int) -> list[int]:
    """So many guests who agreed to promotions."""
    market = Market(connection, now)
    guests = [market.guest(f"Guest {index}") for index in range(number)]
    for guest in guests:
        says(connection, guest, now)
    return guests


def looked(
    connection: Connection, person: int, at: tuple[float, float] | None, now: datetime
) -> None:
    """A person searched, with a place or without."""
    latitude, longitude = at or (None, None)
    values = {"words": "", "open_now": False, "bookable_only": False, "sort": "distance"}
    connection.execute(
        insert(searches).values(
            person_id=person, latitude=latitude, longitude=longitude, made_at=now, **values
        )
    )


def ordered(connection: Connection, guest: int, now: datetime, **values: object) -> int:
    """A placed order for a voucher of 20.00 EUR in a cafe of its own."""
    market = Market(connection, now)
    shop = market.merchant(name=f"Cafe of {guest}")
    service = market.service(shop, duration_minutes=None)
    given = {
        "guest_id": guest,
        "merchant_id": shop.merchant,
        "location_id": shop.location,
        "service_id": service,
        "seats": 1,
        "total": 2000,
        "currency": "EUR",
        "title": "Table for one",
        "uses": 1,
        "terms": {},
        "state": "placed",
        "note": "",
        "created_at": now,
        "placed_at": now,
        "valid_until": now + timedelta(days=30),
    }
    return market.add(orders, **(given | values))


def drafted(connection: Connection, operator: int, now: datetime, words: str = "Hello") -> int:
    """A campaign to everyone that only needs to be started."""
    campaign = composing.begin(connection, operator, now)
    composing.give_words(connection, campaign, operator, words)
    return campaign


async def states(database: Database, campaign: int) -> dict[int, str]:
    """What became of each person's message."""
    query = select(campaign_recipients.c.person_id, campaign_recipients.c.state).where(
        campaign_recipients.c.campaign_id == campaign
    )
    return await database.read(lambda c: {row.person_id: row.state for row in c.execute(query)})


async def seeded(database: Database, now: datetime, number: int) -> tuple[int, list[int]]:
    """A drafted campaign of an operator, and so many guests who agreed."""

    def work(connection: Connection) -> tuple[int, list[int]]:
        operator = Market(connection, now).operator()
        return drafted(connection, operator, now), agreeing(connection, now, number)

    return await database.write(work)


def by_its_operator(
    does: Callable[..., T], campaign: int, *given: object
) -> Callable[[Connection], T]:
    """The unit in which whoever began a campaign does something with it."""
    return lambda connection: does(
        connection, campaign, queries.campaign(connection, campaign).created_by, *given
    )


def started(campaign: int, now: datetime) -> Callable[[Connection], int]:
    """The unit that starts a campaign."""
    return by_its_operator(sending.start, campaign, now)
