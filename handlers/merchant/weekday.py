"""One day of the week of a place, or of one of its chairs, rooms and people: set, and copied to others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from catalog import keeping
from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.hours import ANY_WEEK
from catalog.typed_hours import spans_typed
from catalog.weekly import DAY_MINUTES, Span
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.grounds import Ours, ours
from handlers.merchant.shop_actions import OpenShopHours, OpenWeekday
from wording.hours import spans_words

flow = Flow()

WEEKDAYS = range(7)
WORKDAYS = range(5)
USUAL = ((9, 17), (9, 18), (10, 18), (10, 20))


class Copied(StrEnum):
    """To which days the hours of one are copied."""

    ALL = "all"
    WORKDAYS = "work"


@dataclass(frozen=True, slots=True)
class SetWeekday(Move):
    """What opens on the weekday, typed."""

    code = "swkt"
    location: int
    weekday: int
    resource: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class PickHours(Move):
    """One span of minutes for the weekday; an empty one closes it."""

    code = "swkp"
    location: int
    weekday: int
    opens: int
    closes: int
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class CopyDay(Move):
    """Other days have the hours of this one."""

    code = "swkc"
    location: int
    weekday: int
    to: Copied
    resource: int | None = None


@flow.page(OpenWeekday)
def weekday_page(turn: Turn, press: OpenWeekday) -> Screen:
    weekday = _weekday(press)
    here = ours(turn, press.location, press.resource)
    spans = keeping.week_of(turn.connection, here.whose, turn.now).get(weekday, ())
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as hours.") if press.again else None,
            here.title(turn._("<b>{day}</b>", day=turn.texts.weekday(ANY_WEEK[weekday]))),
            spans_words(turn, spans),
            hours_question(turn),
        ),
        rows=(
            *columns(2, _usual(turn, press)),
            (Button(turn._("Closed on this day"), _picked(press, 0, 0)),),
            *_copying(turn, press, weekday),
        ),
        asks=SetWeekday(press.location, weekday, press.resource),
        back=OpenShopHours(press.location, press.resource),
    )


def hours_question(turn: Turn) -> Markup:
    """How hours are typed."""
    return turn._(
        "Choose the hours, or type them: 9-18, with a break 9-13, 14-18, or past midnight 18-2."
    )


def _weekday(press: OpenWeekday | SetWeekday | PickHours | CopyDay) -> int:
    if press.weekday not in WEEKDAYS:
        raise PageOutdated(OpenShopHours(press.location, press.resource))
    return press.weekday


def _usual(turn: Turn, press: OpenWeekday) -> Iterator[Button]:
    for opens, closes in USUAL:
        span = Span(opens * 60, closes * 60)
        yield Button(spans_words(turn, (span,)), _picked(press, span.opens, span.closes))


def _picked(press: OpenWeekday, opens: int, closes: int) -> PickHours:
    return PickHours(press.location, press.weekday, opens, closes, press.resource)


def _copying(turn: Turn, press: OpenWeekday, weekday: int) -> tuple[Row, ...]:
    to_all = CopyDay(press.location, weekday, Copied.ALL, press.resource)
    to_workdays = CopyDay(press.location, weekday, Copied.WORKDAYS, press.resource)
    return copying(turn, to_workdays, to_all)


def copying(turn: Turn, to_workdays: Move, to_all: Move) -> tuple[Row, ...]:
    """The keys that give other days the hours of this one."""
    first, last = (turn.texts.weekday(ANY_WEEK[each]) for each in (WORKDAYS[0], WORKDAYS[-1]))
    return (
        (Button(turn._("Copy to {first}–{last}", first=first, last=last), to_workdays),),
        (Button(turn._("Copy to every day"), to_all, Style.PLAIN),),
    )


@flow.move(SetWeekday)
def set_weekday(turn: Turn, press: SetWeekday) -> Page:
    weekday = _weekday(press)
    here = ours(turn, press.location, press.resource)
    try:
        spans = spans_typed(press.text)
    except HoursUnclear as error:
        raise AskedAgain(error, OpenWeekday(press.location, weekday, press.resource)) from error
    except HoursUnreadable:
        return OpenWeekday(press.location, weekday, press.resource, again=True)
    return _set(turn, here, (weekday,), spans)


@flow.move(PickHours)
def pick_hours(turn: Turn, press: PickHours) -> Page:
    here = ours(turn, press.location, press.resource)
    if not 0 <= press.opens <= press.closes <= DAY_MINUTES:
        raise PageOutdated(OpenWeekday(press.location, _weekday(press), press.resource))
    spans = (Span(press.opens, press.closes),) if press.opens < press.closes else ()
    return _set(turn, here, (_weekday(press),), spans)


@flow.move(CopyDay)
def copy_day(turn: Turn, press: CopyDay) -> Page:
    weekday = _weekday(press)
    here = ours(turn, press.location, press.resource)
    spans = keeping.week_of(turn.connection, here.whose, turn.now).get(weekday, ())
    days = WEEKDAYS if press.to is Copied.ALL else WORKDAYS
    return _set(turn, here, days, spans)


def _set(turn: Turn, here: Ours, days: Iterable[int], spans: Iterable[Span]) -> Page:
    keeping.set_days(turn.connection, here.whose, days, spans, turn.person.id, turn.now)
    return OpenShopHours(here.place.id, here.whose.resource_id)
