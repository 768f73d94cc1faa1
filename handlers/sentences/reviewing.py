"""What is said about a review that can't be changed, answered, reported or decided about."""

from types import MappingProxyType

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenRating, OpenReviews
from handlers.guest.review_actions import OpenReview
from handlers.merchant.review_actions import OpenOwnReview
from handlers.operator.review_actions import OpenReport
from handlers.sentences.explained import Explained, Sentences
from orders import errors, reviews
from people.rights import Right


def review_closed(turn: Turn, error: errors.ReviewClosed) -> Explained:
    words = turn._("This review can't be changed any more.")
    return Explained(words, OpenRating(error.order_id))


def review_gone(turn: Turn, error: errors.ReviewGone) -> Explained:
    words = turn._("That review is no longer there. Here's the latest:")
    return Explained(words, _list_of(turn, error.order_id))


def own_review(turn: Turn, error: errors.OwnReview) -> Explained:
    words = turn._("Others say whether a review is helpful, not its guest or the place.")
    return Explained(words, OpenReview(error.order_id))


def too_many_photos(turn: Turn, error: errors.TooManyReviewPhotos) -> Explained:
    words = turn.ngettext(
        "A review has room for {number} photo. Remove it before you send another.",
        "A review has room for {number} photos. Remove one before you send another.",
        error.most,
    )
    return Explained(words, OpenRating(error.order_id))


def answered_already(turn: Turn, error: errors.AnsweredAlready) -> Explained:
    words = turn._("Somebody at your place has answered already. You can change the answer.")
    return Explained(words, OpenOwnReview(error.order_id))


def too_many_words(turn: Turn, error: errors.TooManyWords) -> Explained:
    words = turn._(
        "That's {length} characters; the limit is {longest}. Please shorten it.",
        length=turn.texts.number(error.length),
        longest=turn.texts.number(error.longest),
    )
    return Explained(words, _list_of(turn, error.order_id))


def reported_already(turn: Turn, error: errors.ReportedAlready) -> Explained:
    words = turn._("This review was reported already.")
    return Explained(words, OpenOwnReview(error.order_id))


def report_decided(turn: Turn, error: errors.ReportDecided) -> Explained:
    words = turn._("That was decided already. Here's how it stands:")
    return Explained(words, OpenReport(error.order_id))


def _list_of(turn: Turn, order_id: int) -> Page:
    review = reviews.review_of(turn.connection, order_id)
    if review is None:
        return OpenHome()
    if turn.person.may(Right.GUESTS, review.merchant_id):
        return OpenOwnReview(order_id)
    return OpenReviews(review.merchant_id)


SENTENCES: Sentences = MappingProxyType(
    {
        errors.ReviewClosed: review_closed,
        errors.ReviewGone: review_gone,
        errors.OwnReview: own_review,
        errors.TooManyReviewPhotos: too_many_photos,
        errors.AnsweredAlready: answered_already,
        errors.TooManyWords: too_many_words,
        errors.ReportedAlready: reported_already,
        errors.ReportDecided: report_decided,
    }
)
