"""Everything at once: a crowd that buys, a line that breaks, a clock that jumps, a bot that is killed."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.commands.inviting import link
from database.door import open_database
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.settings import SetAutoConfirm
from people import inviting
from people.joining import Membership
from people.rights import Role
from tests.torture.guests import Guest
from tests.torture.market import STAFF, STRICT, Market
from tests.torture.operators import Promoter
from tests.torture.phone import Phone
from tests.torture.staff import Clerk
from tests.torture.troubles import FAULTS, Desk, Turner, mined, misbehave
from tests.torture.victim import Victim

EARLY = 0.1
"""How often it is killed while it still starts."""

LIVES = (10, 30, 60, 200)
"""At most so many calls of the bot between two kills: often too few for anything to be finished."""

NEXT_CHARGE = 1.0

FINEST = 0.05


@dataclass(frozen=True)
class Plan:
    """The seed decides everything that is ours to decide; the machine decides the rest.

    `faults` come on top of the usual ones.
    """

    seed: str
    kills: int
    faults: tuple[Mapping[str, Any], ...] = ()

    def dice(self, who: object) -> Random:
        return Random(f"{self.seed} {who}")


@dataclass
class Cast:
    """Everybody in the town."""

    guests: list[Guest]
    clerks: list[Clerk]
    promoter: Promoter
    turner: Turner
    desk: Desk


def cast(market: Market, victim: Victim, plan: Plan) -> Cast:
    def phone(person: int) -> Phone:
        return Phone(market.client.person(person), plan.dice(person))

    phones = {person: phone(person) for person in STAFF}
    clerks = [
        Clerk(each, market, tuple(p for p in phones.values() if p is not each))
        for each in phones.values()
    ]
    return Cast(
        guests=[Guest(phone(person), market) for person in market.guests],
        clerks=clerks,
        promoter=Promoter(phone(market.operator), market),
        turner=Turner(victim, plan.dice("clock")),
        desk=Desk(market, plan.dice("desk")),
    )


async def hire(market: Market, players: Cast) -> None:
    """In fair weather: staff opens its links, one place confirms by hand, guests want offers."""
    await market.client.person(market.operator).start()
    await asyncio.gather(*(take_on(market, clerk) for clerk in players.clerks))
    settings = OpenMerchantSettings(market.merchants[STRICT])
    page, toggles = await players.clerks[0].phone.open(settings, SetAutoConfirm)
    await players.clerks[0].phone.press(page, toggles[0])
    await asyncio.gather(*(guest.agree() for guest in players.guests))


async def take_on(market: Market, clerk: Clerk) -> None:
    merchant = market.merchants[STAFF[clerk.phone.person.id]]
    async with open_database(market.database_url) as database:
        now = market.sandbox.clock.now()
        token = await database.write(
            lambda c: inviting.invite_from_outside(c, Membership(Role.OWNER, merchant), now)
        )
    await clerk.phone.person.open(link(market.sandbox.settings.username, token))
    await clerk.phone.person.wait_for("Join the staff of")
    await clerk.phone.person.press("✅ Accept")
    await clerk.phone.person.wait_for(lambda shown: "Join the staff of" not in shown.text)


@asynccontextmanager
async def busy(market: Market, players: Cast) -> AsyncIterator[None]:
    """Guests buy and staff redeems for as long as the block lasts."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for each in (*players.guests, *players.clerks):
            group.create_task(each.live(stop))
        yield
        stop.set()


async def rage(market: Market, victim: Victim, players: Cast, plan: Plan) -> None:
    """From the first kill to the last, everybody goes on as if nothing were the matter."""
    stop = asyncio.Event()
    everybody: Sequence[Guest | Clerk | Promoter | Turner | Desk] = (
        *players.guests,
        *players.clerks,
        players.promoter,
        players.turner,
        players.desk,
    )
    await misbehave(market, (*plan.faults, *FAULTS), plan.dice("line"))
    with mined(market):
        async with asyncio.TaskGroup() as group:
            for each in everybody:
                group.create_task(each.live(stop))
            await kill_again_and_again(victim, plan)
            stop.set()


async def kill_again_and_again(victim: Victim, plan: Plan) -> None:
    """The only waits by the clock: a kill must come when nothing in particular has happened."""
    random = plan.dice("kills")
    for _ in range(plan.kills):
        if random.random() < EARLY:
            await asyncio.sleep(random.random())
        else:
            await victim.ready()
            await some_moment(victim.market, random)
        await victim.kill(random)
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
