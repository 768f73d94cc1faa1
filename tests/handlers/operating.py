"""Somebody at the operators' desk presses buttons, without a conversation around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from chat.action import Action
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from payments.models import payments
from tests.making import Market
from tests.promotions.crowd import ordered
from tests.structure.turns import Turns


@dataclass(frozen=True, slots=True)
class Presses:
    """Presses what somebody sees; `person` has the rights of an operator unless told otherwise."""

    database: Database
    turns: Turns
    person: Person

    async def press(self, action: Action, person: Person | None = None) -> Any:
        """The screen of a page, or the page that follows a move."""

        def work(connection: Connection) -> Any:
            turn = self.turns.of(connection, person or self.person)
            router = self.turns.router
            return (
                router.move(turn, action) if router.changes(action) else router.show(turn, action)
            )

        return await self.database.write(work)

    async def page(self, action: Action) -> Screen:
        """The page that a press leads to in the end."""
        found = await self.press(action)
        return found if isinstance(found, Screen) else await self.page(found)


def actions_on(screen: Screen) -> dict[str, Action]:
    """What a screen's buttons do, by their labels."""
    buttons = (each for row in screen.rows for each in row)
    return {each.label: each.action for each in buttons if isinstance(each, Button)}


def paid(connection: Connection, now: datetime, returned: int = 0) -> tuple[int, int]:
    """A cancelled order and the 20.00 that it was paid with."""
    market = Market(connection, now)
    guest = market.guest("Aino")
    order = ordered(connection, guest, now, state="cancelled")
    payment = market.add(
        payments,
        order_id=order,
        guest_id=guest,
        provider="telegram",
        payload=f"payload-{order}",
        charge_id="tg-1",
        provider_charge_id="psp_42",
        amount=2000,
        currency="EUR",
        state="captured",
        captured=2000,
        refunded=returned,
        requested_at=now,
    )
    return order, payment
