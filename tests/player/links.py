"""The links that people in a talk open by name: invitations, QR codes, shared places."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from chat.action import Action
from handlers.guest.actions import OpenMerchant
from handlers.guest.merchant import ToggleFavourite
from handlers.invitation import OpenJoining
from handlers.merchant.actions import OpenSettlement
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

    async def named(self, name: str) -> str:
        """`the barber's invitation`, `the operator's invitation`, `the barber's page`..."""
        whose, _, what = name.removeprefix("the ").partition("'s ")
        if what.endswith("invitation"):
            return self._link(OpenJoining(await self._invitation(whose, ROLES[what])), None)
        if what == "page":
            return self._link(OpenMerchant(getattr(self._town, whose)), None)
        if what == "link that likes it":
            return self._link(ToggleFavourite(getattr(self._town, whose)), None)
        if what == "tracked page":
            source = await self._write(
                lambda c: attributing.make_source(c, "merchant", whose, self._now)
            )
            return self._link(OpenMerchant(getattr(self._town, whose)), source)
        if what == "new settlement":
            return self._link(OpenSettlement(await self._write(self._settled)), None)
        raise ValueError(f"what link is {name!r}?")

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
