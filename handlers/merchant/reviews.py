"""What guests thought of the merchant, for those who work there."""

from collections.abc import Mapping
from typing import Any

from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import paging
from handlers.merchant.actions import OpenDesk, OpenOwnReviews, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant
from handlers.reviewing import PAGE, review_words
from orders import queries, reviews
from people.rights import Right

flow = Flow()


@flow.page(OpenOwnReviews)
def own_reviews_page(turn: Turn, press: OpenOwnReviews) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.GUESTS)
    found = reviews.reviews_of(turn.connection, merchant.id, PAGE + 1, press.page * PAGE)
    return Screen(
        text=paragraphs(
            turn._("<b>⭐ Reviews of {merchant}</b>", merchant=merchant.name),
            *(review_words(turn, each) for each in found[:PAGE]),
            None if found else turn._("No reviews yet."),
        ),
        rows=paging(
            turn,
            OpenOwnReviews(merchant.id, press.page - 1) if press.page else None,
            OpenOwnReviews(merchant.id, press.page + 1) if len(found) > PAGE else None,
        ),
        back=OpenDesk(merchant.id),
    )


def review_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A guest wrote what they thought; for those who still work there."""
    order = queries.order(turn.connection, payload["order"])
    review = reviews.review_of(turn.connection, payload["order"])
    if order is None or review is None or not may(turn, Right.GUESTS, order.merchant_id):
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⭐ A review of {merchant}</b>", merchant=order.merchant),
            review_words(turn, review),
        ),
        rows=((Button(turn._("Open the booking"), OpenStaffBooking(order.id)),),),
        keep=True,
    )
