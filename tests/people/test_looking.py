"""Whoever runs the market and is shown somebody leaves a trace."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from database.door import Database
from people import looking
from people.looking import Look, Place
from tests.making import Market


async def test_a_look_is_on_record_and_one_at_oneself_is_none(
    database: Database, now: datetime
) -> None:
    def work(connection: Connection) -> None:
        market = Market(connection, now)
        ann, sue = market.guest("Ann"), market.guest("Sue")
        looking.record(connection, sue, ann, Place.ORDER, now, 7)
        looking.record(connection, sue, sue, Place.PERSON, now)
        looking.record_all(connection, sue, [Look(ann, Place.TALK), Look(ann, Place.TALK)], now)
        found = looking.latest(connection, 10)
        assert [(each.operator, each.person, each.place, each.subject_id) for each in found] == [
            ("Sue", "Ann", Place.TALK, None),
            ("Sue", "Ann", Place.ORDER, 7),
        ]
        assert looking.latest(connection, 10, before=found[0].id) == found[1:]
        assert looking.latest(connection, 10, person_id=sue) == []

    await database.write(work)


async def test_looks_go_when_they_are_old(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        market = Market(connection, now)
        ann, sue = market.guest("Ann"), market.guest("Sue")
        for days in (800, 700):
            looking.record(connection, sue, ann, Place.PERSON, now - timedelta(days=days))
        moment = now - timedelta(days=730)
        old = looking.outdated(connection, moment, 10)
        assert looking.forget(connection, old, moment) == 1
        assert len(looking.latest(connection, 10)) == 1

    await database.write(work)
