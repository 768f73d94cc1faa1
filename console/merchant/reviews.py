"""What guests thought of a merchant: read, answered in public, reported to the operators."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import our_order, our_shop, zone_of
from console.merchant.statements import page_of
from console.pictures import photos_of
from console.room import Room
from orders import review_answers, review_reports, reviews
from people.rights import Right

room = Room()

PAGE = 25
REVIEWS = "/m/{merchant}/reviews"
REVIEW = f"{REVIEWS}/{{order}}"


@room.page(REVIEWS)
def reviews_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.GUESTS)
    page = page_of(ask)
    found = reviews.reviews_for_staff(turn.connection, shop.id, PAGE + 1, page * PAGE)
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "reviews": found[:PAGE],
        "page": page,
        "more": len(found) > PAGE,
    }
    return View("merchant/reviews.html", values)


@room.page(REVIEW)
def review_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.GUESTS)
    our_order(turn, ask)
    review = reviews.review_of(turn.connection, ask.place["order"])
    if review is None or review.taken_back_at is not None:
        raise NotHere
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "review": review,
        "photos": photos_of(turn, review),
        "longest": review_answers.LONGEST,
        "longest_report": review_reports.LONGEST,
    }
    return View("merchant/review.html", values)


@room.move(f"{REVIEW}/answer")
def answer(turn: Turn, ask: Ask) -> str:
    order, words = _ours(turn, ask), ask.words("words")
    if words:
        review_answers.answer(turn.connection, order, turn.person.id, words, turn.now)
    return REVIEW.format(**ask.place)


@room.move(f"{REVIEW}/change")
def change(turn: Turn, ask: Ask) -> str:
    order, words = _ours(turn, ask), ask.words("words")
    if words:
        review_answers.change_answer(turn.connection, order, turn.person.id, words, turn.now)
    return REVIEW.format(**ask.place)


@room.move(f"{REVIEW}/remove")
def remove(turn: Turn, ask: Ask) -> str:
    order = _ours(turn, ask)
    review_answers.take_answer_back(turn.connection, order, turn.person.id, turn.now)
    return REVIEW.format(**ask.place)


@room.move(f"{REVIEW}/report")
def report(turn: Turn, ask: Ask) -> str:
    order, words = _ours(turn, ask), ask.words("words")
    if words:
        review_reports.report(turn.connection, order, turn.person.id, words, turn.now)
    return REVIEW.format(**ask.place)


def _ours(turn: Turn, ask: Ask) -> int:
    our_shop(turn, ask, Right.SHOP)
    return our_order(turn, ask).id
