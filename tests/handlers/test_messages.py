"""Messages about a booking on every screen that they have: what is shown to whom, and what is not."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete, update

from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.screen import Button, Screen
from chat.turn import Person
from database.door import Database
from handlers.errors import TooLong
from handlers.guest.actions import OpenBooking
from handlers.guest.message_actions import AskMessage, OpenMessages, WriteMessage
from handlers.merchant.actions import OpenOwnDay, OpenStaffBooking
from handlers.merchant.message_actions import (
    AskGuestMessage,
    OpenGuestMessages,
    WriteToGuest,
)
from handlers.merchant.own_calendar import OpenOwnGuests
from handlers.notices import render
from handlers.operator.conversation_actions import (
    AskClosing,
    CloseReport,
    OpenReportedConversation,
    StopConversation,
)
from orders import counter, messages, placing
from orders.errors import ConversationReportDecided, NotYourMerchant
from orders.models import orders
from people.models import identities, people, staff
from people.rights import Role, granted
from tests.making import Market
from tests.structure.trying import BOOK
from tests.structure.turns import Turns


class Around:
    """A free booking with Sam, its guest, and people of the place and of the market."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection, self.now, self.turns = connection, now, Turns(now)
        self.market = market = Market(connection, now)
        shop = self.shop = market.merchant()
        service = self.service = market.service(shop, price=0)
        self.sam = market.resource(shop, service, name="Sam")
        guest = market.guest("Aino")
        self.order = placing.hold(connection, guest, service, market.start(), 1, None, now)
        placing.place_free(connection, self.order, guest, now)
        self.guest = Person(guest, "Aino", "en")
        self.owner = self.worker(shop.clerk, Role.OWNER)
        self.provider = self.worker(market.clerk(shop.merchant, "Sam"), Role.PROVIDER)
        hired = update(staff).where(staff.c.person_id == self.provider.id)
        connection.execute(hired.values(role=Role.PROVIDER, resource_id=self.sam))
        self.olli = Person(market.operator(), "Olli", "en", rights=granted({}, Role.OPERATOR))

    def worker(self, person: int, role: Role) -> Person:
        return Person(person, role.title(), "en", rights=granted({self.shop.merchant: role}))

    def show(self, person: Person, page: Page) -> Screen:
        return self.turns.router.show(self.turns.of(self.connection, person), page)

    def do(self, person: Person, move: Any) -> Page:
        return BOOK.move(self.turns.of(self.connection, person), move)

    def news(self, person: Person, about: str, message: int) -> Screen | None:
        payload = {"about": about, "order": self.order, "message": message}
        return render(self.turns.of(self.connection, person), payload)


@pytest.fixture
async def around(database: Database, now: datetime) -> Any:
    async def run(body: Any) -> None:
        await database.write(lambda c: body(Around(c, now)))

    return run


def labels(screen: Screen) -> list[str]:
    return [each.label for row in screen.rows for each in row if isinstance(each, Button)]


async def test_neither_reads_the_others_account(around: Any) -> None:
    def body(it: Around) -> None:
        it.connection.execute(update(identities).values(username="secret_name"))
        it.do(it.owner, WriteToGuest(it.order, "Ring twice"))
        it.do(it.guest, WriteMessage(it.order, "I will"))
        guests = it.show(it.guest, OpenMessages(it.order))
        places = it.show(it.owner, OpenGuestMessages(it.order))
        for screen in (
            guests,
            places,
            *(
                it.news(p, a, m)
                for p, a, m in (
                    (it.guest, "message_to_guest", 1),
                    (it.owner, "message_to_merchant", 2),
                )
            ),
        ):
            assert screen is not None
            assert "secret_name" not in screen.text
        assert "Kim" not in guests.text
        assert "Aino" in places.text

    await around(body)


async def test_there_is_no_button_to_who_was_written_in(around: Any) -> None:
    def body(it: Around) -> None:
        given = (it.owner.id, it.service, it.market.start(days=2), 1)
        guest = counter.CounterGuest("Walk In", "en")
        walked_in = counter.write_in(it.connection, *given, guest, it.now)
        shown = labels(it.show(it.owner, OpenStaffBooking(walked_in)))
        assert not [each for each in shown if "✉️" in each]
        assert "can't get messages" in it.show(it.owner, OpenGuestMessages(walked_in)).text
        with pytest.raises(PageOutdated):
            it.show(it.owner, AskGuestMessage(walked_in))

    await around(body)


