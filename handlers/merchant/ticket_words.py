"""A ticket in words: what is to be made, what of it is missing, and what has become of it."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.bought import bought_words, line_words, title_apart
from handlers.hours import near_time
from handlers.merchant.replacing import asked_words
from handlers.names import called
from orders import OrderView, lacking, taking_over
from orders.models import Fulfilment
from orders.notices import News

ROOM = 3000
MOST_BY_GUEST = 20


def ticket_words(turn: Turn, order: OrderView) -> Markup:
    """What is to be made, whole, and what of it went back."""
    bought = bought_words(turn, order.lines, ROOM)
    if order.table is not None:
        bought = _by_guest(turn, order) or bought
    return lines(bought, *_missing(turn, order), *asked_words(turn, order))


def _by_guest(turn: Turn, order: OrderView) -> Markup | None:
    """Below each line that somebody else at the table pays for, whose it is; None where none is."""
    guests = taking_over.guests_of(turn.connection, order.id)
    if not guests or len(order.lines) > MOST_BY_GUEST:
        return None
    told: list[Markup] = []
    for position, line in enumerate(order.lines, 1):
        told.append(line_words(turn, line))
        if position in guests:
            told.append(turn._("👤 {guest}", guest=called(turn, guests[position])))
    return lines(*told)


def _missing(turn: Turn, order: OrderView) -> Iterator[Markup]:
    for position, number in lacking.gone_of(turn.connection, order.id).items():
        thing = title_apart(order.lines[position - 1], order.lines)
        yield turn._(
            "🚫 Missing: {number} × {thing}", number=turn.texts.number(number), thing=thing
        )


def ready_words(turn: Turn, order: OrderView) -> Markup | None:
    """Since when it waits."""
    if order.ready_at is None or not order.is_live():
        return None
    when = near_time(turn, order.ready_at, order.zone)
    return turn._("🛎 Ready since {when}.", when=when)


def ticket_headline(turn: Turn, order: OrderView, news: News) -> Markup:
    """What has become of it."""
    if news in {News.EXPIRED, News.UNUSED} and order.fulfilment is not Fulfilment.PICKUP:
        return (
            turn._("<b>Not handed over yet</b>")
            if news is News.UNUSED
            else turn._("<b>Not handed over</b>")
        )
    headlines = {
        News.NEW: turn._("<b>🔔 New order</b>"),
        News.CONFIRMED: turn._("<b>Order accepted</b>"),
        News.DECLINED: turn._("<b>Order declined</b>"),
        News.CANCELLED: turn._("<b>❌ Order cancelled</b>"),
        News.REDEEMED: turn._("<b>Handed over</b>"),
        News.EXPIRED: turn._("<b>Not picked up</b>"),
        News.UNUSED: turn._("<b>Not picked up yet</b>"),
    }
    return headlines.get(news, turn._("<b>Order</b>"))
