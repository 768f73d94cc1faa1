"""Everybody who might press something: each a person of a filled market, with the rights of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from catalog import applying
from catalog.looking import Looking
from catalog.models import claims, locations, merchants, resources
from catalog.searching import remember
from chat.turn import Person
from database import outbox
from database.point import Point
from orders.models import orders
from payments.models import payment_events, payments, refunds
from people import arriving, inviting, rights, signing_in
from people.arriving import Newcomer
from people.joining import Membership
from people.models import identities, operators, people, staff
from people.queries import Known
from promotions import composing, sending
from tests import market
from tests.structure import busy
from tests.structure.busy import Busy

CHANNEL = "telegram"
MARK = "Quux"
KEY = b"of tests"
"""Of the turns that look at the cast."""


class Role(StrEnum):
    """By the channel's name of whoever plays it."""

    STRANGER = "new"
    GUEST = "ann"
    OTHER_GUEST = "bob"
    STAFF = "kim"
    OTHER_STAFF = "lee"
    DISMISSED = "dan"
    SUSPENDED = "sue"
    OPERATOR = "max"
    REMOVED = "rex"


@dataclass(frozen=True, slots=True)
class Cast:
    """The filled market and its people."""

    busy: Busy
    ids: Mapping[Role, int]
    suspended: int
    free_hold: int
    invitation: str
    other_operator: int
    barber: int
    chair: int
    day: date
    links: tuple[str, ...]
    sessions: tuple[int, ...]
    alike: int
    search: int


def build(connection: Connection, now: datetime) -> Cast:
    """Ann is the guest of all orders, Kim works at their places, the others have nothing to do with them."""
    full = busy.build(connection, now)
    ids = {
        Role.STRANGER: full.newcomer.id,
        Role.GUEST: full.guest.id,
        Role.STAFF: full.clerk.id,
        Role.OPERATOR: full.operator.id,
    }
    for role in Role:
        if role not in ids:
            ids[role] = busy.newcomer(connection, role, now)
    busy.bought(connection, ids[Role.OTHER_GUEST], full.town.evening, 6, now)
    hire(connection, full.town.sushi, ids[Role.OTHER_STAFF], now)
    for merchant in full.clerk.merchants:
        hire(connection, merchant, ids[Role.DISMISSED], now)
    closed = market.merchant(connection, now, "Bar Suljettu", "bar")
    market.location(connection, closed, "Vaasankatu 1", 0.009)
    hire(connection, closed, ids[Role.SUSPENDED], now)
    suspended = update(merchants).where(merchants.c.id == closed).values(state="suspended")
    connection.execute(suspended)
    inviting.accept(
        connection,
        inviting.invite_from_outside(connection, Membership(rights.Role.OPERATOR, None), now),
        ids[Role.REMOVED],
        now,
    )
    connection.execute(delete(staff).where(staff.c.person_id == ids[Role.DISMISSED]))
    connection.execute(delete(operators).where(operators.c.person_id == ids[Role.REMOVED]))
    free = busy.held(connection, ids[Role.GUEST], full.town.table, 2, now)
    mark(connection, ids[Role.GUEST])
    signed_in = [signed(connection, ids[role], now) for role in (Role.STAFF, Role.OPERATOR)]
    stuck(connection, ids[Role.OPERATOR], now)
    invitation = inviting.invite_from_outside(
        connection, Membership(rights.Role.OWNER, full.town.sushi), now
    )
    uma = Newcomer(CHANNEL, "uma", "uma", "Uma", None, "en")
    other = arriving.welcome(connection, uma, now).id
    inviting.accept(
        connection,
        inviting.invite_from_outside(connection, Membership(rights.Role.OPERATOR, None), now),
        other,
        now,
    )
    barber = select(locations.c.id).where(locations.c.merchant_id == full.town.barber)
    at = connection.execute(barber).scalar_one()
    chairs = select(resources.c.id).where(resources.c.location_id == at)
    chair = connection.execute(chairs.order_by(resources.c.id).limit(1)).scalar_one()
    links, sessions = zip(*signed_in, strict=True)
    alike = begun(connection, ids[Role.GUEST], now)
    search = remember(connection, ids[Role.GUEST], Looking(words="haircut"), now)
    return Cast(
        full,
        ids,
        closed,
        free,
        invitation,
        other,
        at,
        chair,
        now.date(),
        links,
        sessions,
        alike,
        search,
    )


def begun(connection: Connection, person: int, now: datetime) -> int:
    """A place that somebody adds, under a name like that of one beside it."""
    made = applying.begin(connection, person, "Kukka", now)
    there = market.KALLIO.latitude + 0.0040, market.KALLIO.longitude
    applying.locate(connection, made, person, Point(*there), None, "Vaasankatu 1")
    return made


def signed(connection: Connection, person: int, now: datetime) -> tuple[str, int]:
    """The mark of a link into the console, and a session there."""
    signing_in.begin(connection, person, "A browser", now)
    made = signing_in.make_link_with(connection, person, KEY, now)
    return made, signing_in.sessions_of(connection, person, now)[0].id


def stuck(connection: Connection, operator: int, now: datetime) -> None:
    """What the market of `busy` has none of: things that were given up, and a promotion for later."""
    again = {"provider": "sandbox", "event_key": "again", "raw": {}, "state": "parked"}
    paid = select(payments.c.id).order_by(payments.c.id).limit(1).scalar_subquery()
    connection.execute(
        insert(payment_events).values(payment_id=paid, attempts=3, received_at=now, **again)
    )
    connection.execute(update(refunds).where(refunds.c.state == "by_hand").values(error="No"))
    for message in outbox.claim(connection, ["notice"], "worker", now, 1):
        outbox.park(connection, message, now, "chat not found")
    for message in outbox.claim(connection, ["refund"], "worker", now, 50):
        outbox.finish(connection, message, now)
    later = composing.begin(connection, operator, now)
    composing.give_words(connection, later, operator, "A quiet night")
    composing.give_photo(connection, later, operator, "seed:barber")
    sending.schedule(connection, later, operator, now + timedelta(days=1), now)


def mark(connection: Connection, guest: int) -> None:
    """All that others wrote down of the guest holds one word that stands nowhere else."""
    for table, column, whose, words in (
        (people, "name", people.c.id, f"Ann {MARK}"),
        (identities, "username", identities.c.person_id, MARK.lower()),
        (orders, "note", orders.c.guest_id, f"No nuts for {MARK}"),
        (claims, "note", claims.c.person_id, f"Ask for {MARK}"),
    ):
        connection.execute(update(table).where(whose == guest).values({column: words}))


def hire(connection: Connection, merchant: int, person: int, now: datetime) -> None:
    inviting.accept(
        connection,
        inviting.invite_from_outside(connection, Membership(rights.Role.OWNER, merchant), now),
        person,
        now,
    )


def as_known(connection: Connection, role: Role) -> Person:
    """The person with the rights that the database gives at this moment."""
    known = arriving.recognise(connection, CHANNEL, role)
    return Person(0, role.title(), "en") if known is None else person_of(known)


def person_of(known: Known) -> Person:
    return Person(
        known.id, known.name, known.locale, rights.granted(known.roles, known.market_role)
    )
