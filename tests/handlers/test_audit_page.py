"""An operator asks for the audit; it is made beside the conversation, and its result told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.wakeups import Wakeups
from bot.workers.proving import KINDS, Proving
from chat.screen import Screen
from chat.turn import Person
from database import outbox
from database.door import Database
from handlers import notices
from handlers.operator.audit import OpenAudit, StartAudit
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.player.talking import TurnableClock
from tests.promotions.crowd import ordered
from tests.structure.turns import Turns


@pytest.fixture
async def desk(database: Database, now: datetime) -> Presses:
    olli = await database.write(lambda c: Market(c, now).operator())
    return Presses(
        database, Turns(now), Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR))
    )


async def audited(desk: Presses, database: Database, now: datetime) -> Screen:
    """What an operator is told who asks for the audit."""
    prover = Proving(database, TurnableClock(now), Wakeups())
    (asked,) = await database.write(lambda c: outbox.claim(c, KINDS, "worker", now, 9))
    await prover.prove(asked)
    (told,) = await database.write(lambda c: outbox.claim(c, ["notice"], "worker", now, 9))
    await database.write(lambda c: outbox.finish(c, told, now))

    def render(connection: Connection) -> Screen | None:
        return notices.render(desk.turns.of(connection, desk.person), told.payload)

    screen = await database.read(render)
    assert screen is not None
    return screen


async def test_the_audit_tells_of_a_broken_rule_and_changes_nothing(
    desk: Presses, database: Database, now: datetime
) -> None:
    assert "Checking every rule" in (await desk.page(StartAudit())).text
    assert "hold" in (await audited(desk, database, now)).text

    await database.write(lambda c: ordered(c, Market(c, now).guest(), now))  # placed without a code
    await desk.page(StartAudit())

    found = await audited(desk, database, now + timedelta(minutes=1))
    assert "broken" in found.text
    assert actions_on(found) == {"🔄 Check again": StartAudit()}


async def test_asking_twice_has_it_made_once(
    desk: Presses, database: Database, now: datetime
) -> None:
    await desk.page(StartAudit())
    await desk.page(StartAudit())

    (_,) = await database.write(lambda c: outbox.claim(c, KINDS, "worker", now, 9))
    assert actions_on(await desk.page(OpenAudit())) == {"🔄 Check again": StartAudit()}


async def test_asking_looks_at_nothing_by_itself(
    desk: Presses, database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A market may be so large that the audit takes longer than a turn may."""
    assert database is desk.database
    del now

    def too_long(*_args: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("orders.auditing.audit", too_long)

    assert "Checking every rule" in (await desk.page(StartAudit())).text
