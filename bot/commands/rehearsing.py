"""What a demo needs before the curtain rises: its settings, and desks that are open."""

import socket
from pathlib import Path

from sqlalchemy import Connection, select

from bot.commands.backdating import ZONE
from bot.commands.console import address
from bot.commands.townspeople import COURIER, GUESTS, KEEPERS, MERCHANT, OPERATOR
from bot.offering import console_of
from bot.reading_settings import Secret
from bot.settings import Settings, load_settings
from catalog.lists import merchants_for_operator
from catalog.tables.table_models import dining_tables
from chat.action import Action
from chat.packing import ActionCodec
from database.door import open_database
from handlers.courier.actions import OpenCourierDesk
from handlers.merchant.actions import OpenDesk
from handlers.merchant.table_actions import OpenTableCode
from handlers.operator.actions import OpenOperatorDesk
from orders.models import orders
from payments.models import payments
from payments.port import SANDBOX
from people import signing_in
from people.models import identities, staff
from sandbox.client import SandboxClient
from sandbox.invoices import Invoice, Payment
from sandbox.world import Sandbox

CURRENCY = "EUR"
WHOLE_TOWN = 100


def file_in(data: Path) -> Path:
    return data / "demo.db"


def address_of(data: Path) -> str:
    return f"sqlite+aiosqlite:///{file_in(data)}"


class Rehearsal:
    """The demo's data; kept between demos, except what Telegram would know."""

    def __init__(self, sandbox: Sandbox, sandbox_url: str, data: Path) -> None:
        self._sandbox = sandbox
        self._file = file_in(data)
        self.settings: Settings = load_settings(
            database_url=address_of(data),
            telegram_token=Secret(sandbox.settings.token),
            telegram_api_url=sandbox_url,
            telegram_provider_token=None,
            sandbox_url=sandbox_url,
            public_url=None,
            host="127.0.0.1",
            port=_free_port(),
            operators=(),
            currency=CURRENCY,
            time_zone=ZONE,
        )

    def forget(self) -> None:
        """The town begins anew."""
        for each in self._file.parent.glob(f"{self._file.name}*"):
            each.unlink()

    async def take_up(self) -> None:
        """What the town's people did before: who has the bot open, and what was paid."""
        async with open_database(self.settings.database_url) as database:
            for payment in await database.read(_payments):
                self._sandbox.invoices.recall(payment)
        for person in (*KEEPERS, *GUESTS):
            self._sandbox.chats[person.id].started = True

    async def open_desks(self, client: SandboxClient) -> None:
        """What Kim, Olga and Cem have before them when the page opens."""
        async with open_database(self.settings.database_url) as database:
            first = (await database.read(bookable))[0]
            table = await database.read(_first_table)
        if table is not None:  # a code for the guest's phone to scan
            await client.person(MERCHANT).start(packed(OpenTableCode(table)))
        await client.person(MERCHANT).start(packed(OpenDesk(first)))
        await client.person(OPERATOR).start(packed(OpenOperatorDesk()))
        await client.person(COURIER.id).start(packed(OpenCourierDesk()))

    async def console_links(self) -> list[tuple[str, str]]:
        """Whose console, and the link that opens it once; by the clock that the page turns."""
        async with open_database(self.settings.database_url) as database:
            kim = await database.write(lambda c: self._console_link(c, MERCHANT))
            olga = await database.write(lambda c: self._console_link(c, OPERATOR))
        return [("Kim", kim), ("Olga", olga)]

    def _console_link(self, connection: Connection, user: int) -> str:
        whose = select(identities.c.person_id).where(identities.c.channel_user == str(user))
        person = connection.execute(whose).scalar_one()
        token = signing_in.make_link(connection, person, self._sandbox.clock.now())
        return address(console_of(self.settings), token)


def _free_port() -> int:
    """One that nobody has: the console's links have to name it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def bookable(connection: Connection) -> list[int]:
    lines = merchants_for_operator(connection, limit=WHOLE_TOWN)
    return [line.id for line in lines if line.bookable]


def _first_table(connection: Connection) -> int | None:
    """One of the places that Kim runs."""
    query = (
        select(dining_tables.c.id)
        .join(staff, staff.c.merchant_id == dining_tables.c.merchant_id)
        .join(identities, identities.c.person_id == staff.c.person_id)
        .where(identities.c.channel_user == str(MERCHANT), dining_tables.c.archived_at.is_(None))
    )
    return connection.execute(query.order_by(dining_tables.c.id).limit(1)).scalar_one_or_none()


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


def packed(action: Action) -> str:
    return ActionCodec([type(action)]).pack(action)
