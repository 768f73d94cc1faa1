"""A booking as one line of the staff's lists: when, who, what, and how it stands."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.action import Page
from chat.screen import Button
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenStaffBooking
from handlers.names import called
from orders import OrderLine
from orders.models import OrderState
from orders.rules import LIVE

NAME = 16
TITLE = 20
TITLE_BESIDE, RESOURCE = 12, 9
"""What a button has room for where it says with whom."""

MARKS: Mapping[OrderState, str] = MappingProxyType(
    {
        OrderState.PLACED: "⏳",
        OrderState.CONFIRMED: "✅",
        OrderState.REDEEMED: "🎟",
        OrderState.EXPIRED: "·",
    }
)


def line_words(turn: Turn, line: OrderLine) -> Markup:
    """The booking in a text."""
    several = turn._("{service} × {seats}", service=line.title, seats=line.seats)
    words = turn._(
        "{mark} {time} · {guest} · {service}",
        mark=_mark(turn, line),
        time=_time(turn, line),
        guest=called(turn, line.guest),
        service=line.title if line.seats == 1 else several,
    )
    return _with_whom(turn, line, words)


def line_button(
    turn: Turn, line: OrderLine, opens: Callable[[int], Page] = OpenStaffBooking
) -> Button:
    """The booking as a button that opens it, or something else about it."""
    label = turn._(
        "{mark} {time} · {guest} · {service}",
        mark=_mark(turn, line),
        time=_time(turn, line),
        guest=shortened(called(turn, line.guest), NAME),
        service=shortened(line.title, TITLE if line.resource is None else TITLE_BESIDE),
    )
    return Button(_with_whom(turn, line, label), opens(line.id))


def _with_whom(turn: Turn, line: OrderLine, booking: Markup) -> Markup:
    """To whom it fell; a heart says that the guest asked for that one."""
    if line.resource is None:
        return booking
    name = shortened(line.resource, RESOURCE)
    if line.chosen:
        return turn._("{booking} · ❤️ {resource}", booking=booking, resource=name)
    return turn._("{booking} · {resource}", booking=booking, resource=name)


def is_unused(turn: Turn, line: OrderLine) -> bool:
    """It is over, and its code was not used."""
    return (
        line.state in LIVE
        and line.ends_at is not None
        and line.ends_at <= turn.now
        and not line.used
    )


def _mark(turn: Turn, line: OrderLine) -> str:
    return "❗" if is_unused(turn, line) else MARKS.get(line.state, "·")


def _time(turn: Turn, line: OrderLine) -> str:
    if line.starts_at is None:
        return turn._("any time")
    return turn.texts.time(line.starts_at, line.zone)
