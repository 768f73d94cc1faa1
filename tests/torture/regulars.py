"""Guests of the café: carts that want the last buns, tables with several phones, deliveries, bills and tips."""

from dataclasses import dataclass, field

from handlers.guest.bill_actions import AskBill, OpenTip, PressTip
from handlers.guest.cart import ChangeQuantity
from handlers.guest.checkout import Release
from handlers.guest.delivery_actions import ChooseDelivery, FetchMyself, HaveMoneyBack
from handlers.guest.item import AddToCart, Then
from handlers.guest.menu_actions import OpenCart, OpenItem
from handlers.guest.ordering import OrderCart
from handlers.guest.replacement import AcceptReplacement, DeclineReplacement
from handlers.guest.table_actions import OpenAtTable, OpenTable, PayForAll, SitDown
from sandbox.client import SandboxError, Shown
from tests.torture.actor import Deed
from tests.torture.cafe import Cafe
from tests.torture.guests import Guest, is_invoice
from tests.torture.phone import PATIENCE, actions, codec

BUNS = 0.6
"""How often it is the bun of which there are few."""


@dataclass
class Regular(Guest):
    """`lives_near` has an address to which the café delivers."""

    cafe: Cafe = field(kw_only=True)
    lives_near: bool = False

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            *super().deeds(),
            (8, self.order),
            (4, self.order_at_table),
            (2, self.pay_for_all),
            (2, self.pay_bill),
            (1, self.tip),
            (2, self.reply),
            (1, self.choose_about_delivery),
        ]

    async def order(self) -> None:
        await self._fill()
        await self._order_cart(brought=self.lives_near and self.phone.random.random() < 0.6)

    async def _fill(self) -> None:
        random = self.phone.random
        item = self.cafe.bun if random.random() < BUNS else random.choice(self.cafe.items)
        page, ways = await self.phone.open(OpenItem(item), AddToCart)
        put = [each for each in ways if each.then is Then.CART] or ways
        await self.phone.press(page, random.choice(put))

    async def _order_cart(self, *, brought: bool) -> None:
        page, orders = await self.phone.open(OpenCart(self.cafe.location), OrderCart)
        more = [each for each in actions(page, ChangeQuantity) if each.quantity]
        if more and self.phone.random.random() < 0.5:
            page, orders = await self._changed(page, more[-1])
        ways = [each for each in actions(page, ChooseDelivery) if each.brought]
        if brought and ways:
            page, orders = await self._changed(page, ways[0])
        await self._pay_invoice_of(page, orders[0])

    async def _pay_invoice_of(self, page: Shown, way: OrderCart | PayForAll | PressTip) -> None:
        """What is ordered from a menu is asked for at once."""
        before = (await self.phone.person.chat()).seq
        await self.phone.press(page, way)
        invoice = await self.phone.person.wait_for(is_invoice, PATIENCE, after=before)
        await self._pay({"message_id": invoice.id})

    async def _changed(
        self, page: Shown, way: ChangeQuantity | ChooseDelivery
    ) -> tuple[Shown, list[OrderCart]]:
        """The cart anew: what is shown is what may be ordered."""
        await self.phone.press(page, way)
        return await self.phone.open(OpenCart(self.cafe.location), OrderCart)

    async def order_at_table(self) -> None:
        await self._sit_down()
        await self._fill()
        if self.phone.random.random() < 0.5:  # else somebody may pay for it
            await self._order_cart(brought=False)

    async def _sit_down(self) -> OpenAtTable:
        token = self.phone.random.choice(self.cafe.tables[:1])
        page, ways = await self.phone.open(OpenTable(token), SitDown)
        _, tables = await self.phone.expect(lambda: self.phone.press(page, ways[0]), OpenAtTable)
        return tables[0]

    async def pay_for_all(self) -> None:
        page, ways = await self.phone.open(await self._sit_down(), PayForAll)
        await self._pay_invoice_of(page, ways[0])

    async def pay_bill(self) -> None:
        person = self.phone.person
        await person.start(codec().pack(AskBill(self.cafe.merchant)))
        await person.wait_for("What does your bill come to?", PATIENCE)
        amount = f"{self.phone.random.randrange(2, 40)}.{self.phone.random.randrange(10, 99)}"
        shown, _ = await self.phone.expect(lambda: person.say(amount), Release)
        if not shown.invoice_link:
            raise SandboxError("no way to pay")
        await self._pay({"link": shown.invoice_link})

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
