"""From /start one comes to every page, in every language, and everything on it fits a message."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import ColumnElement, Connection, Select, select

from catalog.looking import Looking
from catalog.searching import remember
from chat.action import Action, Page
from chat.screen import Screen
from chat.turn import Person, Turn
from database.door import Database
from handlers.courier.actions import AskCollection, GiveDoorCode
from handlers.frame import frame
from handlers.guest.actions import OpenMeant, OpenThere
from handlers.guest.application_actions import OpenLookalikes
from handlers.guest.bill_actions import OpenBill
from handlers.guest.delivery_actions import OpenDelivery
from handlers.guest.full_days import OpenFullDays
from handlers.guest.menu_actions import OpenCollectionTimes
from handlers.guest.privacy import OpenForgotten
from handlers.guest.repeating import OpenCartAgain
from handlers.guest.replacement import OpenReplacement
from handlers.guest.waitlist import OpenTaken
from handlers.merchant.bill import OpenOwnBillPlaces
from handlers.merchant.counter_payment import AskWriteOff
from handlers.operator.actions import OpenMarketCouriers
from handlers.operator.merchant import OpenReinstating
from orders.delivery.delivery_models import deliveries
from orders.line_models import line_replacements
from orders.models import orders, vouchers
from tests.languages import spoken
from tests.making import Market
from tests.player.links import latest_bill
from tests.structure import busy
from tests.structure.beginning import beginnings
from tests.structure.brought import cart_to_collect, of_market, to_collect
from tests.structure.busy import Busy
from tests.structure.cast import begun
from tests.structure.crawling import Crawl
from tests.structure.turns import Turns
from tests.structure.undoing import undone
from tests.thoroughness import many

LOCALES = spoken().codes
MESSAGE, CAPTION, LABEL = 4096, 1024, 64
THOROUGHLY = many(1, 4)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_every_page_is_reached_and_renders_in_every_language(
    database: Database, now: datetime
) -> None:
    everybody = {code: Turns(now, code) for code in LOCALES}
    router = everybody["en"].router

    def crawl(connection: Connection) -> set[type[Action]]:
        market = busy.build(connection, now)
        reached: set[type[Action]] = set()
        for person in (market.clerk, market.guest, market.operator, market.newcomer):
            typed = market.codes[0] if person.merchants else "Kall"
            crawler = Crawl(router, partial(look, everybody), typed)
            with undone(connection):
                crawler.begin(beginnings(everybody["en"], connection, person, market, fits))
                crawler.begin(seldom(connection, person, market, now))
                crawler.go_on(connection, turns_of(everybody["en"], person))
            reached |= crawler.reached
        with undone(connection):
            to_collect(connection, market.brought)
            crawler = Crawl(router, partial(look, everybody), "")
            crawler.begin([AskCollection(market.brought.mine)])
            crawler.go_on(connection, turns_of(everybody["en"], market.clerk))
        return reached | crawler.reached

    reached = await database.write(crawl)

    assert sorted(page.__name__ for page in set(router.pages) - reached) == []


def seldom(connection: Connection, person: Person, market: Busy, now: datetime) -> Iterator[Action]:
    """What stands at the end of long ways, which who tries each button a few times may miss."""
    yield OpenForgotten()
    yield OpenBill(latest_bill(connection))
    mine = connection.execute(brought(orders.c.guest_id == person.id)).first()
    if mine is not None:
        yield OpenDelivery(mine.order_id)
    carried = connection.execute(brought(deliveries.c.courier_id == person.id)).first()
    for order in connection.execute(eaten(person.id)).scalars():
        yield OpenCartAgain(order)
    if carried is not None:
        yield GiveDoorCode(carried.order_id, carried.code)
    asked = connection.execute(select(line_replacements.c.id)).scalars().first()
    yield OpenReplacement(asked or 0)
    yield opened_there(connection, person.id, now)
    held = select(orders.c.id).where(orders.c.guest_id == person.id, orders.c.state == "held")
    for order in connection.execute(held.limit(1)).scalars():
        typed = Looking(words="a quiet chair")
        yield OpenMeant(order, remember(connection, person.id, typed, now))
    yield OpenTaken(market.town.table, market.taken.date())
    yield OpenFullDays(market.full[0])
    if person.id == market.brought.guest:
        cart_to_collect(connection, market.brought, now)
        yield OpenCollectionTimes(market.brought.location)
    if person.merchants:
        yield OpenOwnBillPlaces(market.town.yoga)
        yield AskWriteOff(market.billed.old)
        yield OpenLookalikes(begun(connection, person.id, now))
    if person.operator:
        of_market(connection, now)
        yield OpenMarketCouriers()
        yield OpenReinstating(
            Market(connection, now).merchant("Kiinni", state="suspended").merchant
        )


def eaten(person: int) -> Select[int]:
    """What somebody ordered from a menu."""
    of_menu = (orders.c.guest_id == person, orders.c.fulfilment == "pickup")
    return select(orders.c.id).where(*of_menu, orders.c.placed_at.is_not(None)).limit(1)


def brought(whose: ColumnElement[bool]) -> Select[int, str]:
    """Deliveries, with the codes by which they are handed over."""
    query = select(deliveries.c.order_id, vouchers.c.code)
    query = query.join(orders, orders.c.id == deliveries.c.order_id)
    return query.join(vouchers, vouchers.c.order_id == orders.c.id).where(whose)


def opened_there(connection: Connection, person: int, now: datetime) -> OpenThere:
    """Only what is typed leads there."""
    shop = Market(connection, now)
    made = shop.merchant("Täällä")
    shop.service(made)
    return OpenThere(made.merchant, remember(connection, person, Looking(words="haircut"), now))


def turns_of(turns: Turns, person: Person) -> Callable[[Connection], Turn]:
    return lambda connection: turns.of(connection, person)


def look(everybody: dict[str, Turns], turn: Turn, action: Page, shown: Screen, found: int) -> None:
    """The first few of each kind in every language, the others as they were shown: in English."""
    fits(frame(turn, shown), action)
    for turns in everybody.values() if found <= THOROUGHLY else ():
        if turns.code != turn.texts.code:
            there = turns.of(turn.connection, replace(turn.person, locale=turns.code))
            fits(frame(there, turns.router.show(there, action)), action)


def fits(screen: Screen, what: object) -> None:
    """What a channel would refuse, or nobody could read."""
    words = screen.text.striptags()
    attached = screen.photo or screen.document
    assert 0 < len(words) <= (CAPTION if attached else MESSAGE), what
    assert "{" not in words, what
    assert len(screen.rows) <= 40, what
    for row in screen.rows:
        assert 0 < len(row) <= 8, what
        for button in row:
            assert 0 < len(button.label) <= LABEL, (what, button)
