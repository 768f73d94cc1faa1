"""Guests of the town's kitchens: carts that want the last buns, tables with several phones, bags for the laundry, bills and tips."""

from dataclasses import dataclass, field

from handlers.guest.actions import OpenBooking, OpenService
from handlers.guest.bill_actions import AskBill, OpenTip, PayRest, PressTip
from handlers.guest.cart import ChangeQuantity
from handlers.guest.checkout import Release
from handlers.guest.delivery_actions import ChooseDelivery, FetchMyself, HaveMoneyBack
from handlers.guest.item import AddToCart, Then
from handlers.guest.menu_actions import OpenCart, OpenItem, OpenPickupTimes
from handlers.guest.ordering import OrderCart
from handlers.guest.pickup import ChoosePickup
from handlers.guest.replacement import AcceptReplacement, DeclineReplacement
from handlers.guest.table_actions import OpenAtTable, OpenTable, PayForAll, SitDown
from sandbox.client import SandboxError, Shown
from tests.torture.actor import Deed
from tests.torture.cafe import Cafe, Kitchen
from tests.torture.guests import is_invoice
from tests.torture.phone import PATIENCE, actions
from tests.torture.waiting import Waiter

OWED = """
    SELECT o.id FROM orders o JOIN identities i ON i.person_id = o.guest_id
    WHERE i.channel_user = :user AND o.at_counter > 0
        AND o.state IN ('placed', 'confirmed', 'redeemed')
        AND NOT EXISTS (SELECT 1 FROM counter_payments c WHERE c.order_id = o.id)"""


BUNS = 0.6
"""How often it is the bun of which there are few."""


def is_to_be_settled(shown: Shown) -> bool:
    """What is ordered from a menu is asked for at once, or stands on its checkout."""
    return is_invoice(shown) or bool(actions(shown, Release))


