"""The front door: what this is, and every way in."""

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
from handlers.hours import near_time
from handlers.roles import merchant_desk, operator_desk
from orders import lists

flow = Flow()


@flow.page(OpenHome)
def home_page(turn: Turn, _press: OpenHome) -> Screen:
    """Whoever has never looked around a place can share one from here at once."""
    known = searching.last_place(turn.connection, turn.person.id)
    return Screen(
        text=paragraphs(
            turn._("<b>{market}</b>", market=turn.market.name),
            turn._(
                "Find a place nearby, book and pay in this chat, and show your "
                "code when you get there."
            ),
            turn._("Looking for something? Just type it: haircut, sushi, yoga…"),
            _next_booking(turn),
        ),
        rows=(
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


def _next_booking(turn: Turn) -> Markup | None:
    coming = lists.next_of_guest(turn.connection, turn.person.id, turn.now)
    if coming is None or coming.starts_at is None:
        return None
    when = near_time(turn, coming.starts_at, coming.zone)
    return turn._(
        "Next: <b>{service}</b> at {merchant}, {when}.",
        service=coming.title,
        merchant=coming.merchant,
        when=when,
    )


def _desks(turn: Turn) -> tuple[Row, ...]:
    desks: list[Row] = []
    if turn.person.merchants:
        desks.append((Button(turn._("🏪 My desk"), merchant_desk(turn)),))
    desks += courier_row(turn)
    if turn.person.operator:
        desks.append((Button(turn._("🧭 Operator's desk"), operator_desk(turn)),))
    return tuple(desks)
