"""The week of a place, or of one of its chairs, rooms and people: set day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from markupsafe import Markup

from catalog import closing, keeping
from catalog.closing import Closure
from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.hours import ANY_WEEK
from catalog.typed_hours import spans_typed
from catalog.weekly import DAY_MINUTES, Span
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns, leaf, leafing
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import our_merchant
from handlers.merchant.grounds import Ours, ours, place_name
from handlers.merchant.shop_actions import (
    OpenBlocking,
    OpenClosing,
    OpenClosure,
    OpenResources,
    OpenShopHours,
    OpenShopPlaces,
    OpenSpecial,
    OpenSpecialDay,
    OpenWeekday,
)
from people.rights import Right
from wording.hours import spans_words

flow = Flow()

WEEKDAYS = range(7)
WORKDAYS = range(5)
USUAL = ((9, 17), (9, 18), (10, 18), (10, 20))
AT_ONCE = 8
FURTHEST = timedelta(days=400)


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


@dataclass(frozen=True, slots=True)
class FollowPlace(Move):
    """It works whenever its place is open."""

    code = "swkf"
    location: int
    resource: int


@dataclass(frozen=True, slots=True)
class UndoWeek(Move):
    """The week is as it was before a change."""

    code = "swku"
    change: int


@flow.page(OpenShopPlaces)
def places_page(turn: Turn, press: OpenShopPlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    page, shown, more = leaf(merchant.locations, press.page, AT_ONCE)
    return Screen(
        text=turn._("Which place?"),
        rows=(
            *columns(1, (Button(place_name(each), OpenShopHours(each.id)) for each in shown)),
            *leafing(turn, page, lambda n: OpenShopPlaces(merchant.id, n), more=more),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenShopHours)
def week_page(turn: Turn, press: OpenShopHours) -> Screen:
    here = ours(turn, press.location, press.resource)
    whose, today = here.whose, here.today(turn)
    week = keeping.week_of(turn.connection, whose, turn.now)
    closures = closing.closures_of(turn.connection, whose, today)
    differing = [*_specials(turn, here), *_closures(turn, closures)]
    page, shown, more = leaf(differing, press.page, AT_ONCE)
    return Screen(
        text=paragraphs(
            here.title(turn._("<b>🕐 Hours</b>")),
            _source(turn, here),
            weekday_lines(turn, week),
            _closed_words(turn, closures),
        ),
        rows=(
            *columns(4, (_weekday_button(turn, here, day) for day in WEEKDAYS)),
            *columns(1, shown),
            *leafing(
                turn, page, lambda n: OpenShopHours(press.location, press.resource, n), more=more
            ),
            *_doings(turn, here),
        ),
        back=here.parent,
    )


def _source(turn: Turn, here: Ours) -> Markup | None:
    if keeping.has_own_week(turn.connection, here.whose):
        return None
    if here.resource is not None:
        return turn._("Works whenever the place is open. Choose a day to set other hours.")
    return turn._("These hours are not from you. Choose a day, and the week is yours.")


def weekday_lines(turn: Turn, week: keeping.Week) -> Markup:
    """The whole week, a day a line."""
    return lines(*(_weekday_line(turn, day, week.get(day, ())) for day in WEEKDAYS))


def _weekday_line(turn: Turn, weekday: int, spans: Iterable[Span]) -> Markup:
    name = turn.texts.weekday(ANY_WEEK[weekday])
    return turn._("{days}: {hours}", days=name, hours=spans_words(turn, tuple(spans)))


def _weekday_button(turn: Turn, here: Ours, weekday: int) -> Button:
    to = OpenWeekday(here.place.id, weekday, here.whose.resource_id)
    return Button(turn.texts.weekday(ANY_WEEK[weekday]), to)


def _closed_words(turn: Turn, closures: list[Closure]) -> Markup | None:
    if not closures:
        return None
    return turn._("Closed days and blocked times are below.")


def _specials(turn: Turn, here: Ours) -> Iterator[Button]:
    today = here.today(turn)
    found = closing.specials(turn.connection, here.whose, today, today + FURTHEST)
    for day, spans in found.items():
        label = turn._("✳️ {day}: {hours}", day=turn.texts.day(day), hours=spans_words(turn, spans))
        yield Button(label, OpenSpecialDay(here.place.id, day, here.whose.resource_id))


def _closures(turn: Turn, found: Iterable[Closure]) -> Iterator[Button]:
    for each in found:
        yield Button(turn._("🚫 {when}", when=closure_words(turn, each)), OpenClosure(each.id))


def _doings(turn: Turn, here: Ours) -> tuple[Row, ...]:
    place, resource = here.place.id, here.whose.resource_id
    off = turn._("Days off") if resource is not None else turn._("Close days")
    rows: list[Row] = [
        (
            Button(off, OpenClosing(place, resource)),
            Button(turn._("Block a time"), OpenBlocking(place, resource)),
        ),
        (Button(turn._("Other hours on a day"), OpenSpecial(place, resource)),),
    ]
    if resource is None:
        rows.append((Button(turn._("💺 Chairs, rooms, people"), OpenResources(place)),))
    elif keeping.has_own_week(turn.connection, here.whose):
        rows.append((Button(turn._("Same as the place"), FollowPlace(place, resource)),))
    change = keeping.last_change(turn.connection, here.whose, turn.person.id)
    if change is not None:
        rows.append((Button(turn._("↩ Undo my last change"), UndoWeek(change)),))
    return tuple(rows)


def closure_words(turn: Turn, found: Closure) -> str:
    """When it is closed."""
    closed = found.closed
    first, last = turn.texts.day(closed.first), turn.texts.day(closed.last)
    if closed.times is not None:
        times = spans_words(turn, (closed.times,))
        return turn._("{day}, {hours}", day=first, hours=times)
    if closed.first == closed.last:
        return first
    return turn._("{first}–{last}", first=first, last=last)


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


@flow.move(FollowPlace)
def follow_place(turn: Turn, press: FollowPlace) -> Page:
    here = ours(turn, press.location, press.resource)
    keeping.follow_place(turn.connection, here.whose, turn.person.id, turn.now)
    return OpenShopHours(press.location, press.resource)


@flow.move(UndoWeek)
def undo_week(turn: Turn, press: UndoWeek) -> Page:
    whose, _change = keeping.week_changed(turn.connection, press.change)
    ours(turn, whose.location_id, whose.resource_id)
    keeping.undo(turn.connection, press.change, turn.person.id, turn.now)
    return OpenShopHours(whose.location_id, whose.resource_id)