@dataclass
class Regular(Waiter):
    """`lives_near` has an address to which the café delivers, and from which the laundry collects."""

    cafe: Cafe = field(kw_only=True)
    lives_near: bool = False

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            *super().deeds(),
            (10, self.order),
            *([(8, self.wash), (5, self.have_visited)] if self.lives_near else [(2, self.order)]),
            (4, self.order_to_pay_there),
            (5, self.order_at_table),
            (2, self.pay_for_all),
            (3, self.pay_bill),
            (2, self.pay_rest),
            (1, self.tip),
            (2, self.reply),
            (1, self.choose_about_delivery),
        ]

    async def order(self) -> None:
        random = self.phone.random
        brought = self.lives_near and random.random() < 0.8
        for _ in range(2 if brought else 1):  # one thing alone is brought to nobody
            await self._fill(self._something())
        await self._order_cart(self.cafe, brought=brought, later=random.random() < 0.3)

    async def order_to_pay_there(self) -> None:
        await self._fill(self.phone.random.choice(self.market.pizzeria.items))
        await self._order_cart(self.market.pizzeria, brought=False)

    def _something(self) -> int:
        random = self.phone.random
        return self.cafe.bun if random.random() < BUNS else random.choice(self.cafe.items)

    async def have_visited(self) -> None:
        """Somebody comes, whose way there takes its time: a day is soon full."""
        service, day = self.phone.random.choice(self.market.visits), self.phone.random.randrange(20)
        await self._book(OpenService(service, self._in(day)))

    async def wash(self) -> None:
        await self._fill(self.phone.random.choice(self.market.laundry.items))
        await self._order_cart(self.market.laundry, brought=True)

    async def _fill(self, item: int) -> None:
        page, ways = await self.phone.open(OpenItem(item), AddToCart)
        put = [each for each in ways if each.then is Then.CART] or ways
        await self.phone.press(page, self.phone.random.choice(put))

    async def _order_cart(self, at: Kitchen, *, brought: bool, later: bool = False) -> None:
        page, orders = await self.phone.open(OpenCart(at.location), OrderCart)
        more = [each for each in actions(page, ChangeQuantity) if each.quantity]
        if more and self.phone.random.random() < 0.5:
            page, orders = await self._changed(at, page, more[-1])
        ways = [each for each in actions(page, ChooseDelivery) if each.brought]
        if brought and ways:
            page, orders = await self._changed(at, page, ways[0])
        if later:
            times, moments = await self.phone.open(OpenPickupTimes(at.location), ChoosePickup)
            moment = self.phone.random.choice([each for each in moments if each.at] or moments)
            page, orders = await self._changed(at, times, moment)
        before = (await self.phone.person.chat()).seq
        await self.phone.press(page, orders[0])
        shown = await self.phone.person.wait_for(is_to_be_settled, PATIENCE, after=before)
        if is_invoice(shown):
            await self._pay({"message_id": shown.id})
        else:
            await self._decide(shown)

    async def _pay_invoice_of(self, page: Shown, way: PayForAll | PressTip | PayRest) -> None:
        """It is asked for at once."""
        before = (await self.phone.person.chat()).seq
        await self.phone.press(page, way)
        invoice = await self.phone.person.wait_for(is_invoice, PATIENCE, after=before)
        await self._pay({"message_id": invoice.id})

    async def _changed(
        self, at: Kitchen, page: Shown, way: ChangeQuantity | ChooseDelivery | ChoosePickup
    ) -> tuple[Shown, list[OrderCart]]:
        """The cart anew: what is shown is what may be ordered."""
        await self.phone.press(page, way)
        return await self.phone.open(OpenCart(at.location), OrderCart)

    async def order_at_table(self) -> None:
        token, at = self.phone.random.choice([*self.market.some_tables.items()])
        await self._sit_down(token)
        bun = at is self.cafe and self.phone.random.random() < BUNS
        await self._fill(self.cafe.bun if bun else self.phone.random.choice(at.items))
        if self.phone.random.random() < 0.6:  # else somebody may pay for it
            await self._order_cart(at, brought=False)

    async def _sit_down(self, token: str) -> OpenAtTable:
        page, ways = await self.phone.open(OpenTable(token), SitDown)
        _, tables = await self.phone.expect(lambda: self.phone.press(page, ways[0]), OpenAtTable)
        return tables[0]

    async def pay_for_all(self) -> None:
        token = self.phone.random.choice([*self.market.some_tables])
        page, ways = await self.phone.open(await self._sit_down(token), PayForAll)
        await self._pay_invoice_of(page, ways[0])

    async def pay_bill(self) -> None:
        amount = f"{self.phone.random.randrange(2, 40)}.{self.phone.random.randrange(10, 99)}"
        shown, _ = await self.phone.expect(
            lambda: self.phone.answer(AskBill(self.cafe.merchant), amount), Release
        )
        if not shown.invoice_link:
            raise SandboxError("no way to pay")
        await self._pay({"link": shown.invoice_link})

    async def pay_rest(self) -> None:
        """In the chat, while a clerk may be taking it at the counter."""
        user = str(self.phone.person.id)
        owed = await self.market.asked(OWED, user=user)
        if not owed:
            raise SandboxError("nothing is left to be paid")
        order = self.phone.random.choice(owed)["id"]
        page, ways = await self.phone.open(OpenBooking(order), PayRest)
        await self._pay_invoice_of(page, ways[0])

    async def tip(self) -> None:
        page, ways = await self.phone.open(OpenTip(await self._some_order()), PressTip)
        await self._pay_invoice_of(page, ways[0])

    async def reply(self) -> None:
        """To the question whether something else will do."""
        for kind in (AcceptReplacement, DeclineReplacement):
            found = await self.phone.standing(kind)
            if found and self.phone.random.random() < 0.6:
                await self.phone.press(*found[-1])
                return

    async def choose_about_delivery(self) -> None:
        for kind in (FetchMyself, HaveMoneyBack):
            found = await self.phone.standing(kind)
            if found and self.phone.random.random() < 0.5:
                await self.phone.press(*found[-1])
                return
