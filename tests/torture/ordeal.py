"""One whole ordeal: fair weather, storm, calm, judgement."""

from dataclasses import dataclass

from database.door import open_database
from tests.journeys.town import run
from tests.torture.calm import calm
from tests.torture.case import Case
from tests.torture.doing import done, lacking, told
from tests.torture.judging import judge
from tests.torture.market import Market
from tests.torture.storm import Cast, Plan, cast, hire, rage
from tests.torture.victim import Victim


@dataclass(frozen=True)
class Verdict:
    """What was wrong, and in one line how much happened."""

    problems: list[str]
    summary: str


async def suffer(market: Market, victim: Victim, plan: Plan) -> Verdict:
    players = cast(market, victim, plan)
    try:
        await victim.start()
        await victim.ready()
        await hire(market, players)
        await rage(market, victim, players, plan)
        await victim.ready()
        return await reckon(market, victim, players, plan)
    finally:
        await victim.abandon()


async def reckon(market: Market, victim: Victim, players: Cast, plan: Plan) -> Verdict:
    last_due = max(guest.last_due for guest in players.guests)
    async with open_database(market.database_url) as database:
        open_ones = await calm(market, database, last_due)
        await victim.stop()
        code, printed, errors = await run(market.town.environment, market.town.folder, "audit")
        problems = await database.read(
            lambda connection: judge(
                Case(market, connection, victim.blows, players.promoter.words)
            ),
            snapshot=True,
        )
        much = await database.read(done)
    if code != 0:
        problems.append(f"the audit fails: {printed}{errors}")
    problems += [f"still open: {name}: {rows}" for name, rows in open_ones.items()]
    problems += players.desk.failures
    problems += victim.breaches
    problems += [f"too little happened: {each}" for each in lacking(much, plan.least)]
    return Verdict(
        problems,
        f"seed {plan.seed}: {victim.kills} kills on {database.dialect}, "
        f"{market.witness.count} calls, {len(market.witness.sent)} messages, {told(much)}",
    )
