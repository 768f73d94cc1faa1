"""Whoever runs a long queue comes to everybody in it, whatever has become of them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from chat.turn import Person
from database.door import Database
from handlers.guest.queue_actions import OpenTicket
from handlers.merchant.queue_actions import OpenOwnQueue, OpenOwnTicket
from people.rights import Role, granted
from queueing import calling, queues, waiting
from tests.handlers.operating import Presses, actions_on
from tests.making import Market, Shop
from tests.structure.turns import Turns

MANY = 20


async def test_all_who_are_called_wait_or_were_not_there_are_on_its_pages(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> tuple[Shop, list[int]]:
        shop = Market(connection, now).merchant()
        by = (shop.clerk, now)
        queues.open_queue(connection, shop.location, *by)
        given = [
            calling.give_at_the_door(connection, shop.location, 2, f"Guest {each}", *by)
            for each in range(MANY)
        ]
        for each in given[:18]:
            calling.call(connection, each, *by)
        for each in given[:9]:
            calling.skip(connection, each, *by)
        return shop, given

    shop, given = await database.write(build)
    rights = granted({shop.merchant: Role.OWNER})
    kim = Presses(database, Turns(now), Person(shop.clerk, "Kim", "en", rights=rights))
    seen: list[int] = []
    page = OpenOwnQueue(shop.location)
    while page is not None:
        screen = await kim.page(page)
        assert len(screen.rows) < 30
        keys = actions_on(screen)
        seen += [each.ticket for each in keys.values() if isinstance(each, OpenOwnTicket)]
        page = keys.get("Next ›")
    assert sorted(seen) == given
    first = [
        each.ticket
        for each in actions_on(await kim.page(OpenOwnQueue(shop.location))).values()
        if isinstance(each, OpenOwnTicket)
    ]
    assert given[8] in first, "whoever was passed over last is seen at once"


async def test_whoever_waits_longer_than_was_measured_reads_so(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        shop, before = market.merchant(), now - timedelta(hours=1)
        queues.open_queue(connection, shop.location, shop.clerk, before)
        for each in range(5):
            at = before + timedelta(minutes=10 * each)
            number = calling.give_at_the_door(connection, shop.location, 2, "", shop.clerk, at)
            calling.call(connection, number, shop.clerk, at + timedelta(minutes=9))
            calling.seat(connection, number, shop.clerk, at + timedelta(minutes=9))
        guest = market.guest()
        return guest, waiting.take_number(connection, guest, shop.location, 2, now)

    guest, number = await database.write(build)
    for minutes, words in ((0, "about 10 minutes"), (11, "longer than usual")):
        at = now + timedelta(minutes=minutes)
        ann = Presses(database, Turns(at), Person(guest, "Ann", "en"))
        assert words in (await ann.page(OpenTicket(number))).text


async def test_whoever_runs_it_sends_home_who_is_left(database: Database, now: datetime) -> None:
    def build(connection: Connection) -> tuple[Shop, int, int]:
        market = Market(connection, now)
        shop, guest = market.merchant(), market.guest()
        queues.open_queue(connection, shop.location, shop.clerk, now)
        ticket = waiting.take_number(connection, guest, shop.location, 2, now)
        return shop, guest, ticket

    shop, guest, ticket = await database.write(build)
    rights = granted({shop.merchant: Role.OWNER})
    kim = Presses(database, Turns(now), Person(shop.clerk, "Kim", "en", rights=rights))
    asked = actions_on(await kim.page(OpenOwnQueue(shop.location)))["🏁 Nobody else is called"]
    question = await kim.page(asked)
    assert "Whoever took their number in the chat is told" in question.text
    over = await kim.page(actions_on(question)["Yes, the queue is over"])
    assert "Nobody is waiting." in over.text
    assert "🏁 Nobody else is called" not in actions_on(over)
    ann = Presses(database, Turns(now), Person(guest, "Ann", "en"))
    assert "nobody is called any more" in (await ann.page(OpenTicket(ticket))).text