async def test_the_button_leads_to_what_was_written(around: Any) -> None:
    def body(it: Around) -> None:
        for person, page, first in (
            (it.guest, OpenBooking(it.order), "✉️ Message the place"),
            (it.owner, OpenStaffBooking(it.order), "✉️ Message the guest"),
        ):
            assert first in labels(it.show(person, page))
        it.do(it.guest, WriteMessage(it.order, "Hello"))
        for person, page in (
            (it.guest, OpenBooking(it.order)),
            (it.owner, OpenStaffBooking(it.order)),
        ):
            assert "✉️ Messages" in labels(it.show(person, page))

    await around(body)


async def test_what_is_too_long_is_asked_again_and_nothing_is_sent(around: Any) -> None:
    def body(it: Around) -> None:
        for person, move in (
            (it.guest, WriteMessage(it.order, "x" * 1001)),
            (it.owner, WriteToGuest(it.order, "x" * 1001)),
        ):
            with pytest.raises(TooLong):
                it.do(person, move)
        assert it.do(it.guest, WriteMessage(it.order, " ")) == AskMessage(it.order)
        assert "No messages yet." in it.show(it.guest, OpenMessages(it.order)).text

    await around(body)


async def test_a_provider_writes_from_their_own_day(around: Any) -> None:
    def body(it: Around) -> None:
        day = it.show(it.provider, OpenOwnDay(it.shop.merchant, 1))
        assert "✉️ Message a guest" in labels(day)
        chosen = it.show(it.provider, OpenOwnGuests(it.shop.merchant, 1))
        (action,) = [each.action for row in chosen.rows for each in row if isinstance(each, Button)]
        assert action == OpenGuestMessages(it.order)
        it.do(it.provider, WriteToGuest(it.order, "I am late"))
        it.connection.execute(update(orders).values(resource_id=None))
        with pytest.raises(NotAllowed):
            it.show(it.provider, OpenGuestMessages(it.order))
        assert it.news(it.provider, "message_to_merchant", 1) is None

    await around(body)


async def test_the_writer_reads_which_language_and_whether_it_arrives(around: Any) -> None:
    def body(it: Around) -> None:
        plain = it.show(it.owner, AskGuestMessage(it.order)).text
        assert "They use" not in plain
        assert "right now" not in plain
        aino = people.c.id == it.guest.id
        it.connection.execute(update(people).where(aino).values(locale="ru"))
        left = update(identities).where(identities.c.person_id == it.guest.id)
        it.connection.execute(left.values(unreachable_since=it.now))
        hinted = it.show(it.owner, AskGuestMessage(it.order)).text
        assert "in Русский" in hinted
        assert "can't reach them in the chat right now" in hinted
        russian = Person(it.guest.id, "Aino", "ru")
        assert "English" in it.show(russian, AskMessage(it.order)).text

    await around(body)


async def test_what_nobody_reported_no_operator_reads_or_ends(around: Any) -> None:
    def body(it: Around) -> None:
        it.do(it.guest, WriteMessage(it.order, "Hello"))
        for page in (OpenReportedConversation(it.order), AskClosing(it.order)):
            with pytest.raises(PageOutdated):
                it.show(it.olli, page)
        for move in (CloseReport(it.order, "No"), StopConversation(it.order, "No")):
            with pytest.raises(ConversationReportDecided):
                it.do(it.olli, move)
        for page in (OpenMessages(it.order), OpenGuestMessages(it.order)):
            with pytest.raises(NotAllowed):
                it.show(it.olli, page)

    await around(body)


async def test_who_was_dismissed_hears_and_writes_nothing(around: Any) -> None:
    def body(it: Around) -> None:
        it.do(it.guest, WriteMessage(it.order, "Hello"))
        assert it.news(it.owner, "message_to_merchant", 1) is not None
        it.connection.execute(delete(staff).where(staff.c.person_id == it.owner.id))
        with pytest.raises(NotYourMerchant):
            it.do(it.owner, WriteToGuest(it.order, "Still here"))
        assert it.news(it.owner, "message_to_merchant", 1) is None

    await around(body)


@pytest.mark.both_engines
async def test_a_long_conversation_is_led_through_to_its_beginning(around: Any) -> None:
    def body(it: Around) -> None:
        for number in range(10):
            words = f"Number {number}. " + "x" * 700
            given = (it.order, it.guest.id, words, it.now)
            messages.write_to_merchant(it.connection, *given)
        page: Page | None = OpenGuestMessages(it.order)
        read = ""
        while page is not None:
            screen = it.show(it.owner, page)
            assert len(screen.text.striptags()) < 4096
            read += screen.text
            buttons = (each for row in screen.rows for each in row if isinstance(each, Button))
            page = next((b.action for b in buttons if "Earlier" in b.label), None)  # type: ignore[misc]
        assert [n for n in range(10) if f"Number {n}." not in read] == []

    await around(body)
