"""What guests thought of a merchant."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop, zone_of
from console.merchant.statements import page_of
from console.room import Room
from orders import reviews
from people.rights import Right

room = Room()

PAGE = 25


@room.page("/m/{merchant}/reviews")
def reviews_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.GUESTS)
    page = page_of(ask)
    found = reviews.reviews_of(turn.connection, shop.id, PAGE + 1, page * PAGE)
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "reviews": found[:PAGE],
        "page": page,
        "more": len(found) > PAGE,
    }
    return View("merchant/reviews.html", values)
