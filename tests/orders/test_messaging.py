"""Messages about a booking: who may write and read, until when, how often, and who ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from catalog import staffing
from catalog.models import merchants
from database.outbox_table import outbox
from handlers.privacy_register import register
from orders.booking import counter
from orders.course import cancelling
from orders.errors import (
    ConversationEnded,
    ConversationOver,
    NobodyToWriteTo,
    NotYourMerchant,
    NotYourOrder,
    TooManyMessages,
    TooManyWords,
)
from orders.messaging import ageing, ending, reporting, speaking, writing
from orders.messaging.message_models import Side
from orders.money import refunding
from orders.reading import conversations
from people import exporting, forgetting, joining
from people.errors import Forgotten, NoRight
from people.joining import Membership
from people.models import staff
from people.rights import Role
from tests.orders.conftest import Desk

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking, and who is around it."""

    order: int
    guest: int
    merchant: int
    owner: int
    operator: int
    other: int


async def booked(desk: Desk, **service: Any) -> Booked:
    def build(m: Any) -> Any:
        shop = m.merchant()
        return shop, m.service(shop, capacity=9, **service), m.guest(), m.operator(), m.guest()

    shop, service_id, guest, operator, other = await desk.make(build)
    start = None if "duration_minutes" in service else desk.start()
    order = await desk.place(guest, service_id, start)
    return Booked(order, guest, shop.merchant, shop.clerk, operator, other)


async def heard(desk: Desk, about: str, *, quiet: bool = False) -> list[int]:
    query = select(outbox.c.payload).order_by(outbox.c.id)
    rows = await desk.see(lambda c: c.execute(query).scalars().all())
    return [
        each["person"] for each in rows if each.get("about") == about and each.get("quiet") is quiet
    ]


async def said(desk: Desk, order: int) -> list[str]:
    found = await desk.see(conversations.messages, order, 99)
    return [each.words for each in reversed(found)]


async def refused(desk: Desk, why: type[Exception], does: Callable[..., Any], *given: Any) -> None:
    with pytest.raises(why):
        await desk.do(does, *given, desk.now)


async def hired(desk: Desk, merchant: int, role: Role) -> int:
    person: int = await desk.make(lambda m: m.guest(role.title()))
    await desk.do(joining.join, person, Membership(role, merchant), desk.now)
    return person


async def test_both_sides_write_and_each_hears_the_other(desk: Desk) -> None:
    it = await booked(desk)
    manager = await hired(desk, it.merchant, Role.MANAGER)
    clerk = await hired(desk, it.merchant, Role.DESK)
    await hired(desk, it.merchant, Role.COURIER)
    await desk.do(writing.write_to_merchant, it.order, it.guest, "Is there a lift?", desk.now)
    assert await heard(desk, "message_to_merchant") == [it.owner, manager, clerk]
    await desk.do(writing.write_to_guest, it.order, clerk, "Yes", desk.now)
    assert await heard(desk, "message_to_guest") == [it.guest]
    answered = await heard(desk, "message_to_merchant", quiet=True)
    assert answered == [it.owner, manager, clerk]
    assert await said(desk, it.order) == ["Is there a lift?", "Yes"]


async def test_nobody_else_writes_ends_or_reports(desk: Desk) -> None:
    it = await booked(desk)
    await desk.do(writing.write_to_merchant, it.order, it.guest, "Hello", desk.now)
    courier = await hired(desk, it.merchant, Role.COURIER)
    elsewhere = (await desk.make(lambda m: m.merchant("Elsewhere"))).clerk
    for stranger in (it.other, it.operator, it.owner):
        await refused(desk, NotYourOrder, writing.write_to_merchant, it.order, stranger, "Hi")
        await refused(desk, NotYourOrder, ending.end_by_guest, it.order, stranger)
        await refused(desk, NotYourOrder, reporting.report_by_guest, it.order, stranger, "Hi")
    for stranger in (it.other, it.operator, it.guest, elsewhere):
        await refused(desk, NotYourMerchant, writing.write_to_guest, it.order, stranger, "Hi")
        await refused(desk, NotYourMerchant, ending.end_by_merchant, it.order, stranger)
        await refused(desk, NotYourMerchant, reporting.report_by_merchant, it.order, stranger, "")
    await refused(desk, NoRight, writing.write_to_guest, it.order, courier, "Hi")
    await desk.do(staffing.dismiss, it.merchant, courier, it.operator, desk.now)
    await refused(desk, NotYourMerchant, writing.write_to_guest, it.order, courier, "Hi")
    assert await said(desk, it.order) == ["Hello"]


