"""What guests thought of the merchant, for those who work there: read, answered, reported."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, leafing
from handlers.merchant.actions import OpenDesk, OpenOwnReviews, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant, our_order
from handlers.merchant.review_actions import (
    AnswerReview,
    AskReviewAnswer,
    AskReviewReport,
    ChangeAnswer,
    OpenOwnReview,
    ReportReview,
    TakeAnswerBack,
)
from handlers.reviewing import PAGE, photo_of, picture, review_label, review_words
from orders import Review, review_answers, review_reports, reviews
from people.rights import Right

flow = Flow()


@flow.page(OpenOwnReviews)
def own_reviews_page(turn: Turn, press: OpenOwnReviews) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.GUESTS)
    found = reviews.reviews_for_staff(turn.connection, merchant.id, PAGE + 1, press.page * PAGE)
    shown = found[:PAGE]
    one = (
        Button(review_label(turn, each), OpenOwnReview(each.order_id, page=press.page))
        for each in shown
    )
    return Screen(
        text=paragraphs(
            turn._("<b>⭐ Reviews of {merchant}</b>", merchant=merchant.name),
            *(paragraphs(review_words(turn, each), how_it_stands(turn, each)) for each in shown),
            None if found else turn._("No reviews yet."),
        ),
        rows=(
            *columns(2, one),
            *leafing(
                turn,
                press.page,
                lambda page: OpenOwnReviews(merchant.id, page),
                more=len(found) > PAGE,
            ),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenOwnReview)
def own_review_page(turn: Turn, press: OpenOwnReview) -> Screen:
    review = _ours(turn, press.order, Right.GUESTS)
    photo, leading = photo_of(turn, review, press.shot, lambda shot: replace(press, shot=shot))
    return Screen(
        text=paragraphs(review_words(turn, review, whole=True), how_it_stands(turn, review)),
        photo=picture(photo),
        rows=(*leading, *_rows(turn, review)),
        back=OpenOwnReviews(review.merchant_id, press.page),
    )


def how_it_stands(turn: Turn, review: Review) -> Markup | None:
    """What the operators did about it, as the place reads it."""
    if review.hidden_at is not None:
        return turn._(
            "🚫 Hidden by {market}: {reason}", market=turn.market.name, reason=review.reason or ""
        )
    if review.undecided:
        return turn._("🚩 Reported. {market} looks at it.", market=turn.market.name)
    if review.decided_at is not None:
        return turn._("🚩 {market} looked at it and lets it stand.", market=turn.market.name)
    return None


def _rows(turn: Turn, review: Review) -> Iterator[Row]:
    if review.counts and may(turn, Right.SHOP, review.merchant_id):
        ask = AskReviewAnswer(review.order_id)
        if review.answer is None:
            yield (Button(turn._("✍️ Answer"), ask, Style.PRIMARY),)
        else:
            gone = TakeAnswerBack(review.order_id)
            yield Button(turn._("Change the answer"), ask), Button(turn._("Remove it"), gone)
        if review.may_be_reported:
            yield (Button(turn._("🚩 Report"), AskReviewReport(review.order_id)),)
    if may(turn, Right.BOOKINGS, review.merchant_id):
        yield (Button(turn._("Open the booking"), OpenStaffBooking(review.order_id)),)


@flow.page(AskReviewAnswer)
def ask_answer_page(turn: Turn, press: AskReviewAnswer) -> Screen:
    review = _answerable(turn, press.order)
    first = review.answer is None
    return Screen(
        text=paragraphs(
            review_words(turn, review, whole=True),
            turn._("Type your answer. Everybody can read it, under the name of the place.")
            if first
            else turn._("Type your answer anew. It replaces the one above."),
        ),
        back=OpenOwnReview(review.order_id),
        asks=AnswerReview(review.order_id) if first else ChangeAnswer(review.order_id),
    )


@flow.page(AskReviewReport)
def ask_report_page(turn: Turn, press: AskReviewReport) -> Screen:
    review = _answerable(turn, press.order)
    if not review.may_be_reported:
        raise PageOutdated(OpenOwnReview(review.order_id))
    return Screen(
        text=paragraphs(
            review_words(turn, review, whole=True),
            turn._(
                "What is wrong with it? Type it for the people who run {market}. They hide what"
                " insults, lies or gives somebody away, not what is merely unkind.",
                market=turn.market.name,
            ),
        ),
        back=OpenOwnReview(review.order_id),
        asks=ReportReview(review.order_id),
    )


@flow.move(AnswerReview)
def answer_review(turn: Turn, press: AnswerReview) -> Page:
    return _said(turn, press, review_answers.answer)


@flow.move(ChangeAnswer)
def change_answer(turn: Turn, press: ChangeAnswer) -> Page:
    return _said(turn, press, review_answers.change_answer)


def _said(
    turn: Turn,
    press: AnswerReview | ChangeAnswer,
    keep: Callable[[Connection, int, int, str, datetime], None],
) -> Page:
    _ours(turn, press.order, Right.SHOP)
    words = fitting(press.text, review_answers.LONGEST, AskReviewAnswer(press.order))
    if not words:
        return AskReviewAnswer(press.order)
    keep(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenOwnReview(press.order)


@flow.move(TakeAnswerBack)
def take_answer_back(turn: Turn, press: TakeAnswerBack) -> Page:
    _ours(turn, press.order, Right.SHOP)
    review_answers.take_answer_back(turn.connection, press.order, turn.person.id, turn.now)
    return OpenOwnReview(press.order)


@flow.move(ReportReview)
def report_review(turn: Turn, press: ReportReview) -> Page:
    _ours(turn, press.order, Right.SHOP)
    words = fitting(press.text, review_reports.LONGEST, AskReviewReport(press.order))
    if not words:
        return AskReviewReport(press.order)
    review_reports.report(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenOwnReview(press.order)


def _ours(turn: Turn, order_id: int, right: Right) -> Review:
    """A review of a place where the person may, that was not taken back."""
    order = our_order(turn, order_id, right)
    review = reviews.review_of(turn.connection, order.id)
    if review is None or review.taken_back_at is not None:
        raise PageOutdated(OpenOwnReviews(order.merchant_id))
    return review


def _answerable(turn: Turn, order_id: int) -> Review:
    review = _ours(turn, order_id, Right.SHOP)
    if not review.counts:
        raise PageOutdated(OpenOwnReview(order_id))
    return review


def review_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A guest wrote what they thought; for those who still work there."""
    review = reviews.review_of(turn.connection, payload["order"])
    if review is None or not review.counts or not may(turn, Right.GUESTS, review.merchant_id):
        return None
    answer = Button(turn._("✍️ Answer"), AskReviewAnswer(review.order_id))
    return Screen(
        text=paragraphs(
            turn._("<b>⭐ A review of {merchant}</b>", merchant=review.merchant),
            review_words(turn, review),
        ),
        rows=(
            *(((answer,),) if _unanswered(turn, review) else ()),
            (Button(turn._("Open the booking"), OpenStaffBooking(review.order_id)),),
        ),
        keep=True,
    )


def _unanswered(turn: Turn, review: Review) -> bool:
    return review.answer is None and may(turn, Right.SHOP, review.merchant_id)
