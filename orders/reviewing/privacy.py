"""What reviews hold of a person: of the guest, of the place's staff, and of whoever decided."""

from orders.models import ratings
from orders.reviewing.review_models import (
    review_answers,
    review_photos,
    review_presses,
    review_reports,
)
from orders.whose import of_their_orders
from people.privacy import Fate, Holding

HOLDINGS = (
    Holding(
        ratings.c.guest_id,
        Fate.BLANKED,
        "the stars count towards the merchant's average; the words go",
        exported=(
            ratings.c.order_id,
            ratings.c.stars,
            ratings.c.words,
            ratings.c.at,
            ratings.c.changed_at,
            ratings.c.hidden_at,
            ratings.c.taken_back_at,
        ),
        blanks={"words": ""},
    ),
    Holding(
        review_photos.c.order_id,
        Fate.ERASED,
        "photos of a visit go with its words",
        exported=(review_photos.c.order_id, review_photos.c.photo, review_photos.c.at),
        rows=of_their_orders,
    ),
    Holding(
        review_answers.c.order_id,
        Fate.ERASED,
        "an answer to words that are gone may tell whose they were",
        exported=(review_answers.c.order_id, review_answers.c.words, review_answers.c.at),
        rows=of_their_orders,
    ),
    Holding(
        review_answers.c.author_id,
        Fate.KEPT,
        "a place's answer is the place's; it does not name who wrote it any more",
        exported=(review_answers.c.order_id, review_answers.c.words, review_answers.c.at),
    ),
    Holding(
        review_reports.c.order_id,
        Fate.BLANKED,
        "that operators looked at a review stays on record, without what was said of it",
        exported=(
            review_reports.c.order_id,
            review_reports.c.words,
            review_reports.c.reported_at,
            review_reports.c.decided_at,
            review_reports.c.reason,
        ),
        blanks={"words": "", "reason": ""},
        rows=of_their_orders,
    ),
    Holding(
        review_reports.c.reported_by,
        Fate.KEPT,
        "a place's report is the place's; it does not name who wrote it any more",
        exported=(
            review_reports.c.order_id,
            review_reports.c.words,
            review_reports.c.reported_at,
        ),
    ),
    Holding(
        review_reports.c.decided_by,
        Fate.KEPT,
        "that an operator decided stays on record; it names nobody any more",
        exported=(review_reports.c.order_id, review_reports.c.decided_at),
    ),
    Holding(
        review_presses.c.person_id,
        Fate.KEPT,
        "that somebody found a review helpful counts; it names nobody any more",
        exported=(review_presses.c.order_id, review_presses.c.at),
    ),
)
