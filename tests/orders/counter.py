"""A program of its own that does what it is told: python -m bot.commands.beginning tests.orders.counter

It reads pickled lines: a database's address, then units of work until None; each is answered.
"""

import asyncio
import base64
import pickle
import sys
from typing import Any

from database.door import Database, open_database
from database.errors import Refusal
from tests.orders.racing import Unit


def packed(something: object) -> bytes:
    return base64.b64encode(pickle.dumps(something)) + b"\n"


def unpacked(line: bytes) -> Any:
    return pickle.loads(base64.b64decode(line))


def answer(something: object) -> None:
    sys.stdout.buffer.write(packed(something))
    sys.stdout.buffer.flush()


async def serve(url: str) -> None:
    async with open_database(url) as database:
        answer("open")
        while (unit := unpacked(sys.stdin.buffer.readline())) is not None:
            answer(await outcome(database, unit))
    answer("closed")


async def outcome(database: Database, unit: Unit) -> Any:
    """The unit's result, or the name of the Refusal that it raised."""
    try:
        return await database.write(unit)
    except Refusal as refusal:
        return type(refusal).__name__


def main() -> None:
    for line in sys.stdin.buffer:
        asyncio.run(serve(unpacked(line)))
