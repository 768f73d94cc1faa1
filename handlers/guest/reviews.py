"""What other guests thought of a place."""

from chat.flow import Flow
from chat.screen import Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenMerchant, OpenReviews
from handlers.guest.found import found_merchant
from handlers.layout import paging
from handlers.reviewing import PAGE, review_words, stars
from orders import reviews

flow = Flow()


@flow.page(OpenReviews)
def reviews_page(turn: Turn, press: OpenReviews) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    found = reviews.reviews_of(turn.connection, merchant.id, PAGE + 1, press.page * PAGE)
    return Screen(
        text=paragraphs(
            turn._("<b>{merchant}</b>, reviews", merchant=merchant.name),
            stars(turn, merchant.rating),
            *(review_words(turn, each) for each in found[:PAGE]),
            None if found else turn._("No reviews yet."),
        ),
        rows=paging(
            turn,
            OpenReviews(merchant.id, press.page - 1, press.search) if press.page else None,
            OpenReviews(merchant.id, press.page + 1, press.search) if len(found) > PAGE else None,
        ),
        back=OpenMerchant(merchant.id, press.search),
    )
