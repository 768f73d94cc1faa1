"""What a guest thought of it: stars with one press, words if they like."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import AskSupport, OpenBooking, OpenMerchant, OpenRating
from handlers.guest.owned import my_order
from orders import rating

flow = Flow()

LONGEST_COMMENT = 300
STARS = (1, 2, 3, 4, 5)
POOR = 2
"""So few stars ask for help rather than for thanks."""


@dataclass(frozen=True, slots=True)
class Rate(Move):
    """One to five stars."""

    code = "rate"
    order: int
    stars: int


@dataclass(frozen=True, slots=True)
class Comment(Move):
    """A few words to the stars."""

    code = "words"
    order: int
    text: str = given("")


@flow.page(OpenRating)
def rating_page(turn: Turn, press: OpenRating) -> Screen:
    order = my_order(turn, press.order)
    if not order.used:
        raise PageOutdated(OpenBooking(press.order))
    if order.stars is None:
        return Screen(
            text=turn._(
                "How was {service} at {merchant}?", service=order.title, merchant=order.merchant
            ),
            rows=(star_row(order.id),),
            back=OpenBooking(order.id),
        )
    return Screen(
        text=paragraphs(
            _thanks(turn, order.stars),
            turn._("<i>{words}</i>", words=order.words) if order.words else None,
            lines(
                None if order.words else turn._("Want to add a few words? Just type them."),
                turn._("The place and other guests can read this, with your first name."),
            ),
        ),
        rows=(
            *(
                ((Button(turn._("💬 Tell us what went wrong"), AskSupport(order.id)),),)
                if order.stars <= POOR
                else ()
            ),
            (Button(turn._("About the place"), OpenMerchant(order.merchant_id)),),
        ),
        back=OpenBooking(order.id),
        asks=Comment(order.id),
    )


@flow.move(Rate)
def rate(turn: Turn, press: Rate) -> Page:
    rating.rate(turn.connection, press.order, turn.person.id, press.stars, turn.now)
    return OpenRating(press.order)


@flow.move(Comment)
def comment(turn: Turn, press: Comment) -> Page:
    words = fitting(press.text, LONGEST_COMMENT, OpenRating(press.order))
    rating.comment(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenRating(press.order)


def _thanks(turn: Turn, stars: int) -> Markup:
    shown = "★" * stars
    if stars > POOR:
        return turn._("Thank you! {stars}", stars=shown)
    return lines(
        turn._("We're sorry it wasn't good. {stars}", stars=shown),
        turn._("Tell us what went wrong and we'll see what we can do."),
    )


def star_row(order: int) -> Row:
    """Five buttons, one for each number of stars."""
    return tuple(Button(f"{stars}★", Rate(order, stars)) for stars in STARS)
