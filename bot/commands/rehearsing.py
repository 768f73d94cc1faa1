"""What a demo needs before the curtain rises: a database, a town, its people and its past."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Connection, delete, select

from bot.clock import MachineClock
from bot.commands.backdating import DAYS, ZONE, Past
from bot.commands.importing import store
from bot.commands.shell import complain, say
from bot.commands.townspeople import GUESTS, KEEPERS, KIMS, MERCHANT, OPERATOR
from bot.models import chats, seen, shown_messages, uploads
from bot.settings import Settings, load_settings
from bot.telegram.incoming import CHANNEL
from catalog import seeding
from catalog.importing import ImportRun
from catalog.lists import merchants_for_operator
from catalog.models import imports, merchants
from chat.action import Action
from chat.packing import ActionCodec
from database import migrating
from database.door import Database, open_database
from handlers.guest.actions import OpenMerchant
from handlers.merchant.actions import OpenDesk
from handlers.operator.actions import OpenOperatorDesk
from orders.models import orders
from payments.limits import invoice_limits
from payments.models import payments
from payments.port import SANDBOX
from people import arriving, joining
from people.arriving import Newcomer
from people.joining import Membership
from people.models import identities
from people.rights import Role
from sandbox.client import SandboxClient
from sandbox.invoices import Invoice, Payment
from sandbox.settings import PersonSettings, default_people
from sandbox.world import Sandbox

CURRENCY = "EUR"
LOCALE = "en"
WHOLE_TOWN = 100
CITY = "helsinki.geojson.gz"
KEPT_BY_ONE = 4
PROMOTED = "sauna"
"""The shop of the town's file that the past promotion was for."""


class Rehearsal:
    """The demo's data; kept between demos, except what Telegram would know."""

    def __init__(self, sandbox: Sandbox, sandbox_url: str, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._sandbox = sandbox
        self._file = data / "demo.db"
        self.settings: Settings = load_settings(
            database_url=f"sqlite+aiosqlite:///{self._file}",
            telegram_token=SecretStr(sandbox.settings.token),
            telegram_api_url=sandbox_url,
            telegram_provider_token=None,
            sandbox_url=sandbox_url,
            public_url=None,
            host="127.0.0.1",
            port=0,
            operators=(),
            currency=CURRENCY,
            time_zone=ZONE,
        )

    def forget(self) -> None:
        """The town begins anew."""
        for each in self._file.parent.glob(f"{self._file.name}*"):
            each.unlink()

    async def prepare(self) -> None:
        """Tables, the invented town with its people and its past, and the real places around it."""
        await migrating.upgrade(self.settings.database_url)
        now = MachineClock().now()
        async with open_database(self.settings.database_url) as database:
            await database.write(_forget_channel)
            await database.write(lambda connection: seeding.seed(connection, now, CURRENCY))
            await self._import_city(database)
            await database.write(_people_town)
            for payment in await database.read(_payments):
                self._sandbox.invoices.recall(payment)
        for person in (*KEEPERS, *GUESTS):
            self._sandbox.chats[person.id].started = True

    async def open_desks(self, client: SandboxClient) -> None:
        """What Kim and Olga have before them when the page opens."""
        async with open_database(self.settings.database_url) as database:
            first = (await database.read(_bookable))[0]
        await client.person(MERCHANT).start(_packed(OpenDesk(first)))
        await client.person(OPERATOR).start(_packed(OpenOperatorDesk()))

    async def _import_city(self, database: Database) -> None:
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
    shops = _bookable(connection)
    kim, olga = (_person(connection, default) for default in _holders())
    _hire(connection, kim, shops[:KIMS])
    others = shops[KIMS:]
    for number, keeper in enumerate(KEEPERS):
        person = _person(connection, keeper)
        _hire(connection, person, others[number * KEPT_BY_ONE : (number + 1) * KEPT_BY_ONE])
    joining.join(connection, olga, Membership(Role.OPERATOR, None), now)
    came = now - timedelta(days=DAYS + 1)
    guests = [_person(connection, guest, came) for guest in GUESTS]
    target = _packed(OpenMerchant(_shop(connection, PROMOTED)))
    Past(connection, guests, olga, target, now).happen()


def _holders() -> tuple[PersonSettings, ...]:
    return tuple(each for each in default_people() if each.id in {MERCHANT, OPERATOR})


def _bookable(connection: Connection) -> list[int]:
    lines = merchants_for_operator(connection, limit=WHOLE_TOWN)
    return [line.id for line in lines if line.bookable]


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


def _payments(connection: Connection) -> list[Payment]:
    """What earlier sandboxes took, so that this one can give it back."""
    query = (
        select(payments, orders.c.title, identities.c.channel_user)
        .join(orders, orders.c.id == payments.c.order_id)
        .join(identities, identities.c.person_id == payments.c.guest_id)
        .where(payments.c.provider == SANDBOX, payments.c.charge_id.is_not(None))
    )
    return [
        Payment(
            person=int(row.channel_user),
            invoice=Invoice(
                row.title, row.title, row.payload, row.currency, row.amount, (), "", ""
            ),
            amount=row.captured,
            charge_id=row.charge_id,
            provider_charge_id=row.provider_charge_id or "",
            date=int(row.captured_at.timestamp()),
            refunds={"earlier": row.refunded} if row.refunded else {},
        )
        for row in connection.execute(query)
    ]


def _packed(action: Action) -> str:
    return ActionCodec([type(action)]).pack(action)


def _imported(connection: Connection, name: str) -> bool:
    reports = connection.execute(select(imports.c.report).where(imports.c.source == "file"))
    return any(report.get("file") == name for report in reports.scalars())
