"""What other guests thought of a place: a list, and one review with its photos."""

from collections.abc import Iterator
from dataclasses import replace

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenMerchant, OpenRating, OpenReviews
from handlers.guest.found import found_merchant
from handlers.guest.review_actions import DropReviewPhoto, OpenReview, SayHelpful
from handlers.layout import columns, leafing
from handlers.reviewing import PAGE, photo_of, picture, review_label, review_words, stars
from orders import Review, ReviewPhoto, review_presses, reviews

flow = Flow()


@flow.page(OpenReviews)
def reviews_page(turn: Turn, press: OpenReviews) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    found = reviews.reviews_of(
        turn.connection, merchant.id, PAGE + 1, press.page * PAGE, helpful=press.helpful
    )
    shown = found[:PAGE]
    return Screen(
        text=paragraphs(
            turn._("<b>{merchant}</b>, reviews", merchant=merchant.name),
            stars(turn, merchant.rating),
            *(review_words(turn, each) for each in shown),
            None if found else turn._("No reviews yet."),
        ),
        rows=(
            *columns(2, (_one(turn, press, each) for each in shown)),
            *leafing(
                turn,
                press.page,
                lambda page: replace(press, page=page),
                more=len(found) > PAGE,
            ),
            *(_order(turn, press) if press.page or len(found) > 1 else ()),
        ),
        back=OpenMerchant(merchant.id, press.search),
    )


def _one(turn: Turn, press: OpenReviews, review: Review) -> Button:
    led_from = OpenReview(review.order_id, 0, press.page, press.search, press.helpful)
    return Button(review_label(turn, review), led_from)


def _order(turn: Turn, press: OpenReviews) -> tuple[Row, ...]:
    other = replace(press, page=0, helpful=not press.helpful)
    label = turn._("Newest first") if press.helpful else turn._("Most helpful first")
    return ((Button(label, other),),)


@flow.page(OpenReview)
def review_page(turn: Turn, press: OpenReview) -> Screen:
    review = _read(turn, press.order)
    photo, leading = photo_of(turn, review, press.shot, lambda shot: replace(press, shot=shot))
    return Screen(
        text=paragraphs(
            turn._("<b>{merchant}</b>, reviews", merchant=review.merchant),
            review_words(turn, review, whole=True),
        ),
        photo=picture(photo),
        rows=(*leading, *_rows(turn, press, review, photo)),
        back=_list_of(press, review),
    )


def _read(turn: Turn, order_id: int) -> Review:
    """A review that others read, of a place that guests may see."""
    review = reviews.review_of(turn.connection, order_id)
    if review is None:
        raise PageOutdated(OpenHome())
    found_merchant(turn, review.merchant_id)
    if not review.counts:
        raise PageOutdated(OpenReviews(review.merchant_id))
    return review


def _list_of(press: OpenReview | SayHelpful, review: Review) -> Page:
    return OpenReviews(review.merchant_id, press.page, press.search, press.helpful)


def _rows(
    turn: Turn, press: OpenReview, review: Review, photo: ReviewPhoto | None
) -> Iterator[Row]:
    if review.guest_id == turn.person.id:
        if photo is not None and review.may_be_changed(turn.now):
            gone = DropReviewPhoto(review.order_id, photo.id)
            yield (Button(turn._("🗑 Remove this photo"), gone),)
        yield (Button(turn._("Your rating"), OpenRating(review.order_id)),)
    elif review.merchant_id not in turn.person.merchants:
        yield (_helpful(turn, press, review),)


def _helpful(turn: Turn, press: OpenReview, review: Review) -> Button:
    said = reviews.found_helpful(turn.connection, review.order_id, turn.person.id)
    label = turn._("✓ Helpful") if said else turn._("👍 Helpful")
    led = (press.page, press.search, press.helpful)
    return Button(label, SayHelpful(review.order_id, not said, *led))


@flow.move(SayHelpful)
def say_helpful(turn: Turn, press: SayHelpful) -> Page:
    given = (turn.connection, press.order, turn.person.id)
    if press.yes:
        review_presses.helps(*given, turn.now)
    else:
        review_presses.helps_not(*given)
    return OpenReview(press.order, 0, press.page, press.search, press.helpful)
