"""The staff's pages are the staff's: nobody else sees or does anything there, whatever they press."""

import asyncio
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select

from catalog.legal import LegalField
from chat.action import Action
from chat.errors import NotAllowed, PageOutdated
from chat.turn import Person
from database.door import Database
from handlers.merchant import actions, booking, redeeming, settings
from handlers.merchant.actions import AskCode, OpenConsole, OpenRedemption
from handlers.merchant.redeeming import RedeemVoucher
from orders.booking import placing
from orders.errors import AlreadyRedeemed, NotYourMerchant, VoucherVoid
from orders.models import order_history, redemptions
from orders.reading.queries import OrderView, order
from people.models import invitations
from people.rights import Role, granted
from tests.making import Market, Shop
from tests.structure.turns import Turns

STAFF_ONLY = [
    each
    for module in (actions, booking, redeeming, settings)
    for each in vars(module).values()
    if isinstance(each, type)
    and issubclass(each, Action)
    and each.__module__ == module.__name__
    and each not in {actions.OpenDesks, OpenConsole}  # of whoever has any desk
]


@dataclass(frozen=True, slots=True)
class Counter:
    """A shop with a ten-times card sold, two of its staff, and the staff of another shop."""

    shop: Shop
    sold: OrderView
    settlement: int
    kim: Person
    sam: Person
    outsider: Person

    def filled(self, kind: type[Action]) -> Action:
        """An action about this shop and what it sold, whatever its fields."""
        known = {
            "merchant": self.shop.merchant,
            "order": self.sold.id,
            "guest": self.sold.guest_id,
            "settlement": self.settlement,
            "code": self.sold.code,
            "voucher": self.sold.code,
            "text": self.sold.code,
            "token": "a" * 20,
            "invitation": 1,
            "use": 1,
            "starts_at": None,
            "on": False,
            "field": LegalField.NAME,
        }
        return kind(**{each.name: known[each.name] for each in fields(kind) if each.name in known})


def build(connection: Connection, now: datetime) -> Counter:
    market = Market(connection, now)
    shop, other = market.merchant("Aamu"), market.merchant("Ilta")
    card = market.service(shop, duration_minutes=None, price=0, uses=10)
    guest = market.guest()
    held = placing.hold(connection, guest, card, None, 1, None, now)
    placing.place_free(connection, held, guest, now)
    sold = order(connection, held)
    assert sold is not None
    ours, theirs = frozenset({shop.merchant}), frozenset({other.merchant})
    return Counter(
        shop=shop,
        sold=sold,
        settlement=market.settlement(shop),
        kim=Person(shop.clerk, "Kim", "en", rights=granted(dict.fromkeys(ours, Role.OWNER))),
        sam=Person(
            market.clerk(shop.merchant, "Sam"),
            "Sam",
            "en",
            rights=granted(dict.fromkeys(ours, Role.OWNER)),
        ),
        outsider=Person(
            other.clerk, "Robin", "en", rights=granted(dict.fromkeys(theirs, Role.OWNER))
        ),
    )


@pytest.fixture
async def counter(database: Database, now: datetime) -> Counter:
    return await database.write(lambda connection: build(connection, now))


@dataclass(frozen=True, slots=True)
class Desk:
    """Presses buttons for somebody."""

    database: Database
    turns: Turns

    async def press(self, person: Person, action: Action) -> Any:
        def work(connection: Connection) -> Any:
            turn = self.turns.of(connection, person)
            router = self.turns.router
            return (
                router.move(turn, action) if router.changes(action) else router.show(turn, action)
            )

        return await self.database.write(work)

    async def sees(self, person: Person, action: Action) -> str:
        return str((await self.press(person, action)).text)


@pytest.fixture
def desk(database: Database, now: datetime) -> Desk:
    return Desk(database, Turns(now))


def traces(connection: Connection) -> list[int]:
    return [
        len(connection.execute(select(table)).all())
        for table in (redemptions, order_history, invitations)
    ]


async def test_nobody_from_elsewhere_sees_or_changes_anything(counter: Counter, desk: Desk) -> None:
    before = await desk.database.read(traces)
    for kind in STAFF_ONLY:
        with pytest.raises((NotAllowed, NotYourMerchant)):
            await desk.press(counter.outsider, counter.filled(kind))

    assert await desk.database.read(traces) == before


async def test_a_right_withdrawn_is_gone_with_the_next_press(counter: Counter, desk: Desk) -> None:
    former = Person(counter.kim.id, "Kim", "en")
    with pytest.raises(NotAllowed):
        await desk.press(former, actions.OpenDesk(counter.shop.merchant))


async def test_of_many_colleagues_some_are_named_and_the_others_counted(
    counter: Counter, desk: Desk, now: datetime
) -> None:
    def hire(connection: Connection) -> None:
        market = Market(connection, now)
        for _ in range(60):
            market.clerk(counter.shop.merchant, "Maximilian " * 9)

    await desk.database.write(hire)

    said = await desk.sees(counter.kim, actions.OpenMerchantSettings(counter.shop.merchant))

    assert "and 42 more" in said
    assert len(said) < 4096


