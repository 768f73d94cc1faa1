"""Reviews that places reported: an operator hides one with a reason, or lets it stand."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.merchant.statements import page_of
from console.pictures import photos_of
from console.room import Room
from orders import review_reports, reviews
from people.rights import Right

room = Room()

PAGE = 25
REVIEW = "/market/reviews/{order}"


@room.page("/market/reviews")
def reviews_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    page, decided = page_of(ask), ask.text("show") == "decided"
    read = reviews.decided if decided else reviews.reported
    found = read(turn.connection, PAGE + 1, page * PAGE)
    values = {
        "reviews": found[:PAGE],
        "decided": decided,
        "page": page,
        "more": len(found) > PAGE,
    }
    return View("market/reviews.html", values)


@room.page(REVIEW)
def review_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    review = reviews.review_of(turn.connection, ask.place["order"])
    if review is None or review.reported_at is None:
        raise NotHere
    values = {
        "review": review,
        "photos": photos_of(turn, review),
        "longest": review_reports.LONGEST,
    }
    return View("market/review.html", values)


@room.move(f"{REVIEW}/hide")
def hide(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PERSONS)
    order, reason = ask.place["order"], ask.words("words")
    if reason:
        review_reports.hide(turn.connection, order, turn.person.id, reason, turn.now)
    return REVIEW.format(**ask.place)


@room.move(f"{REVIEW}/stand")
def let_stand(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PERSONS)
    review_reports.let_stand(turn.connection, ask.place["order"], turn.person.id, turn.now)
    return REVIEW.format(**ask.place)


@room.move(f"{REVIEW}/show")
def show_again(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PERSONS)
    review_reports.show_again(turn.connection, ask.place["order"], turn.person.id, turn.now)
    return REVIEW.format(**ask.place)
