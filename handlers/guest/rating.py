"""What a guest thought of it: stars with one press, words and photos if they like, and second thoughts."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import AskSupport, OpenBooking, OpenMerchant, OpenRating
from handlers.guest.complaint_row import complaint_row
from handlers.guest.owned import my_order
from handlers.guest.review_actions import (
    AskTakeBack,
    ChangeStars,
    Comment,
    DropReviewPhoto,
    OpenReview,
    OpenStars,
    Rate,
    TakeBack,
)
from handlers.reviewing import LONGEST_COMMENT
from orders import OrderView, Review, rating, review_changes, reviews

flow = Flow()

STARS = (1, 2, 3, 4, 5)
POOR = 2
"""So few stars ask for help rather than for thanks."""


@flow.page(OpenRating)
def rating_page(turn: Turn, press: OpenRating) -> Screen:
    order = my_order(turn, press.order)
    if not order.used:
        raise PageOutdated(OpenBooking(press.order))
    review = reviews.review_of(turn.connection, order.id)
    if review is None:
        return _how_was_it(turn, order)
    if review.taken_back_at is not None:
        return Screen(text=turn._("You took your review back."), back=OpenBooking(order.id))
    return _said(turn, review)


def _how_was_it(turn: Turn, order: OrderView) -> Screen:
    return Screen(
        text=turn._(
            "How was {service} at {merchant}?", service=order.title, merchant=order.merchant
        ),
        rows=(star_row(order.id),),
        back=OpenBooking(order.id),
    )


def _said(turn: Turn, review: Review) -> Screen:
    is_open = review.may_be_changed(turn.now)
    return Screen(
        text=paragraphs(
            _thanks(turn, review.stars),
            turn._("<i>{words}</i>", words=review.words) if review.words else None,
            _hidden(turn, review),
            _invitation(turn, review) if is_open else None,
        ),
        rows=tuple(_rows(turn, review, is_open=is_open)),
        back=OpenBooking(review.order_id),
        asks=Comment(review.order_id) if is_open else None,
    )


def _hidden(turn: Turn, review: Review) -> Markup | None:
    if review.hidden_at is None:
        return None
    return turn._(
        "🚫 Hidden by {market}: {reason}", market=turn.market.name, reason=review.reason or ""
    )


def _invitation(turn: Turn, review: Review) -> Markup:
    """What can still be added, and who reads it."""
    return lines(
        None if review.words else turn._("Want to add a few words? Just type them."),
        turn.ngettext(
            "You can send {number} photo, too.",
            "You can send up to {number} photos, too.",
            review_changes.MOST_PHOTOS - review.photos,
        )
        if review.photos < review_changes.MOST_PHOTOS
        else None,
        turn._("The place and other guests can read this, with your first name."),
    )


def _rows(turn: Turn, review: Review, *, is_open: bool) -> Iterator[Row]:
    if review.stars <= POOR:
        order = my_order(turn, review.order_id)
        row = complaint_row(turn, order)
        ask = Button(turn._("💬 Tell us what went wrong"), AskSupport(order.id))
        yield from row or ((ask,),)
    if review.counts and (review.words or review.photos or review.answer):
        yield (Button(turn._("How others see it"), OpenReview(review.order_id)),)
    if is_open:
        yield (
            Button(turn._("Other stars"), OpenStars(review.order_id)),
            Button(turn._("Take it back"), AskTakeBack(review.order_id)),
        )
    yield (Button(turn._("About the place"), OpenMerchant(review.merchant_id)),)


@flow.page(OpenStars)
def stars_page(turn: Turn, press: OpenStars) -> Screen:
    review = _open_review(turn, press.order)
    stars = (Button(f"{each}★", ChangeStars(review.order_id, each)) for each in STARS)
    return Screen(
        text=turn._("You gave {stars}. How many should it be?", stars="★" * review.stars),
        rows=(tuple(stars),),
        back=OpenRating(review.order_id),
    )


@flow.page(AskTakeBack)
def ask_take_back_page(turn: Turn, press: AskTakeBack) -> Screen:
    review = _open_review(turn, press.order)
    return Screen(
        text=paragraphs(
            turn._("<b>Take your review back?</b>"),
            turn._(
                "Stars, words and photos are gone for everybody, and this visit can't be rated again."
            ),
        ),
        rows=(
            (Button(turn._("Yes, take it back"), TakeBack(review.order_id), Style.DANGER),),
            (Button(turn._("No, leave it"), OpenRating(review.order_id), Style.PRIMARY),),
        ),
        back=OpenRating(review.order_id),
    )


def _open_review(turn: Turn, order_id: int) -> Review:
    """The person's own review that may be changed still."""
    my_order(turn, order_id)
    review = reviews.review_of(turn.connection, order_id)
    if review is None or not review.may_be_changed(turn.now):
        raise PageOutdated(OpenRating(order_id))
    return review


@flow.move(Rate)
def rate(turn: Turn, press: Rate) -> Page:
    rating.rate(turn.connection, press.order, turn.person.id, press.stars, turn.now)
    return OpenRating(press.order)


@flow.move(Comment)
def comment(turn: Turn, press: Comment) -> Page:
    given = (turn.connection, press.order, turn.person.id)
    words = fitting(press.text, LONGEST_COMMENT, OpenRating(press.order))
    if press.photo:
        review_changes.add_photo(*given, press.photo, turn.now)
    if words:
        review_changes.comment(*given, words, turn.now)
    return OpenRating(press.order)


@flow.move(ChangeStars)
def change_stars(turn: Turn, press: ChangeStars) -> Page:
    given = (turn.connection, press.order, turn.person.id)
    review_changes.change_stars(*given, press.stars, turn.now)
    return OpenRating(press.order)


@flow.move(DropReviewPhoto)
def drop_review_photo(turn: Turn, press: DropReviewPhoto) -> Page:
    given = (turn.connection, press.order, turn.person.id)
    review_changes.drop_photo(*given, press.shot, turn.now)
    return OpenRating(press.order)


@flow.move(TakeBack)
def take_back(turn: Turn, press: TakeBack) -> Page:
    review_changes.take_back(turn.connection, press.order, turn.person.id, turn.now)
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