async def test_opening_a_code_uses_nothing(counter: Counter, desk: Desk) -> None:
    assert counter.sold.code is not None
    for _ in range(3):
        shown = await desk.sees(counter.kim, OpenRedemption(counter.sold.code))

    assert "10 of 10 uses are left" in shown
    assert (await desk.database.read(traces))[0] == 0


async def test_the_same_press_twice_is_one_use(counter: Counter, desk: Desk) -> None:
    press = counter.filled(RedeemVoucher)
    first = await desk.press(counter.kim, press)
    again = await desk.press(counter.kim, press)

    assert first == again
    assert (await desk.database.read(traces))[0] == 1
    assert "9 of 10 uses are left" in await desk.sees(counter.kim, first)


@pytest.mark.parametrize("old", ["use_1_1", "early_1", "use_zz_a"])
async def test_a_button_that_names_a_voucher_by_its_number_asks_for_the_code(
    counter: Counter, desk: Desk, old: str
) -> None:
    """As releases before made them; numbers can be counted up, codes are shown by guests."""
    action, _ = desk.turns.router.codec.unpack(old)
    with pytest.raises(PageOutdated) as outdated:
        await desk.press(counter.kim, action)

    assert outdated.value.fresh == AskCode(counter.shop.merchant)
    assert (await desk.database.read(traces))[0] == 0


async def test_two_colleagues_who_press_the_same_button_use_it_once(
    counter: Counter, desk: Desk
) -> None:
    """The slower one sees the code anew and decides whether it is meant twice."""
    press = counter.filled(RedeemVoucher)
    await desk.press(counter.kim, press)
    with pytest.raises(PageOutdated) as outdated:
        await desk.press(counter.sam, press)

    assert outdated.value.fresh == OpenRedemption(str(counter.sold.code))
    assert (await desk.database.read(traces))[0] == 1


@pytest.mark.both_engines
async def test_two_colleagues_who_press_at_the_same_moment_use_it_once(
    counter: Counter, desk: Desk
) -> None:
    for use in range(1, 6):
        press = RedeemVoucher(str(counter.sold.code), use)
        presses = (desk.press(who, press) for who in (counter.kim, counter.sam) * 2)
        went = await asyncio.gather(*presses, return_exceptions=True)

        outdated = [each for each in went if isinstance(each, PageOutdated)]
        assert (await desk.database.read(traces))[0] == use
        assert len(outdated) == 2


async def test_the_last_use_is_told_with_who_and_where(counter: Counter, desk: Desk) -> None:
    for use in range(1, 11):
        await desk.press(counter.kim, RedeemVoucher(str(counter.sold.code), use))
    with pytest.raises(AlreadyRedeemed) as used:
        await desk.press(counter.sam, OpenRedemption(str(counter.sold.code)))

    assert (used.value.by, used.value.where) == ("Kim", "Punavuori")


async def test_a_cancelled_order_s_code_opens_nothing(counter: Counter, desk: Desk) -> None:
    await desk.press(counter.kim, booking.CancelByStaff(counter.sold.id))
    with pytest.raises(VoucherVoid):
        await desk.press(counter.kim, OpenRedemption(str(counter.sold.code)))
    with pytest.raises(VoucherVoid):
        await desk.press(counter.kim, counter.filled(RedeemVoucher))


async def test_an_early_code_is_asked_about_before_it_is_used(
    database: Database, desk: Desk, now: datetime
) -> None:
    """The first press asks, only the second redeems."""

    def booked(connection: Connection) -> tuple[Person, str]:
        market = Market(connection, now)
        shop = market.merchant()
        guest = market.guest()
        table = market.service(shop, price=0)
        held = placing.hold(connection, guest, table, market.start(), 1, None, now)
        placing.place_free(connection, held, guest, now)
        sold = order(connection, held)
        assert sold is not None
        return Person(
            shop.clerk, "Kim", "en", rights=granted(dict.fromkeys({shop.merchant}, Role.OWNER))
        ), str(sold.code)

    kim, code = await database.write(booked)
    asked = await desk.press(kim, OpenRedemption(code))
    early = asked.rows[0][0].action
    sure = await desk.press(kim, early)

    assert not desk.turns.router.changes(early)
    assert (await database.read(traces))[0] == 0
    await desk.press(kim, sure.rows[0][0].action)
    assert (await database.read(traces))[0] == 1


async def test_a_code_without_a_time_is_used_with_one_press(counter: Counter, desk: Desk) -> None:
    page = await desk.press(counter.kim, OpenRedemption(str(counter.sold.code)))

    assert desk.turns.router.changes(page.rows[0][0].action)
