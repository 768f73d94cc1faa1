"""The links that people in a talk open by name: invitations, QR codes, shared places."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from catalog.tables.table_models import dining_tables
from chat.action import Action
from handlers.guest.actions import OpenMerchant
from handlers.guest.bill_actions import OpenBill
from handlers.guest.merchant import ToggleFavourite
from handlers.guest.table_actions import OpenTable
from handlers.invitation import OpenJoining
from handlers.merchant.actions import OpenDesk, OpenSettlement
from orders.bills.bill_models import bills
from orders.settlement import settling
from people import inviting
from people.joining import Membership
from people.rights import Role
from promotions import attributing
from tests.market import Town

ROLES = MappingProxyType(
    {
        "invitation": Role.OWNER,
        "desk invitation": Role.DESK,
        "courier invitation": Role.COURIER,
    }
)
PAGES: Mapping[str, Callable[[int], Action]] = MappingProxyType(
    {"page": OpenMerchant, "desk": OpenDesk, "link that likes it": ToggleFavourite}
)
"""Of a merchant."""


def latest_bill(connection: Connection) -> str:
    """The key of the bill that a clerk has just shown."""
    query = select(bills.c.key).order_by(bills.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one()


class Links:
    """Makes them as the command line or a merchant's page would."""

    def __init__(
        self,
        write: Callable[[Callable[..., Any]], Awaitable[Any]],
        link: Callable[[Action, str | None], str],
        town: Town,
        now: datetime,
    ) -> None:
        self._write = write
        self._link = link
        self._town = town
        self._now = now
        self._codes: dict[str, str] = {}

    async def named(self, name: str) -> str:
        """`the barber's invitation`, `the coffee_bar's table 5`, `the operator's invitation`, `the barber's page`..."""
        whose, _, what = name.removeprefix("the ").partition("'s ")
        if what == "tracked page":
            source = await self._write(
                lambda c: attributing.make_source(c, "merchant", whose, self._now)
            )
            return self._link(OpenMerchant(getattr(self._town, whose)), source)
        return self._link(await self._action(whose, what), None)

    async def _action(self, whose: str, what: str) -> Action:
        match what.partition("table "):
            case ("", "table ", table):
                return OpenTable(await self._code_of(whose, table))
            case ("old code of ", "table ", table):
                return OpenTable(self._codes[table])
        if what in ROLES:
            return OpenJoining(await self._invitation(whose, ROLES[what]))
        match what:
            case "latest bill":
                found: Action = OpenBill(await self._write(latest_bill))
            case "new settlement":
                found = OpenSettlement(await self._write(self._settled))
            case _:
                found = PAGES[what](getattr(self._town, whose))
        return found

    async def _code_of(self, whose: str, table: str) -> str:
        """What stands on a table now; it is remembered as a photo of it would be."""
        named = (
            dining_tables.c.merchant_id == getattr(self._town, whose),
            dining_tables.c.name == table,
        )
        query = select(dining_tables.c.token).where(*named)
        self._codes[table] = await self._write(lambda c: str(c.execute(query).scalar_one()))
        return self._codes[table]

    def _settled(self, connection: Connection) -> int:
        """The last settlement of a run, as of a minute later."""
        until = self._now + timedelta(minutes=1)
        made = [
            settling.settle(connection, due, until, self._now)
            for due in settling.unsettled(connection)
        ]
        assert made[-1] is not None
        return made[-1]

    async def _invitation(self, whose: str, role: Role) -> str:
        membership = Membership(role, getattr(self._town, whose, None))
        if whose == "operator":
            membership = Membership(Role.OPERATOR, None)
        return str(
            await self._write(lambda c: inviting.invite_from_outside(c, membership, self._now))
        )
