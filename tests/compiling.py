"""Compiles each statement once, and plans it once, for all databases of a process: every test opens another.

In life a program opens one database and keeps what it compiled for it. The dialects that tests meet
differ by their engines alone, so that what one of them compiled fits its likes.
"""

from sqlalchemy import Connection, Engine, event

from database import postgres_door, sqlite_door
from database.compiled import Compiled
from database.plans import Plans

MOST = 4_000


def compile_once() -> None:
    """From now on, in this process."""
    compiled = Compiled(MOST)

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
    for door in (sqlite_door, postgres_door):
        plans = Plans()
        door.Plans = lambda plans=plans: plans  # type: ignore[attr-defined]
