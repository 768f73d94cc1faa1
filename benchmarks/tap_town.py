"""The town in which taps are measured: seeded, with guests who look, hold and have paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from benchmarks.growth import pay
from bot.commands.database import prepare
from catalog import searching, seeding
from catalog.looking import Looking
from catalog.models import services
from catalog.town import town
from database.door import open_database
from database.outbox_table import outbox
from database.point import Point
from handlers.guest.actions import OpenResults, OpenService
from handlers.guest.service import HoldSlot
from handlers.merchant.redeeming import RedeemVoucher
from handlers.router import make_router
from orders.booking import availability, placing
from orders.models import vouchers
from orders.money import paying
from people.models import identities, people, staff

GUEST, CLERK, HOLDER, BUYER = 1001, 2001, 10_000, 50_000
DAYS = 6
AT_A_TIME = 50
HELSINKI = ZoneInfo("Europe/Helsinki")
Tap = tuple[int, str]
"""Who presses, and what."""


@dataclass(frozen=True)
class Taps:
    """What is pressed, kind by kind, in this order."""

    service: Sequence[Tap]
    results: Sequence[Tap]
    hold: Sequence[Tap]
    redeem: Sequence[Tap]


async def build(path: Path, now: datetime, many: int) -> Taps:
    """A file with the town; `many` taps of each kind."""
    url = f"sqlite:///{path}"
    await prepare(url)
    async with open_database(url, clock=lambda: now) as database:
        await database.write(lambda c: seeding.seed(c, now, "EUR"))
        await database.write(lambda c: come(c, many, now))
        looking = await database.write(lambda c: look(c, now))
        codes: list[str] = []
        for first in range(0, many, AT_A_TIME):
            few = range(first, min(first + AT_A_TIME, many))
            codes += await database.write(lambda c, few=few: buy(c, few, now))
        await database.write(hush)
        return await database.read(lambda c: taps(c, looking, codes, now))


def come(connection: Connection, many: int, now: datetime) -> None:
    users = [GUEST, CLERK, *range(HOLDER, HOLDER + many), *range(BUYER, BUYER + many)]
    person = {"locale": "en", "locale_chosen": False, "created_at": now}
    named = [person | {"id": user, "name": name(user)} for user in users]
    connection.execute(insert(people), named)
    known = [
        {"person_id": user, "channel": "telegram", "channel_user": str(user), "chat": str(user)}
        for user in users
    ]
    connection.execute(insert(identities), known)
    place = select(services.c.merchant_id).where(services.c.id == card(connection))
    works = {"merchant_id": connection.execute(place).scalar_one(), "person_id": CLERK}
    connection.execute(insert(staff).values(**works, joined_at=now))


def name(user: int) -> str:
    """Those who bought have names of their own, so that no page of theirs equals the one before."""
    return f"Guest {user - BUYER}" if user >= BUYER else "Aino"


def card(connection: Connection) -> int:
    """A service that is had whenever one comes."""
    found = select(services.c.id).where(services.c.duration_minutes.is_(None), services.c.price > 0)
    return connection.execute(found.order_by(services.c.uses, services.c.id).limit(1)).scalar_one()


def look(connection: Connection, now: datetime) -> int:
    place = town()["places"][0]
    looking = Looking(point=Point(place["latitude"], place["longitude"]))
    return searching.remember(connection, GUEST, looking, now)


def buy(connection: Connection, few: Sequence[int], now: datetime) -> list[str]:
    """The codes of orders that are paid for."""
    service, codes = card(connection), []
    for guest in (BUYER + each for each in few):
        order = placing.hold(connection, guest, service, None, 1, None, now)
        paid = pay(connection, order, guest)
        paying.apply(connection, paying.capture(connection, paid, now), now)
        code = select(vouchers.c.code).where(vouchers.c.order_id == order)
        codes.append(connection.execute(code).scalar_one())
    return codes


def hush(connection: Connection) -> None:
    """What the town has to tell of its own making was told: only taps are measured."""
    connection.execute(delete(outbox))


def taps(connection: Connection, looking: int, codes: Sequence[str], now: datetime) -> Taps:
    pack, many = make_router().codec.pack, len(codes)
    slotted = select(services.c.location_id, services.c.id).where(
        services.c.duration_minutes.is_not(None),
        services.c.active,
        services.c.price > 0,
        ~services.c.at_home,  # what is given at a guest's home is refused to whoever gave no address
    )
    found = connection.execute(slotted.order_by(services.c.id)).all()
    every = [row.id for row in found]
    apart = {row.location_id: row.id for row in found}.values()  # no two share a resource
    today = now.astimezone(HELSINKI).date()
    pages = [OpenService(each, later(today, ahead)) for ahead in range(DAYS) for each in every]
    free = [
        HoldSlot(each, starts[len(starts) // 2].starts_at, 1)
        for ahead in range(1, 20)
        for each in apart
        if (starts := availability.times(connection, each, later(today, ahead), 1, now))
    ]
    rhythm = range(many)
    return Taps(
        service=[(GUEST, pack(pages[at % len(pages)])) for at in rhythm],
        results=[(GUEST, pack(OpenResults(looking, at % 3))) for at in rhythm],
        hold=[(HOLDER + at, pack(each)) for at, each in zip(rhythm, free, strict=False)],
        redeem=[(CLERK, pack(RedeemVoucher(each, 1))) for each in codes],
    )


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
