"""Everything at once: a crowd that buys, a line that breaks, a clock that jumps, a bot that is killed."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from bot.commands.inviting import link
from database.door import open_database
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.settings import SetAutoConfirm
from people import inviting
from people.joining import Membership
from people.rights import Role
from tests.thoroughness import many
from tests.torture.cafe import (
    BAKERS,
    BARISTAS,
    CAFE,
    COURIERS,
    LAUNDRESSES,
    LAUNDRY,
    PIZZERIA,
    moved_in,
)
from tests.torture.doing import enough
from tests.torture.guests import Guest
from tests.torture.hosts import Host
from tests.torture.kitchen import Barista, Laundress, Rider
from tests.torture.market import (
    CLEANERS,
    CLERKS,
    EASY,
    EVERYBODY,
    HOSTS,
    STRICT,
    VISITORS,
    Market,
)
from tests.torture.operators import Promoter
from tests.torture.phone import Phone
from tests.torture.regulars import Regular
from tests.torture.staff import Clerk
from tests.torture.troubles import FAULTS, Desk, Turner, mined, misbehave
from tests.torture.victim import Victim

C = TypeVar("C", bound=Clerk)
EARLY = 0.1
"""How often it is killed while it still starts, but for the last time, which waits for the least."""

LIVES = (10, 30, 60, 200)
"""At most so many calls of the bot between two kills: often too few for anything to be finished."""

NEXT_CHARGE = many(1, 5)
"""Seconds in which somebody pays, most times, where a kill waits for it."""

PATIENCE = 240
"""Seconds for which a kill waits until enough has happened."""

FINEST = 0.05


@dataclass(frozen=True)
class Plan:
    """The seed decides everything that is ours to decide; the machine decides the rest.

    `faults` come on top of the usual ones. `least` is what must have happened by the last kill;
    a kill waits for its share of it unless it comes early, and the last one always does.
    """

    seed: str
    kills: int
    faults: tuple[Mapping[str, Any], ...] = ()
    least: Mapping[str, float] = field(default_factory=dict)

    def dice(self, who: object) -> Random:
        return Random(f"{self.seed} {who}")


@dataclass
class Cast:
    """Everybody in the town."""

    guests: list[Regular]
    clerks: list[Clerk]
    riders: list[Rider]
    promoter: Promoter
    turner: Turner
    desk: Desk


def cast(market: Market, victim: Victim, plan: Plan) -> Cast:
    def phone(person: int) -> Phone:
        return Phone(market.client.person(person), plan.dice(person))

    def at(kind: type[C], name: str, people: Iterable[int]) -> list[C]:
        phones = [phone(person) for person in people]
        merchant = market.merchants[name]
        return [
            kind(each, market, tuple(p for p in phones if p is not each), merchant=merchant)
            for each in phones
        ]

    return Cast(
        guests=[
            Regular(phone(person), market, cafe=market.cafe, lives_near=person % 3 != 0)
            for person in market.guests
        ],
        clerks=[
            *at(Clerk, STRICT, CLERKS),
            *at(Host, EASY, HOSTS),
            *at(Clerk, CLEANERS, VISITORS),
            *at(Barista, CAFE, BARISTAS),
            *at(Barista, PIZZERIA, BAKERS),
            *at(Laundress, LAUNDRY, LAUNDRESSES),
        ],
        riders=[Rider(phone(person), market) for person in COURIERS],
        promoter=Promoter(phone(market.operator), market),
        turner=Turner(victim, plan.dice("clock")),
        desk=Desk(market, plan.dice("desk")),
    )


async def hire(market: Market, players: Cast) -> None:
    """In fair weather: staff opens its links and its queue, couriers begin, one place confirms by hand,
    guests want offers.
    """
    await market.client.person(market.operator).start()
    people = (*players.clerks, *players.riders)
    await asyncio.gather(*(take_on(market, each.phone) for each in people))
    settings = OpenMerchantSettings(market.merchants[STRICT])
    page, toggles = await players.clerks[0].phone.open(settings, SetAutoConfirm)
    await players.clerks[0].phone.press(page, toggles[0])
    await asyncio.gather(*(guest.agree() for guest in players.guests))
    await asyncio.gather(*(rider.begin() for rider in players.riders))
    await next(each for each in players.clerks if isinstance(each, Host)).look_at_queue()
    near = [guest.phone.person.id for guest in players.guests if guest.lives_near]
    await moved_in(market.database_url, near, market.sandbox.clock.now())


async def take_on(market: Market, phone: Phone) -> None:
    merchant = market.merchants[EVERYBODY[phone.person.id]]
    role = Role.COURIER if phone.person.id in COURIERS else Role.OWNER
    async with open_database(market.database_url) as database:
        now = market.sandbox.clock.now()
        token = await database.write(
            lambda c: inviting.invite_from_outside(c, Membership(role, merchant), now)
        )
    await phone.person.open(link(market.sandbox.settings.username, token))
    await phone.person.wait_for("Join the staff of")
    await phone.person.press("✅ Accept")
    await phone.person.wait_for(lambda shown: "Join the staff of" not in shown.text)


@asynccontextmanager
async def busy(market: Market, players: Cast) -> AsyncIterator[None]:
    """Guests buy and staff redeems for as long as the block lasts."""
    async with asyncio.TaskGroup() as group:
        with market.open() as stop:
            for each in (*players.guests, *players.clerks, *players.riders):
                group.create_task(each.live(stop))
            yield


async def rage(market: Market, victim: Victim, players: Cast, plan: Plan) -> None:
    """From the first kill to the last, everybody goes on as if nothing were the matter."""
    everybody: Sequence[Guest | Clerk | Rider | Promoter | Turner | Desk] = (
        *players.guests,
        *players.clerks,
        *players.riders,
        players.promoter,
        players.turner,
        players.desk,
    )
    await misbehave(market, (*plan.faults, *FAULTS), plan.dice("line"))
    with mined(market):
        async with asyncio.TaskGroup() as group:
            with market.open() as stop:
                for each in everybody:
                    group.create_task(each.live(stop))
                await kill_again_and_again(victim, plan)


async def kill_again_and_again(victim: Victim, plan: Plan) -> None:
    """The only waits by the clock: a kill must come when nothing in particular has happened."""
    random, market = plan.dice("kills"), victim.market
    async with open_database(market.database_url) as database:
        for number in range(1, plan.kills + 1):
            early = random.random() < EARLY
            if early and number < plan.kills:
                await asyncio.sleep(random.random())
            else:
                await victim.ready()
                share = number / plan.kills
                await enough(market, database, plan.least, share, PATIENCE)
                await some_moment(market, random)
            await victim.kill(random)
            await victim.look_into(database)
            await victim.start()


async def some_moment(market: Market, random: Random) -> None:
    """After so many calls, or just as somebody pays, and a blink later: any point may be hit."""
    await market.calls(random.randrange(1, random.choice(LIVES)), patience=20)
    if random.random() < 0.5:
        await next_charge(market, NEXT_CHARGE)
    await asyncio.sleep(random.random() * FINEST)


async def next_charge(market: Market, patience: float) -> None:
    activity, payments = market.sandbox.activity, market.sandbox.invoices.payments
    taken = len(payments)
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while len(payments) == taken:
                await activity.passed(activity.revision, patience)
