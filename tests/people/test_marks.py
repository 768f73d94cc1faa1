"""A move learns whether it has changed what its turn said of the person."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from database.door import Database
from people import arriving, marks
from people.models import identities, operators, people, staff
from people.rights import Role
from tests.making import Market

Change = Callable[[Connection, int, Market], object]
CHANGES: dict[str, Change] = {
    "language": lambda c, person, _: c.execute(
        update(people).where(people.c.id == person).values(locale="ar")
    ),
    "name": lambda c, person, _: c.execute(
        update(people).where(people.c.id == person).values(name="A/B")
    ),
    "runs the market": lambda c, person, market: c.execute(
        insert(operators).values(person_id=person, joined_at=market.now, role=Role.SUPPORT)
    ),
    "works somewhere else too": lambda c, person, market: c.execute(
        insert(staff).values(
            person_id=person, merchant_id=market.merchant().merchant, joined_at=market.now
        )
    ),
    "works as something else": lambda c, person, _: c.execute(
        update(staff).where(staff.c.person_id == person).values(role=Role.DESK)
    ),
    "works nowhere": lambda c, person, _: c.execute(
        delete(staff).where(staff.c.person_id == person)
    ),
    "is forgotten": lambda c, person, _: c.execute(
        delete(identities).where(identities.c.person_id == person)
    ),
}


def mark_now(connection: Connection, user: str) -> marks.Mark | None:
    query = select(*marks.reading())
    return marks.read(*connection.execute(query, {"channel": "telegram", "user": user}).one())


@pytest.mark.parametrize("change", CHANGES)
async def test_what_changes_shows_in_the_mark(
    database: Database, now: datetime, change: str
) -> None:
    def work(connection: Connection) -> None:
        market = Market(connection, now)
        clerk = market.merchant().clerk
        theirs = select(identities.c.channel_user).where(identities.c.person_id == clerk)
        user = connection.execute(theirs).scalar_one()
        known = arriving.recognise(connection, "telegram", user)
        assert known is not None
        assert mark_now(connection, user) == marks.of(known)

        CHANGES[change](connection, clerk, market)

        assert mark_now(connection, user) != marks.of(known)
        again = arriving.recognise(connection, "telegram", user)
        assert mark_now(connection, user) == (again and marks.of(again))

    await database.write(work)
