"""What is stuck waits for an operator, who has it tried again or says that it is dealt with."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select

from chat.errors import PageOutdated
from chat.screen import CopyButton
from chat.turn import Person
from database import dead_updates, outbox
from database.door import Database
from database.outbox import Message
from handlers.operator import news
from handlers.operator.actions import OpenOperatorDesk, OpenParked
from handlers.operator.dead import NoteDead, OpenDead
from handlers.operator.parked import OpenGivenBack, PaymentWentBack, RetryMessage, RetryPayment
from orders.money import capturing
from orders.money.paying import CapturedPayment
from payments.models import payment_events
from people.rights import Role, granted
from tests.handlers.operating import Presses, actions_on, paid
from tests.making import Market
from tests.structure.turns import Turns


@pytest.fixture
async def desk(database: Database, now: datetime) -> Presses:
    olli = await database.write(lambda c: Market(c, now).operator())
    return Presses(
        database, Turns(now), Person(olli, "Olli", "en", rights=granted({}, Role.OPERATOR))
    )


def heard(connection: Connection, now: datetime, key: str, payment: int | None, **raw: str) -> int:
    return Market(connection, now).add(
        payment_events,
        provider="telegram",
        event_key=key,
        payment_id=payment,
        raw=raw,
        state="parked",
        attempts=3,
        error="division by zero",
        received_at=now,
    )


def stuck(connection: Connection, now: datetime) -> tuple[int, int]:
    _, payment = paid(connection, now)
    event = heard(connection, now, "charge-1", payment)
    outbox.put(connection, Message("notice", "voucher:1", {"about": "voucher"}), now)
    (taken,) = outbox.claim(connection, ["notice"], "worker", now, 1)
    outbox.park(connection, taken, now, "chat not found")
    return event, taken.id


async def test_what_is_stuck_can_be_tried_again_once(
    desk: Presses, database: Database, now: datetime
) -> None:
    event, message = await database.write(lambda c: stuck(c, now))
    page = await desk.page(OpenParked())
    assert "division by zero" in page.text
    assert "chat not found" in page.text

    await desk.press(RetryPayment(event))
    empty = await desk.page(RetryMessage(message))

    assert "Nothing is stuck" in empty.text
    for again in (RetryPayment(event), RetryMessage(message)):
        with pytest.raises(PageOutdated):
            await desk.press(again)


async def test_money_that_could_not_be_recorded_is_tried_again_or_given_back(
    desk: Presses, database: Database, now: datetime
) -> None:
    def aside(connection: Connection) -> None:
        guest = Market(connection, now).guest()
        paid = CapturedPayment("stars", "key", "unknown", "charge", None, 100, "XTR", guest, {})
        capturing.set_aside(connection, paid, "a bug", now)

    await database.write(aside)
    page = await desk.page(OpenParked())
    assert "could not be recorded" in page.text
    assert list(actions_on(page).values())[:2] == [RetryPayment(1), OpenGivenBack(1)]

    recorded = await desk.page(RetryPayment(1))

    assert "doesn't belong to any order" in recorded.text
    with pytest.raises(PageOutdated):
        await desk.press(RetryPayment(1))


def buried(connection: Connection, now: datetime, **more: Any) -> int:
    given = {"kind": "typed", "channel": "telegram", "chat": "1", "error": "OSError", "at": now}
    return dead_updates.bury(connection, update_id=77, **given, **more)


@pytest.mark.both_engines
async def test_an_update_that_was_given_up_is_shown_until_somebody_has_looked(
    desk: Presses, database: Database, now: datetime
) -> None:
    dead = await database.write(lambda c: buried(c, now))
    assert "1 stuck" in str(list(actions_on(await desk.page(OpenOperatorDesk()))))
    page = await desk.page(OpenParked())
    assert "Update 77 (typed)" in page.text
    assert OpenDead(dead) in actions_on(page).values()

    empty = await desk.page(NoteDead(dead))

    assert "Nothing is stuck" in empty.text
    for again in (OpenDead(dead), NoteDead(dead)):
        with pytest.raises(PageOutdated):
            await desk.press(again)


async def test_a_payment_that_was_given_up_comes_with_what_gives_it_back(
    desk: Presses, database: Database, now: datetime
) -> None:
    money = {"charge": "ch_1", "provider_charge": "psp_1", "amount": 1250, "currency": "EUR"}
    dead = await database.write(lambda c: buried(c, now, payment=money))

    page = await desk.page(OpenDead(dead))

    assert "€12.50" in page.text
    assert "ch_1" in page.text
    assert [each.text for row in page.rows for each in row if isinstance(each, CopyButton)] == [
        "psp_1"
    ]


async def test_money_for_no_order_is_not_tried_again(
    desk: Presses, database: Database, now: datetime
) -> None:
    event = await database.write(lambda c: heard(c, now, "charge-2", None))
    page = await desk.page(OpenParked())
    assert "doesn't belong to any order" in page.text
    assert list(actions_on(page).values()) == [OpenGivenBack(event)]


async def test_money_for_no_order_went_back_once_and_who_said_so_is_kept(
    desk: Presses, database: Database, now: datetime
) -> None:
    event = await database.write(
        lambda c: heard(c, now, "charge-2", None, provider_payment_charge_id="psp_42")
    )
    sure = await desk.page(OpenGivenBack(event))
    assert [each.text for row in sure.rows for each in row if isinstance(each, CopyButton)] == [
        "psp_42"
    ]

    empty = await desk.page(PaymentWentBack(event))

    assert "Nothing is stuck" in empty.text
    columns = (payment_events.c.state, payment_events.c.applied_at, payment_events.c.error)
    kept = await database.read(lambda c: c.execute(select(*columns)).one())
    assert kept[:2] == ("ignored", now)
    assert kept[2] == f"division by zero; given back by person {desk.person.id}"
    for again in (OpenGivenBack(event), PaymentWentBack(event)):
        with pytest.raises(PageOutdated):
            await desk.press(again)


async def test_money_of_an_order_never_leaves_the_books_by_a_word(
    desk: Presses, database: Database, now: datetime
) -> None:
    event, _ = await database.write(lambda c: stuck(c, now))
    for press in (OpenGivenBack(event), PaymentWentBack(event)):
        with pytest.raises(PageOutdated):
            await desk.press(press)


async def test_an_operator_hears_of_stuck_money_as_long_as_it_is(
    desk: Presses, database: Database, now: datetime
) -> None:
    event = await database.write(lambda c: heard(c, now, "charge-2", None))

    async def told() -> Any:
        payload = {"event": event}
        return await database.read(
            lambda c: news.payment_parked(desk.turns.of(c, desk.person), payload)
        )

    assert "doesn't belong to any order" in (await told()).text
    await desk.press(PaymentWentBack(event))
    assert await told() is None
