"""Why a review is not taken, answered or decided about."""

from orders.errors.base import OrderRefusal


class NotRateable(OrderRefusal):
    """Only its guest rates an order, once, and after it was redeemed."""


class OwnPlace(OrderRefusal):
    """Whoever works there gives it no stars."""


class ReviewClosed(OrderRefusal):
    """Its guest changes it no more: the time for it is over, it was hidden, or taken back."""


class ReviewGone(OrderRefusal):
    """Others can't read it (any more)."""


class OwnReview(OrderRefusal):
    """Neither its guest nor whoever works there says that it is helpful."""


class TooManyReviewPhotos(OrderRefusal):
    """It has as many as one review may have."""

    def __init__(self, order_id: int, most: int) -> None:
        super().__init__(order_id)
        self.args = (order_id, most)
        self.most = most


class AnsweredAlready(OrderRefusal):
    """The place has said its word: it can be changed or taken back."""


class ReportedAlready(OrderRefusal):
    """The operators were asked about it as it reads."""


class ReportDecided(OrderRefusal):
    """Nothing waits to be decided about it: another operator was faster, or it was taken back."""
