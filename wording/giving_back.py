"""Until when money of an order can go back, as its guest and its place read it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.turn import Turn
from orders import OrderView, goodwill


def guest_until(turn: Turn, order: OrderView) -> Markup | None:
    """To its guest, of what was paid; nothing where nothing can go back."""
    last = goodwill.given_until(order)
    if last is None:
        return None
    day = _day(turn, last, order)
    if turn.now <= last:
        return turn._("💸 The place can give money back until {day}.", day=day)
    return turn._(
        "💸 The place could give money back until {day}. If something was wrong, ask for help here.",
        day=day,
    )


def place_until(turn: Turn, order: OrderView) -> Markup | None:
    """To who may give it at its place."""
    last = goodwill.given_until(order)
    if last is None:
        return None
    if turn.now <= last:
        return turn._("You can do it until {day}.", day=_day(turn, last, order))
    return place_no_more(turn, order)


def place_no_more(turn: Turn, order: OrderView) -> Markup | None:
    """Likewise once it is too late, and only then."""
    last = goodwill.given_until(order)
    if last is None or turn.now <= last:
        return None
    return turn._(
        "💸 You could give money back until {day}. The market's support still can.",
        day=_day(turn, last, order),
    )


def _day(turn: Turn, moment: datetime, order: OrderView) -> str:
    return turn.texts.full_day(moment.astimezone(ZoneInfo(order.zone)).date())