async def test_a_provider_writes_about_their_own_calendar(desk: Desk) -> None:
    def build(m: Any) -> Any:
        shop = m.merchant()
        service = m.service(shop)
        return shop, service, m.guest(), [m.resource(shop, service, name=n) for n in "AB"]

    shop, service, guest, (own, others) = await desk.make(build)
    provider = await hired(desk, shop.merchant, Role.PROVIDER)
    place = update(staff).where(staff.c.person_id == provider).values(resource_id=own)
    await desk.do(lambda c: c.execute(place))
    mine = await desk.place(guest, service, desk.start(), with_=own)
    theirs = await desk.place(guest, service, desk.start(days=2), with_=others)
    for order in (mine, theirs):
        await desk.do(writing.write_to_merchant, order, guest, "Hello", desk.now)
    assert await heard(desk, "message_to_merchant") == [shop.clerk, provider, shop.clerk]
    await desk.do(writing.write_to_guest, mine, provider, "Hi", desk.now)
    await refused(desk, NoRight, writing.write_to_guest, theirs, provider, "Hi")
    assert await desk.see(speaking.is_theirs, provider, shop.merchant, None) is False


async def test_who_was_written_in_gets_none(desk: Desk) -> None:
    shop, service = await desk.make(lambda m: (s := m.merchant(), m.service(s)))
    aino = counter.CounterGuest("Aino", "en")
    order = await desk.do(counter.write_in, shop.clerk, service, desk.start(), 1, aino, desk.now)
    await refused(desk, NobodyToWriteTo, writing.write_to_guest, order, shop.clerk, "Hi")


async def test_until_two_weeks_after_it_is_over(desk: Desk) -> None:
    it = await booked(desk)
    desk.later(hours=1)
    await desk.do(cancelling.cancel_by_guest, it.order, it.guest, desk.now)
    desk.now += writing.OPEN_FOR
    await desk.do(writing.write_to_merchant, it.order, it.guest, "My scarf?", desk.now)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Is here", desk.now)
    desk.later(minutes=1)
    await refused(desk, ConversationOver, writing.write_to_merchant, it.order, it.guest, "?")
    await refused(desk, ConversationOver, writing.write_to_guest, it.order, it.owner, "!")


async def test_what_is_held_or_of_a_closed_place_is_nothing_to_write_about(desk: Desk) -> None:
    it = await booked(desk)
    service = (await desk.order(it.order)).service_id
    held = await desk.hold(it.guest, service, desk.start(days=2))
    await refused(desk, ConversationOver, writing.write_to_merchant, held, it.guest, "Hi")
    closed = update(merchants).where(merchants.c.id == it.merchant).values(state="suspended")
    await desk.do(lambda c: c.execute(closed))
    await refused(desk, ConversationOver, writing.write_to_merchant, it.order, it.guest, "Hi")
    await refused(desk, ConversationOver, writing.write_to_guest, it.order, it.owner, "Hi")


async def test_twenty_messages_a_day_of_each_side_are_enough(desk: Desk) -> None:
    it = await booked(desk, duration_minutes=None)
    sides = ((writing.write_to_merchant, it.guest), (writing.write_to_guest, it.owner))
    for write, person in sides:
        for _ in range(writing.MOST_A_DAY):
            await desk.do(write, it.order, person, "Hello?", desk.now)
        await refused(desk, TooManyMessages, write, it.order, person, "Hello?")
        await refused(desk, TooManyWords, write, it.order, person, "x" * (writing.LONGEST + 1))
    desk.now += DAY
    for write, person in sides:
        await desk.do(write, it.order, person, "Good morning", desk.now)


