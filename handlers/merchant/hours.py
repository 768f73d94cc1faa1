"""The week of a place, or of one of its chairs, rooms and people, and the days that differ from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from catalog import closing, keeping
from catalog.closing import Closure
from catalog.hours import ANY_WEEK
from catalog.weekly import Span
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
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
from handlers.merchant.weekday import WEEKDAYS
from people.rights import Right
from wording.hours import spans_words

flow = Flow()

AT_ONCE = 8
FURTHEST = timedelta(days=400)


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
    return turn._(
        "These hours come from the listing. Choose a day to change it: your own week counts from then on."
    )


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
