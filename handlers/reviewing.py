"""How a review reads, the same for guests, for the merchant's staff and for operators."""

from collections.abc import Callable, Sequence
from datetime import datetime

from markupsafe import Markup

from catalog.views import Rating
from chat.action import Page
from chat.screen import Button, Photo, Row, lines, paragraphs
from chat.turn import Turn
from handlers.layout import beginning, dotted
from handlers.names import first_name
from orders import Review, ReviewPhoto, reviews

PAGE = 5
ANSWER_IN_LIST = 200
LONGEST_COMMENT = 300


def review_words(turn: Turn, review: Review, *, whole: bool = False) -> Markup:
    """Stars, the guest's first name, what it was for and when, the words, and the place's answer."""
    return paragraphs(
        lines(
            turn._(
                "{stars} {guest} · {service} · {day}",
                stars="★" * review.stars,
                guest=first_name(turn, review.guest),
                service=review.title,
                day=_day(turn, review, review.at),
            ),
            turn._("<i>{words}</i>", words=review.words) if review.words else None,
            _around(turn, review),
        ),
        _answer(turn, review, whole=whole),
    )


def _day(turn: Turn, review: Review, moment: datetime) -> str:
    return turn.texts.full_day(moment.astimezone(review.zone).date())


def _around(turn: Turn, review: Review) -> Markup | None:
    """What else there is to it, where there is."""
    changed = None if review.changed_at is None else _day(turn, review, review.changed_at)
    facts = (
        turn.ngettext("📷 {number} photo", "📷 {number} photos", review.photos)
        if review.photos
        else None,
        turn.ngettext(
            "👍 {number} found it helpful", "👍 {number} found it helpful", review.helpful
        )
        if review.helpful
        else None,
        turn._("changed {day}", day=changed)
        if changed not in {None, _day(turn, review, review.at)}
        else None,
    )
    return dotted(facts) or None


def _answer(turn: Turn, review: Review, *, whole: bool) -> Markup | None:
    if review.answer is None:
        return None
    words = review.answer if whole else beginning(review.answer, ANSWER_IN_LIST)
    return turn._("<b>{merchant} answers:</b> {words}", merchant=review.merchant, words=words)


def review_label(turn: Turn, review: Review) -> str:
    """One review among others, as its button says it."""
    facts = (
        turn._("{number}★ {guest}", number=review.stars, guest=first_name(turn, review.guest)),
        f"📷 {turn.texts.number(review.photos)}" if review.photos else None,
        f"👍 {turn.texts.number(review.helpful)}" if review.helpful else None,
    )
    return dotted(facts).unescape()


def photo_of(
    turn: Turn, review: Review, shot: int, to: Callable[[int], Page]
) -> tuple[ReviewPhoto | None, tuple[Row, ...]]:
    """The photo that is shown, and the row that leads to the others."""
    photos: Sequence[ReviewPhoto] = (
        reviews.photos_of(turn.connection, review.order_id) if review.photos else ()
    )
    if not photos:
        return None, ()
    at = min(shot, len(photos) - 1)
    row = (
        *((Button(turn._("‹ Photo"), to(at - 1)),) if at else ()),
        *((Button(turn._("Photo ›"), to(at + 1)),) if at + 1 < len(photos) else ()),
    )
    return photos[at], ((row,) if row else ())


def picture(photo: ReviewPhoto | None) -> Photo | None:
    """As a screen shows it."""
    return None if photo is None else Photo(photo.photo)


def stars(turn: Turn, rating: Rating) -> Markup | None:
    """What guests think of it, in a few signs; None where nobody said, or too few."""
    if rating.shown is None:
        return None
    average = turn.texts.stars(rating.shown)
    return turn._("★ {average} ({count})", average=average, count=rating.count)
