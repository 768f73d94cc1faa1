"""The front door: what this is, and every way in."""

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup

from catalog import searching
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.courier.shift import courier_row
from handlers.guest.actions import (
    GoNear,
    OpenBookings,
    OpenCategories,
    OpenFavourites,
    OpenHelp,
    OpenHome,
    OpenLanguage,
    OpenOffers,
)
from handlers.guest.menu_actions import OpenCart, SameAgain
from handlers.guest.owned import held_page
from handlers.hours import near_time
from handlers.layout import dotted, shortened
from handlers.roles import merchant_desk, operator_desk
from orders import AtHand, OrderLine, at_hand

flow = Flow()

NAME = 18
MINUTE = timedelta(minutes=1)


@flow.page(OpenHome)
def home_page(turn: Turn, _press: OpenHome) -> Screen:
    """Whoever has never looked around a place can share one from here at once."""
    known = searching.last_place(turn.connection, turn.person.id)
    here = at_hand.at_hand(turn.connection, turn.person.id, turn.now)
    return Screen(
        text=paragraphs(
            turn._("<b>{market}</b>", market=turn.market.name),
            turn._(
                "Find a place nearby, book and pay in this chat, and show your "
                "code when you get there."
            ),
            turn._("Looking for something? Just type it: haircut, sushi, yoga…"),
            _next_booking(turn, here.coming),
            _held(turn, here.held),
        ),
        rows=(
            *_going_on(turn, here),
            (Button(turn._("📍 Near me"), GoNear(), Style.PRIMARY),),
            (
                Button(turn._("Categories"), OpenCategories()),
                Button(turn._("❤️ Favourites"), OpenFavourites()),
            ),
            (Button(turn._("🎟 My bookings"), OpenBookings()),),
            *_desks(turn),
            (
                Button(turn._("🌐 Language"), OpenLanguage()),
                Button(turn._("Offers"), OpenOffers()),
                Button(turn._("Help"), OpenHelp()),
            ),
        ),
        asks_place=None if known else turn._("📍 Share my location"),
    )


def _next_booking(turn: Turn, coming: OrderLine | None) -> Markup | None:
    if coming is None or coming.starts_at is None:
        return None
    when = near_time(turn, coming.starts_at, coming.zone)
    return turn._(
        "Next: <b>{service}</b> at {merchant}, {when}.",
        service=coming.title,
        merchant=coming.merchant,
        when=when,
    )


def _held(turn: Turn, held: OrderLine | None) -> Markup | None:
    """For how long what is not paid yet is kept still."""
    if held is None or held.held_until is None:
        return None
    return turn.ngettext(
        "⏳ Not finished yet: <b>{title}</b> at {merchant}. Kept for you for {number} more minute.",
        "⏳ Not finished yet: <b>{title}</b> at {merchant}. Kept for you for {number} more minutes.",
        -((turn.now - held.held_until) // MINUTE),
        title=held.title,
        merchant=held.merchant,
    )


def _going_on(turn: Turn, here: AtHand) -> Iterator[Row]:
    """To what is held and not paid, what was chosen and not ordered, and to the same as last time."""
    if here.held is not None:
        named = _named(turn, here.held)
        total = named["total"] if here.held.total else None
        label = turn._("⏳ {booking}", booking=dotted((named["title"], named["merchant"], total)))
        yield (Button(label, held_page(here.held), Style.PRIMARY),)
    if here.cart is not None:
        label = turn._("🛒 {merchant} · {total}", **_named(turn, here.cart.line))
        yield (Button(label, OpenCart(here.cart.location_id), Style.PRIMARY),)
    if here.last is not None and not _is_in_cart(here):
        label = turn._("🔁 {title} · {merchant} · {total}", **_named(turn, here.last))
        yield (Button(label, SameAgain(here.last.id), Style.SUCCESS),)


def _is_in_cart(here: AtHand) -> bool:
    """Whether a cart is open where they had it."""
    if here.cart is None or here.last is None:
        return False
    return here.cart.line.merchant_id == here.last.merchant_id


def _named(turn: Turn, line: OrderLine) -> dict[str, str]:
    return {
        "title": shortened(line.title, NAME),
        "merchant": shortened(line.merchant, NAME),
        "total": turn.texts.money(line.total, line.currency),
    }


def _desks(turn: Turn) -> tuple[Row, ...]:
    desks: list[Row] = []
    if turn.person.merchants:
        desks.append((Button(turn._("🏪 My desk"), merchant_desk(turn)),))
    desks += courier_row(turn)
    if turn.person.operator:
        desks.append((Button(turn._("🧭 Operator's desk"), operator_desk(turn)),))
    return tuple(desks)
