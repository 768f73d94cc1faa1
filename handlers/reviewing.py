"""How a review reads, the same for guests and for the merchant's staff."""

from markupsafe import Markup

from catalog.views import Rating
from chat.screen import lines
from chat.turn import Turn
from handlers.names import called
from orders import Review

PAGE = 5


def review_words(turn: Turn, review: Review) -> Markup:
    """Stars, the guest's first name, what it was for and when, then the words."""
    first_name = called(turn, review.guest).partition(" ")[0]
    return lines(
        turn._(
            "{stars} {guest} · {service} · {day}",
            stars="★" * review.stars,
            guest=first_name,
            service=review.title,
            day=turn.texts.full_day(review.at.date()),
        ),
        turn._("<i>{words}</i>", words=review.words) if review.words else None,
    )


def stars(turn: Turn, rating: Rating) -> Markup | None:
    """What guests think of it, in a few signs; None where nobody said, or too few."""
    if rating.shown is None:
        return None
    average = turn.texts.stars(rating.shown)
    return turn._("★ {average} ({count})", average=average, count=rating.count)
