"""What guest and place hear when a review was answered, hidden or looked at."""

from collections.abc import Mapping
from typing import Any

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenRating
from handlers.guest.review_actions import OpenReview
from handlers.merchant.authorising import may
from handlers.merchant.review_actions import OpenOwnReview
from handlers.reviewing import review_words
from orders import Review, reviews
from people.rights import Right

Payload = Mapping[str, Any]


def review_answered(turn: Turn, payload: Payload) -> Screen | None:
    """The place answered its guest; nothing where the answer was taken back meanwhile."""
    review = reviews.review_of(turn.connection, payload["order"])
    if review is None or review.answer is None or not _is_guest(turn, review):
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>{merchant} answered your review</b>", merchant=review.merchant),
            review_words(turn, review, whole=True),
        ),
        rows=((Button(turn._("Open the review"), OpenReview(review.order_id)),),),
        keep=True,
    )


def review_decided(turn: Turn, payload: Payload) -> Screen | None:
    """An operator looked at a review, for its guest and for the place."""
    review = reviews.review_of(turn.connection, payload["order"])
    if review is None or review.taken_back_at is not None or review.decided_at is None:
        return None
    if not _is_guest(turn, review) and not may(turn, Right.SHOP, review.merchant_id):
        return None
    return Screen(
        text=paragraphs(_decision(turn, review), review_words(turn, review)),
        rows=((_open(turn, review),),),
        keep=True,
        subject=f"review-{review.order_id}",
    )


def _decision(turn: Turn, review: Review) -> str:
    market, merchant = turn.market.name, review.merchant
    if review.hidden_at is None:
        return turn._(
            "<b>{market} looked at a review of {merchant} and lets it stand.</b>",
            market=market,
            merchant=merchant,
        )
    return paragraphs(
        turn._(
            "<b>{market} has hidden a review of {merchant}.</b>", market=market, merchant=merchant
        ),
        turn._("Reason: {reason}", reason=review.reason or ""),
    )


def _open(turn: Turn, review: Review) -> Button:
    guest = OpenRating(review.order_id)
    page = guest if _is_guest(turn, review) else OpenOwnReview(review.order_id)
    return Button(turn._("Open the review"), page)


def _is_guest(turn: Turn, review: Review) -> bool:
    return review.guest_id == turn.person.id
