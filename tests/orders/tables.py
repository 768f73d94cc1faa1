"""A café with a table at which guests sit, for tests of sittings."""

from dataclasses import dataclass
from typing import Any

from catalog.tables import keeping, reading
from orders import carts, sitting_down, table_views, taking_over
from orders.sitting.at_table import AtTable, Standing
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe


@dataclass(frozen=True, slots=True)
class Laid:
    """A desk whose café has a table, number 5."""

    desk: Desk
    menu: Menu
    table: int

    async def token(self) -> str:
        found = await self.desk.see(reading.table, self.table)
        return str(found.token)

    async def guest(self, *, buns: int = 0, coffees: int = 0) -> int:
        """Somebody who sat down and chose so many."""
        guest: int = await self.desk.make(lambda m: m.guest())
        await self.sits(guest)
        await self.chooses(guest, buns=buns, coffees=coffees)
        return guest

    async def sits(self, guest: int) -> int:
        sitting: int = await self.desk.do(
            sitting_down.sit_down, guest, await self.token(), self.desk.now
        )
        return sitting

    async def chooses(self, guest: int, *, buns: int = 0, coffees: int = 0) -> int:
        cart = 0
        for item, options, many in (
            (self.menu.bun, [], buns),
            (self.menu.coffee, [self.menu.oat], coffees),
        ):
            if many:
                given = (guest, item, options, many, "", None, self.desk.now)
                cart = await self.desk.do(carts.add, *given)
        return cart

    async def cart(self, guest: int) -> Any:
        return await self.desk.see(carts.cart_of, guest, self.menu.shop.location, self.desk.now)

    async def seen(self, guest: int) -> AtTable:
        """The table as this guest sees it."""
        seat = await self.desk.see(table_views.mine, guest)
        found: AtTable = await self.desk.see(
            table_views.at_table, seat.sitting_id, guest, self.desk.now
        )
        return found

    async def pays_for_all(self, guest: int) -> int:
        """Holds it; what comes of it is the order."""
        seen = await self.seen(guest)
        order: int = await self.desk.do(
            taking_over.pay_for_all, guest, seen.sitting_id, seen.shown, self.desk.now
        )
        return order


async def laid(desk: Desk, **menu: Any) -> Laid:
    made = await desk.make(lambda m: cafe(m, **menu))
    (table,) = await desk.do(keeping.add, made.shop.location, "5", 4, made.shop.clerk, desk.now)
    return Laid(desk, made, table)


def told(seen: AtTable) -> list[tuple[int, int, str, Standing]]:
    """(whose, who pays, what, how it stands) of each line."""
    return [(each.guest_id, each.payer_id, each.title, each.standing) for each in seen.lines]
