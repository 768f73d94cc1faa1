"""When a place is open that somebody adds: a usual week by one press, a typed one, or day by day."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog import applying
from catalog.applications import Application
from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.hours import ANY_WEEK
from catalog.keeping import Week
from catalog.typed_hours import spans_typed, week_typed
from catalog.weekly import DAY_MINUTES, Span
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.guest.application_actions import (
    OpenApplicationDay,
    OpenApplicationHours,
    OpenApplicationWeek,
    following,
    later,
    parent,
    unsent,
)
from handlers.layout import columns
from handlers.merchant.hours import weekday_lines
from handlers.merchant.weekday import (
    USUAL,
    WEEKDAYS,
    WORKDAYS,
    Copied,
    copying,
    hours_question,
)
from wording.hours import spans_words

flow = Flow()

USUAL_WEEKS = ((WORKDAYS, 9, 18), (range(6), 9, 18), (range(6), 10, 20), (WEEKDAYS, 9, 21))
HOUR = 60


@dataclass(frozen=True, slots=True)
class GiveApplicationHours(Move):
    """The whole week, typed."""

    code = "add-open"
    application: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class PickApplicationWeek(Move):
    """One of the usual weeks by its place in the list; none leaves the hours for later."""

    code = "add-usual"
    application: int
    week: int | None


@dataclass(frozen=True, slots=True)
class GiveApplicationDay(Move):
    """What opens on a weekday, typed."""

    code = "add-dayt"
    application: int
    weekday: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class PickApplicationDay(Move):
    """One span of minutes for a weekday; an empty one closes it."""

    code = "add-dayp"
    application: int
    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class CopyApplicationDay(Move):
    """Other days have the hours of this one."""

    code = "add-dayc"
    application: int
    weekday: int
    to: Copied


@flow.page(OpenApplicationHours)
def hours_page(turn: Turn, press: OpenApplicationHours) -> Screen:
    application = unsent(turn, press.application)
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as hours.") if press.again else None,
            turn._("<b>When is {place} open?</b>", place=application.name),
            weekday_lines(turn, application.week) if application.week else None,
            turn._("Choose, or type it: 9-18 for every day, or Mon-Fri 9-18, Sat 10-16."),
        ),
        rows=(
            *columns(1, _usual_weeks(turn, application)),
            (
                Button(turn._("Day by day"), OpenApplicationWeek(application.id)),
                Button(
                    later(turn, said=bool(application.week)),
                    PickApplicationWeek(application.id, None),
                ),
            ),
        ),
        asks=GiveApplicationHours(application.id),
        back=parent(application),
    )


def _usual_weeks(turn: Turn, application: Application) -> Iterator[Button]:
    for number, (days, opens, closes) in enumerate(USUAL_WEEKS):
        first, last = (turn.texts.weekday(ANY_WEEK[each]) for each in (days[0], days[-1]))
        name = turn._("{first}–{last}", first=first, last=last)
        hours = spans_words(turn, _hours(opens, closes))
        label = turn._("{days}: {hours}", days=name, hours=hours)
        yield Button(label, PickApplicationWeek(application.id, number))


def _hours(opens: int, closes: int) -> tuple[Span, ...]:
    return (Span(opens * HOUR, closes * HOUR),)


@flow.move(GiveApplicationHours)
def give_hours(turn: Turn, press: GiveApplicationHours) -> Page:
    unsent(turn, press.application)
    try:
        week = week_typed(press.text)
    except HoursUnclear as error:
        raise AskedAgain(error, OpenApplicationHours(press.application)) from error
    except HoursUnreadable:
        return OpenApplicationHours(press.application, again=True)
    applying.set_week(turn.connection, press.application, turn.person.id, week)
    return following(turn, press.application)


@flow.move(PickApplicationWeek)
def pick_week(turn: Turn, press: PickApplicationWeek) -> Page:
    week: Week = {}
    if press.week is not None:
        if press.week not in range(len(USUAL_WEEKS)):
            raise PageOutdated(OpenApplicationHours(press.application))
        days, opens, closes = USUAL_WEEKS[press.week]
        week = dict.fromkeys(days, _hours(opens, closes))
    applying.set_week(turn.connection, press.application, turn.person.id, week)
    return following(turn, press.application)


@flow.page(OpenApplicationWeek)
def week_page(turn: Turn, press: OpenApplicationWeek) -> Screen:
    application = unsent(turn, press.application)
    days = (
        Button(turn.texts.weekday(ANY_WEEK[each]), OpenApplicationDay(application.id, each))
        for each in WEEKDAYS
    )
    done = Button(turn._("✅ Done"), following(turn, application.id), Style.PRIMARY)
    return Screen(
        text=paragraphs(
            turn._("<b>When is {place} open?</b>", place=application.name),
            weekday_lines(turn, application.week or {}),
            turn._("Choose a day to set its hours."),
        ),
        rows=(*columns(4, days), *(((done,),) if application.week else ())),
        back=OpenApplicationHours(application.id),
    )


@flow.page(OpenApplicationDay)
def day_page(turn: Turn, press: OpenApplicationDay) -> Screen:
    application = unsent(turn, press.application)
    weekday = _weekday(press)
    mine = (application.id, weekday)
    usual = (
        Button(spans_words(turn, _hours(*each)), PickApplicationDay(*mine, *(60 * n for n in each)))
        for each in USUAL
    )
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as hours.") if press.again else None,
            turn._("<b>{day}</b>", day=turn.texts.weekday(ANY_WEEK[weekday])),
            spans_words(turn, (application.week or {}).get(weekday, ())),
            hours_question(turn),
        ),
        rows=(
            *columns(2, usual),
            (Button(turn._("Closed on this day"), PickApplicationDay(*mine, 0, 0)),),
            *_copying(turn, application, weekday),
        ),
        asks=GiveApplicationDay(*mine),
        back=OpenApplicationWeek(application.id),
    )


def _copying(turn: Turn, application: Application, weekday: int) -> tuple[Row, ...]:
    workdays, every_day = (
        CopyApplicationDay(application.id, weekday, to) for to in (Copied.WORKDAYS, Copied.ALL)
    )
    return copying(turn, workdays, every_day)


def _weekday(
    press: OpenApplicationDay | GiveApplicationDay | PickApplicationDay | CopyApplicationDay,
) -> int:
    if press.weekday not in WEEKDAYS:
        raise PageOutdated(OpenApplicationWeek(press.application))
    return press.weekday


@flow.move(GiveApplicationDay)
def give_day(turn: Turn, press: GiveApplicationDay) -> Page:
    weekday = _weekday(press)
    try:
        spans = spans_typed(press.text)
    except HoursUnclear as error:
        raise AskedAgain(error, OpenApplicationDay(press.application, weekday)) from error
    except HoursUnreadable:
        return OpenApplicationDay(press.application, weekday, again=True)
    return _set(turn, press.application, {weekday: spans})


@flow.move(PickApplicationDay)
def pick_day(turn: Turn, press: PickApplicationDay) -> Page:
    if not 0 <= press.opens <= press.closes <= DAY_MINUTES:
        raise PageOutdated(OpenApplicationDay(press.application, _weekday(press)))
    spans = (Span(press.opens, press.closes),) if press.opens < press.closes else ()
    return _set(turn, press.application, {_weekday(press): spans})


@flow.move(CopyApplicationDay)
def copy_day(turn: Turn, press: CopyApplicationDay) -> Page:
    application = unsent(turn, press.application)
    spans = (application.week or {}).get(_weekday(press), ())
    days = WEEKDAYS if press.to is Copied.ALL else WORKDAYS
    return _set(turn, press.application, dict.fromkeys(days, spans))


def _set(turn: Turn, application_id: int, days: Week) -> Page:
    application = unsent(turn, application_id)
    week = {**(application.week or {}), **days}
    applying.set_week(turn.connection, application_id, turn.person.id, week)
    return OpenApplicationWeek(application_id)
