"""Makes the demo's town, its people and their past, in a process that ends with it.

What that takes (migrations, the zones of the world, a whole past) is no load of the demo that runs.
"""

import signal
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, delete, select

from bot.clock import MachineClock
from bot.commands.backdating import DAYS, Past
from bot.commands.importing import store
from bot.commands.rehearsing import CURRENCY, address_of, bookable, packed
from bot.commands.shell import carry_out, complain, say
from bot.commands.townspeople import COURIER, GUESTS, KEEPERS, KIMS, MERCHANT, OPERATOR
from bot.models import chats, seen, shown_messages, uploads
from bot.telegram.incoming import CHANNEL
from catalog import seeding
from catalog.importing import ImportRun
from catalog.models import imports, merchants
from database import migrating
from database.door import Database, open_database
from database.point import Point
from handlers.guest.actions import OpenMerchant
from orders import couriers
from payments.limits import invoice_limits
from people import arriving, joining
from people.arriving import Newcomer
from people.joining import Membership
from people.rights import Role
from sandbox.settings import PersonSettings, default_people

LOCALE = "en"
BESIDE_THE_CAFE = Point(60.1872, 24.9575)
CITY = "helsinki.geojson.gz"
KEPT_BY_ONE = 4
CAFE = "coffee"
"""Kim runs it with its keeper, so that whoever orders there sees it come in on the second phone."""

PROMOTED = "sauna"
"""The shop of the town's file that the past promotion was for."""


async def make_town(data: Path) -> None:
    """Tables, the invented town with its people and its past, and the real places around it."""
    url = address_of(data)
    await migrating.upgrade(url)
    now = MachineClock().now()
    async with open_database(url) as database:
        await database.write(_forget_channel)
        await database.write(lambda connection: seeding.seed(connection, now, CURRENCY))
        await _import_city(database)
        await database.write(_people_town)


async def _import_city(database: Database) -> None:
    city = files("catalog") / "data" / CITY
    if not city.is_file():
        complain("The places of Helsinki are not part of this installation.")
    elif not await database.read(lambda connection: _imported(connection, CITY)):
        with as_file(city) as path:
            run = ImportRun(path, MachineClock().now(), takes=invoice_limits)
            await store(database, run)
        say(f"{run.report.merchants} places of Helsinki can be found.")


def _forget_channel(connection: Connection) -> None:
    """A new sandbox has new messages, files and updates under the numbers of the old ones."""
    for table in (chats, seen, shown_messages, uploads):
        connection.execute(delete(table))


def _people_town(connection: Connection) -> None:
    """Kim keeps the first shops, others the rest; guests have been there for two weeks."""
    now = MachineClock().now()
    shops = bookable(connection)
    kim, olga = (_person(connection, default) for default in _holders())
    _hire(connection, kim, (*shops[:KIMS], _shop(connection, CAFE)))
    others = shops[KIMS:]
    for number, keeper in enumerate(KEEPERS):
        person = _person(connection, keeper)
        _hire(connection, person, others[number * KEPT_BY_ONE : (number + 1) * KEPT_BY_ONE])
    joining.join(connection, olga, Membership(Role.OPERATOR, None), now)
    cem = _person(connection, COURIER)
    joining.join(connection, cem, Membership(Role.COURIER, None), now)
    couriers.begin_shift(connection, cem, BESIDE_THE_CAFE, now)
    came = now - timedelta(days=DAYS + 1)
    guests = [_person(connection, guest, came) for guest in GUESTS]
    target = packed(OpenMerchant(_shop(connection, PROMOTED)))
    Past(connection, guests, olga, target, now).happen()


def _holders() -> tuple[PersonSettings, ...]:
    return tuple(each for each in default_people() if each.id in {MERCHANT, OPERATOR})


def _shop(connection: Connection, key: str) -> int:
    query = select(merchants.c.id).where(
        merchants.c.source == seeding.SOURCE, merchants.c.source_id == key
    )
    return connection.execute(query).scalar_one()


def _hire(connection: Connection, person: int, shops: Iterable[int]) -> None:
    now = MachineClock().now()
    for shop in shops:
        joining.join(connection, person, Membership(Role.OWNER, shop), now)


def _person(connection: Connection, settings: PersonSettings, since: datetime | None = None) -> int:
    name = f"{settings.first_name} {settings.last_name}".strip()
    user = str(settings.id)
    newcomer = Newcomer(CHANNEL, user, user, name, settings.username or None, LOCALE)
    known = arriving.recognise(connection, CHANNEL, user)
    return (known or arriving.welcome(connection, newcomer, since or MachineClock().now())).id


def _imported(connection: Connection, name: str) -> bool:
    reports = connection.execute(select(imports.c.report).where(imports.c.source == "file"))
    return any(report.get("file") == name for report in reports.scalars())


def main(data: str) -> None:
    """As the demo begins it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends when it has ended
    folder = Path(data)
    folder.mkdir(parents=True, exist_ok=True)
    carry_out(lambda: make_town(folder))
