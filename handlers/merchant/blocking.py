"""Blocking a time of a day: open to guests who are there, and booked by nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from catalog.closing import Closed, check_days
from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.typed_hours import spans_typed
from catalog.weekly import Span
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.closing import close
from handlers.merchant.day_choice import day_rows
from handlers.merchant.grounds import Ours, ours
from handlers.merchant.moments_of import closed_between, moments_of
from handlers.merchant.shop_actions import (
    OpenBlockDay,
    OpenBlocking,
    OpenBlockSure,
    OpenShopHours,
)
from handlers.merchant.what_stands import What, standing_words, ways, ways_words
from orders import clearing
from wording.hours import spans_words

flow = Flow()

HOURS = range(7, 22)
HOUR = 60


@dataclass(frozen=True, slots=True)
class TypeBlock(Move):
    """The time, typed."""

    code = "sblty"
    location: int
    day: date
    resource: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class BlockTime(Move):
    """Block it, over as many bookings as were seen."""

    code = "sbl"
    location: int
    begin: datetime
    end: datetime
    what: What
    seen: int
    resource: int | None = None


@flow.page(OpenBlocking)
def blocking_page(turn: Turn, press: OpenBlocking) -> Screen:
    here = ours(turn, press.location, press.resource)
    where = (press.location, press.resource)
    return Screen(
        text=paragraphs(
            here.title(turn._("<b>Block a time</b>")),
            turn._("On which day?"),
        ),
        rows=day_rows(
            turn,
            here.today(turn),
            press.page,
            lambda day: OpenBlockDay(press.location, day, press.resource),
            lambda page: OpenBlocking(*where, page),
        ),
        back=OpenShopHours(*where),
    )


@flow.page(OpenBlockDay)
def block_day_page(turn: Turn, press: OpenBlockDay) -> Screen:
    here = ours(turn, press.location, press.resource)
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as a time.") if press.again else None,
            here.title(turn._("<b>Block a time</b>")),
            turn._(
                "{day}: from when? Choose an hour, or type the time, like 12-13:30.",
                day=turn.texts.day(press.day),
            ),
        ),
        rows=columns(4, _hours(turn, here, press.day)),
        asks=TypeBlock(press.location, press.day, press.resource),
        back=OpenBlocking(press.location, press.resource),
    )


def _hours(turn: Turn, here: Ours, day: date) -> Iterator[Button]:
    for hour in HOURS:
        span = Span(hour * HOUR, (hour + 1) * HOUR)
        yield Button(turn.texts.clock(span.opens), _question(here, day, span))


def _question(here: Ours, day: date, times: Span) -> Page:
    moments = moments_of(Closed(here.whose, day, day, times), here.place.zone)
    return OpenBlockSure(here.place.id, *moments, here.whose.resource_id)


@flow.move(TypeBlock)
def type_block(turn: Turn, press: TypeBlock) -> Page:
    here = ours(turn, press.location, press.resource)
    try:
        spans = spans_typed(press.text)
    except HoursUnclear as error:
        again = OpenBlockDay(press.location, press.day, press.resource)
        raise AskedAgain(error, again) from error
    except HoursUnreadable:
        spans = ()
    if len(spans) != 1:
        return OpenBlockDay(press.location, press.day, press.resource, again=True)
    return _question(here, press.day, spans[0])


@flow.page(OpenBlockSure)
def block_sure_page(turn: Turn, press: OpenBlockSure) -> Screen:
    here = ours(turn, press.location, press.resource)
    closed = _closed(here, press.begin, press.end)
    check_days(closed, here.place.zone, turn.now)
    assert closed.times is not None
    number = clearing.count(turn.connection, closed, turn.now)
    when = turn._(
        "{day}, {hours}",
        day=turn.texts.day(closed.first),
        hours=spans_words(turn, (closed.times,)),
    )
    return Screen(
        text=paragraphs(
            here.title(turn._("<b>Block a time</b>")),
            turn._("No bookings on {when}?", when=when),
            standing_words(turn, number),
            ways_words(turn, number),
        ),
        rows=ways(
            turn,
            number,
            lambda what: BlockTime(
                press.location, press.begin, press.end, what, number, press.resource
            ),
        ),
        back=OpenBlockDay(press.location, closed.first, press.resource),
    )


def _closed(here: Ours, begin: datetime, end: datetime) -> Closed:
    closed = closed_between(here.whose, begin, end, here.place.zone)
    if closed is None:
        raise PageOutdated(OpenBlocking(here.place.id, here.whose.resource_id))
    return closed


@flow.move(BlockTime)
def block_time(turn: Turn, press: BlockTime) -> Page:
    here = ours(turn, press.location, press.resource)
    closed = _closed(here, press.begin, press.end)
    question = OpenBlockSure(press.location, press.begin, press.end, press.resource)
    return close(turn, closed, press.what, press.seen, question)