async def test_who_ended_it_goes_on_with_it_and_nobody_else(desk: Desk) -> None:
    it = await booked(desk)
    await desk.do(writing.write_to_merchant, it.order, it.guest, "Hello", desk.now)
    await desk.do(ending.end_by_merchant, it.order, it.owner, desk.now)
    await desk.do(ending.end_by_guest, it.order, it.guest, desk.now)
    await desk.do(ending.resume_by_guest, it.order, it.guest, desk.now)
    found = await desk.see(conversations.conversation, it.order)
    assert found.ended_by == Side.MERCHANT
    for write, person in (
        (writing.write_to_merchant, it.guest),
        (writing.write_to_guest, it.owner),
    ):
        await refused(desk, ConversationEnded, write, it.order, person, "Hi")
    await desk.do(ending.resume_by_merchant, it.order, it.owner, desk.now)
    await desk.do(writing.write_to_merchant, it.order, it.guest, "Again", desk.now)


@pytest.mark.both_engines
async def test_who_leaves_takes_all_of_it_along(desk: Desk) -> None:
    it = await booked(desk)
    await desk.do(writing.write_to_merchant, it.order, it.guest, "I am Aino", desk.now)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Hello Aino", desk.now)
    await desk.do(reporting.report_by_merchant, it.order, it.owner, "Aino is rude", desk.now)
    exported = await desk.see(exporting.export, it.guest, register())
    assert [each["words"] for each in exported["booking_messages"]] == ["I am Aino", "Hello Aino"]
    assert [each["words"] for each in exported["conversation_reports"]] == ["Aino is rude"]
    of_owner = await desk.see(exporting.export, it.owner, register())
    assert [each["words"] for each in of_owner["booking_messages"]] == ["Hello Aino"]
    await desk.do(cancelling.cancel_by_guest, it.order, it.guest, desk.now)
    refund = (await desk.order(it.order)).refunds[0].id
    await desk.do(refunding.provider_refunded, refund, desk.now)
    await desk.do(forgetting.forget, it.guest, register(), desk.now)
    assert await said(desk, it.order) == []
    (report,) = (await desk.see(conversations.conversation, it.order)).reports
    assert (report.words, report.reason) == ("", "")
    await refused(desk, NobodyToWriteTo, writing.write_to_guest, it.order, it.owner, "Hi")
    await refused(desk, Forgotten, writing.write_to_merchant, it.order, it.guest, "Hi")


@pytest.mark.both_engines
async def test_messages_go_by_their_age_but_not_what_waits_for_an_operator(desk: Desk) -> None:
    it, quiet = await booked(desk), await booked(desk)
    for each in (it, quiet):
        await desk.do(writing.write_to_guest, each.order, each.owner, "Hello", desk.now)
    await desk.do(reporting.report_by_guest, it.order, it.guest, "Rude", desk.now)
    desk.later(minutes=1)
    await desk.do(writing.write_to_guest, quiet.order, quiet.owner, "Later", desk.now)
    old = await desk.see(ageing.outdated, desk.now, 9)
    assert await desk.do(ageing.forget, old, desk.now) == 1
    assert await said(desk, quiet.order) == ["Later"]
    assert await said(desk, it.order) == ["Hello"]
    await desk.do(reporting.close, it.order, it.operator, "Be kind", desk.now)
    desk.later(minutes=1)
    old = await desk.see(ageing.outdated, desk.now, 9)
    assert await desk.do(ageing.forget, old, desk.now) == 2
    reports = await desk.see(ageing.reports_outdated, desk.now, 9)
    assert reports == [(it.order, "guest")]
    assert await desk.do(ageing.forget_reports, reports, desk.now) == 1
    found = await desk.see(conversations.conversation, it.order)
    assert (found.ended_by, found.reports) == (None, ())
