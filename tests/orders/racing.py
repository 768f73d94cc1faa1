"""Starts several units of work at the same moment."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from database.door import Database
from database.errors import Refusal

Unit = Callable[[Connection], Any]


async def race(database: Database, units: Sequence[Unit]) -> list[Any]:
    """Each unit's result, or the Refusal that it raised; anything else fails the test."""
    barrier = asyncio.Barrier(len(units))

    async def run(unit: Unit) -> Any:
        await barrier.wait()
        try:
            return await database.write(unit)
        except Refusal as refusal:
            return refusal

    return await asyncio.gather(*map(run, units))


def kinds(results: Sequence[Any]) -> Counter[str]:
    """How often what came out: `ok`, or the name of a refusal."""
    return Counter(type(each).__name__ if isinstance(each, Refusal) else "ok" for each in results)
