"""A conversation that somebody reported: read by operators, closed with a word, or stopped for both."""

from orders.errors import (
    ConversationEnded,
    ConversationReportDecided,
    ConversationReported,
    NothingToReport,
    TooManyWords,
)
from orders.messaging import ending, reporting, writing
from orders.messaging.message_models import Side
from orders.reading import conversations
from people.errors import NoRight
from people.rights import Role
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.orders.test_messaging import Booked, booked, heard, hired, refused
from tests.orders.test_races import unit


async def reported(desk: Desk) -> Booked:
    it = await booked(desk)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Where are you?!", desk.now)
    await desk.do(reporting.report_by_guest, it.order, it.guest, "Rude", desk.now)
    return it


async def test_what_nobody_reported_is_no_operators_to_read(desk: Desk) -> None:
    it = await booked(desk)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Hello", desk.now)
    assert await desk.see(conversations.reported, 9) == []
    assert await desk.see(conversations.reported_of, it.order) is None
    for decide in (reporting.close, reporting.stop):
        await refused(desk, ConversationReportDecided, decide, it.order, it.operator, "No")


async def test_what_was_written_after_the_decision_is_not_either(desk: Desk) -> None:
    it = await reported(desk)
    (found,) = await desk.see(conversations.reported, 9)
    assert (found.order_id, found.until) == (it.order, None)
    await desk.do(reporting.close, it.order, it.operator, "Be kind", desk.now)
    desk.later(minutes=1)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Sorry", desk.now)
    (found,) = await desk.see(conversations.decided, 9)
    read = await desk.see(conversations.messages, it.order, 9, None, found.until)
    assert [each.words for each in read] == ["Where are you?!"]
    assert await desk.see(conversations.reported, 9) == []
    assert await desk.see(conversations.count_reported, 9) == 0


async def test_each_side_reports_what_the_other_wrote_and_once(desk: Desk) -> None:
    it = await booked(desk)
    await refused(desk, NothingToReport, reporting.report_by_guest, it.order, it.guest, "Rude")
    await desk.do(writing.write_to_merchant, it.order, it.guest, "Hello", desk.now)
    await refused(desk, NothingToReport, reporting.report_by_guest, it.order, it.guest, "Rude")
    long = "x" * (reporting.LONGEST + 1)
    await refused(desk, TooManyWords, reporting.report_by_merchant, it.order, it.owner, long)
    await desk.do(reporting.report_by_merchant, it.order, it.owner, "Spam", desk.now)
    clerk = await hired(desk, it.merchant, Role.DESK)
    await refused(desk, ConversationReported, reporting.report_by_merchant, it.order, clerk, "No")
    await desk.do(writing.write_to_guest, it.order, it.owner, "Hm", desk.now)
    await desk.do(reporting.report_by_guest, it.order, it.guest, "Rude", desk.now)
    assert await heard(desk, "conversation_reported") == [it.operator] * 2
    await desk.do(reporting.close, it.order, it.operator, "Be kind", desk.now)
    assert await heard(desk, "conversation_decided") == [it.guest, it.owner, clerk]
    await refused(desk, ConversationReported, reporting.report_by_guest, it.order, it.guest, "!")
    desk.later(minutes=1)
    await desk.do(writing.write_to_guest, it.order, it.owner, "Hm!", desk.now)
    await desk.do(reporting.report_by_guest, it.order, it.guest, "Again", desk.now)
    await refused(desk, ConversationReported, reporting.report_by_merchant, it.order, clerk, "!")


async def test_whoever_reported_it_hears_the_word_and_of_an_end_both_do(desk: Desk) -> None:
    it = await reported(desk)
    await desk.do(reporting.close, it.order, it.operator, "Be kind", desk.now)
    assert await heard(desk, "conversation_decided") == [it.guest]
    other = await reported(desk)
    await desk.do(reporting.stop, other.order, other.operator, "Enough", desk.now)
    assert await heard(desk, "conversation_decided") == [it.guest, other.guest, other.owner]


async def test_what_an_operator_ended_nobody_goes_on_with(desk: Desk) -> None:
    it = await reported(desk)
    await desk.do(ending.end_by_guest, it.order, it.guest, desk.now)
    await desk.do(reporting.stop, it.order, it.operator, "Enough", desk.now)
    await desk.do(ending.resume_by_guest, it.order, it.guest, desk.now)
    await desk.do(ending.resume_by_merchant, it.order, it.owner, desk.now)
    await refused(desk, ConversationEnded, writing.write_to_merchant, it.order, it.guest, "Hi")
    await refused(desk, ConversationEnded, writing.write_to_guest, it.order, it.owner, "Hi")
    found = await desk.see(conversations.conversation, it.order)
    assert (found.is_stopped, found.last_word) == (True, "Enough")
    assert found.report_of(Side.MERCHANT) is None


async def test_only_who_may_see_persons_decides(desk: Desk) -> None:
    it = await reported(desk)
    for person in (it.guest, it.owner, it.other):
        for decide in (reporting.close, reporting.stop):
            await refused(desk, NoRight, decide, it.order, person, "Mine")


async def test_of_two_operators_one_decides(desk: Desk) -> None:
    it = await reported(desk)
    second = await desk.make(lambda m: m.operator("Uma"))
    both = [
        unit(reporting.close, it.order, it.operator, "Fine", desk.now),
        unit(reporting.stop, it.order, second, "Enough", desk.now),
    ]
    assert kinds(await race(desk.database, both)) == {"ok": 1, "ConversationReportDecided": 1}
