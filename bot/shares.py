"""Who of a bot's running programs may send how many messages in a second: rows that are leases.

On PostgreSQL the programs may run on several machines, so the database says what time it is; on
SQLite they are on one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, select, text, update

from bot.models import send_shares
from database.inserting import upsert

LEASE = timedelta(seconds=6)
LAST_ARRIVAL = timedelta(seconds=2)
"""When a program has stopped, its last messages are counted no later than this."""

LIGHT = 5
"""What one may send that has not much to say; what is left is for those that have."""

LOCK = 0x5EAD << 40
"""With a bot's id, the key of the lock under which its shares change."""


@dataclass(frozen=True)
class Share:
    """What a program may send, and whether it could use more than a light share."""

    program: str
    share: int
    wants_all: bool


@dataclass(frozen=True)
class Asking:
    """`kept` is what the program may be sending until it hears the answer."""

    program: str
    wants_all: bool
    kept: int


@dataclass(frozen=True)
class Standing:
    """What a program has, and what it would have if everybody kept to their part."""

    share: int
    fair: int


def look(connection: Connection, bot: int, now: datetime) -> list[Share]:
    """All whose lease lasts."""
    query = select(send_shares).where(
        send_shares.c.bot_id == bot, send_shares.c.leased_until > _moment(connection, now)
    )
    return [_share(row) for row in connection.execute(query)]


def claim(connection: Connection, bot: int, limit: int, asking: Asking, now: datetime) -> Standing:
    """Renews a program's lease; it gets its part, as far as others have not more than theirs."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK ^ bot})
    moment = _moment(connection, now)
    ended = send_shares.c.leased_until <= moment
    connection.execute(delete(send_shares).where(send_shares.c.bot_id == bot, ended))
    mine = Share(asking.program, asking.kept, asking.wants_all)
    others = [each for each in look(connection, bot, moment) if each.program != mine.program]
    fair = fair_share(limit, [mine, *others], mine.program)
    room = max(0, limit - sum(each.share for each in others))
    share = min(room, max(fair, asking.kept))
    key = {"bot_id": bot, "program": mine.program}
    values = {"share": share, "wants_all": mine.wants_all, "leased_until": moment + LEASE}
    upsert(connection, send_shares, key, values)
    return Standing(share, fair)


def leave(connection: Connection, bot: int, program: str, now: datetime) -> None:
    """The program sends no more; what it sent is still to be counted."""
    mine = (send_shares.c.bot_id == bot, send_shares.c.program == program)
    soon = _moment(connection, now) + LAST_ARRIVAL
    connection.execute(update(send_shares).where(*mine).values(leased_until=soon))


def fair_share(limit: int, standing: Sequence[Share], program: str) -> int:
    """A light one's part is small; the others share the rest evenly, the first by name the odd ones."""
    light = max(1, min(LIGHT, limit // len(standing)))
    greedy = sorted(each.program for each in standing if each.wants_all)
    if program not in greedy:
        return light
    each, odd = divmod(limit - light * (len(standing) - len(greedy)), len(greedy))
    return each + (greedy.index(program) < odd)


def _moment(connection: Connection, now: datetime) -> datetime:
    if connection.dialect.name == "sqlite":
        return now
    moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def _share(row: Row[*tuple[object, ...]]) -> Share:
    return Share(row.program, row.share, row.wants_all)
