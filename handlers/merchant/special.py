"""Other hours on a day, for a place or for one of its chairs, rooms and people."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from catalog import closing
from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.typed_hours import spans_typed
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.merchant.actions import OpenDay
from handlers.merchant.day_choice import day_rows, read_days
from handlers.merchant.grounds import Ours, ours
from handlers.merchant.shop_actions import OpenShopHours, OpenSpecial, OpenSpecialDay
from orders import clearing
from wording.hours import spans_words

flow = Flow()


@dataclass(frozen=True, slots=True)
class TypeSpecial(Move):
    """The day, typed."""

    code = "sspty"
    location: int
    resource: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SetSpecial(Move):
    """The hours of the day, typed."""

    code = "sspst"
    location: int
    day: date
    resource: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class DropSpecial(Move):
    """The day is as usual."""

    code = "sspno"
    location: int
    day: date
    resource: int | None = None


@flow.page(OpenSpecial)
def special_page(turn: Turn, press: OpenSpecial) -> Screen:
    here = ours(turn, press.location, press.resource)
    where = (press.location, press.resource)
    return Screen(
        text=paragraphs(
            turn._("That doesn't look like a day.") if press.again else None,
            here.title(turn._("<b>Other hours on a day</b>")),
            turn._("On which day? Choose it, or type it, like Dec 24."),
        ),
        rows=day_rows(
            turn,
            here.today(turn),
            press.page,
            lambda day: OpenSpecialDay(press.location, day, press.resource),
            lambda page: OpenSpecial(*where, page),
        ),
        asks=TypeSpecial(*where),
        back=OpenShopHours(*where),
    )


@flow.move(TypeSpecial)
def type_special(turn: Turn, press: TypeSpecial) -> Page:
    here = ours(turn, press.location, press.resource)
    days = read_days(turn, press.text, here.today(turn))
    if days is None or days[0] != days[1]:
        return OpenSpecial(press.location, press.resource, again=True)
    return OpenSpecialDay(press.location, days[0], press.resource)


@flow.page(OpenSpecialDay)
def special_day_page(turn: Turn, press: OpenSpecialDay) -> Screen:
    here = ours(turn, press.location, press.resource)
    kept = closing.special(turn.connection, here.whose, press.day)
    outside = clearing.outside(turn.connection, here.whose, press.day, turn.now)
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as hours.") if press.again else None,
            here.title(turn._("<b>{day}</b>", day=turn.texts.day(press.day))),
            turn._("As usual on that weekday.") if kept is None else spans_words(turn, kept),
            _outside(turn, outside),
            turn._("Type the hours of that day: 10-14, or with a break 9-13, 14-18."),
        ),
        rows=(*_bookings(turn, here, press.day, outside), *_usual(turn, press, kept is not None)),
        asks=SetSpecial(press.location, press.day, press.resource),
        back=OpenShopHours(press.location, press.resource),
    )


def _outside(turn: Turn, number: int) -> Markup | None:
    if not number:
        return None
    return turn.ngettext(
        "{number} booking lies outside these hours and stays as agreed.",
        "{number} bookings lie outside these hours and stay as agreed.",
        number,
    )


def _bookings(turn: Turn, here: Ours, day: date, number: int) -> tuple[Row, ...]:
    ahead = (day - here.today(turn)).days
    if not number or ahead < 0:
        return ()
    return ((Button(turn._("Bookings of that day"), OpenDay(here.merchant.id, ahead)),),)


def _usual(turn: Turn, press: OpenSpecialDay, differs: bool) -> tuple[Row, ...]:
    if not differs:
        return ()
    usual = DropSpecial(press.location, press.day, press.resource)
    return ((Button(turn._("↩ As usual"), usual),),)


@flow.move(SetSpecial)
def set_special(turn: Turn, press: SetSpecial) -> Page:
    here = ours(turn, press.location, press.resource)
    back = OpenSpecialDay(press.location, press.day, press.resource)
    try:
        spans = spans_typed(press.text)
    except HoursUnclear as error:
        raise AskedAgain(error, back) from error
    except HoursUnreadable:
        return OpenSpecialDay(press.location, press.day, press.resource, again=True)
    closing.set_special(turn.connection, here.whose, press.day, spans, turn.person.id, turn.now)
    return back


@flow.move(DropSpecial)
def drop_special(turn: Turn, press: DropSpecial) -> Page:
    here = ours(turn, press.location, press.resource)
    closing.drop_special(turn.connection, here.whose, press.day, turn.person.id, turn.now)
    return OpenSpecialDay(press.location, press.day, press.resource)
