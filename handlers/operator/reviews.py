"""Reviews that places reported: looked at, hidden with a reason, or left to stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Seen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, leafing, shortened
from handlers.operator.actions import OpenMerchantCard, OpenOperatorDesk, OpenOrder
from handlers.operator.guarding import OperatorFlow
from handlers.operator.review_actions import (
    AskHiding,
    HideReview,
    LetStand,
    OpenReport,
    OpenReports,
    ShowAgain,
)
from handlers.reviewing import photo_of, picture, review_label, review_words
from orders import Review, review_reports, reviews
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.PERSONS)

PAGE = 8
LABEL = 30


@flow.page(OpenReports)
def reports_page(turn: Turn, press: OpenReports) -> Screen:
    read = reviews.decided if press.decided else reviews.reported
    found = read(turn.connection, PAGE + 1, press.page * PAGE)
    return Screen(
        text=_heading(turn, press, some=bool(found)),
        rows=(
            *columns(1, (_one(turn, each) for each in found[:PAGE])),
            *leafing(
                turn,
                press.page,
                lambda page: replace(press, page=page),
                more=len(found) > PAGE,
            ),
            (_other(turn, press),),
        ),
        back=OpenOperatorDesk(),
        shows=tuple(_seen(each) for each in found[:PAGE]),
    )


def _heading(turn: Turn, press: OpenReports, *, some: bool) -> Markup:
    if press.decided:
        return turn._("Decided, the latest first:") if some else turn._("Nothing here yet.")
    return turn._("Reported, longest first:") if some else turn._("No reported reviews.")


def _one(turn: Turn, review: Review) -> Button:
    place = shortened(review.merchant, LABEL)
    label = turn._("{review} · {place}", review=review_label(turn, review), place=place)
    return Button(label, OpenReport(review.order_id))


def _other(turn: Turn, press: OpenReports) -> Button:
    if press.decided:
        return Button(turn._("Reported"), OpenReports())
    return Button(turn._("Decided"), OpenReports(decided=True))


@flow.page(OpenReport)
def report_page(turn: Turn, press: OpenReport) -> Screen:
    review = _reported(turn, press.order)
    photo, leading = photo_of(turn, review, press.shot, lambda shot: replace(press, shot=shot))
    return Screen(
        text=report_words(turn, review),
        photo=picture(photo),
        rows=(*leading, *_rows(turn, review)),
        back=OpenReports(decided=review.decided_at is not None),
        shows=(_seen(review),),
    )


def report_words(turn: Turn, review: Review) -> Markup:
    """The review, what the place says of it, and what was decided."""
    return paragraphs(
        turn._("<b>🚩 A review of {merchant}</b>", merchant=review.merchant),
        review_words(turn, review, whole=True),
        turn._("The place says: {words}", words=review.reported) if review.reported else None,
        _decision(turn, review),
    )


def _decision(turn: Turn, review: Review) -> Markup | None:
    if review.taken_back_at is not None:
        return turn._("Its guest took it back.")
    if review.hidden_at is not None:
        return turn._("🚫 Hidden: {reason}", reason=review.reason or "")
    return None if review.decided_at is None else turn._("It stands.")


def _rows(turn: Turn, review: Review) -> Iterator[Row]:
    if review.undecided:
        yield (
            Button(turn._("🚫 Hide it"), AskHiding(review.order_id), Style.DANGER),
            Button(turn._("Let it stand"), LetStand(review.order_id), Style.SUCCESS),
        )
    elif review.hidden_at is not None and review.taken_back_at is None:
        yield (Button(turn._("Show it again"), ShowAgain(review.order_id)),)
    yield (
        Button(turn._("🎟 Order {order}", order=str(review.order_id)), OpenOrder(review.order_id)),
        *_place(turn, review),
    )


def _place(turn: Turn, review: Review) -> tuple[Button, ...]:
    if not turn.person.may(Right.ADMIT):
        return ()
    return (Button(turn._("🏪 Merchant"), OpenMerchantCard(review.merchant_id)),)


@flow.page(AskHiding)
def ask_hiding_page(turn: Turn, press: AskHiding) -> Screen:
    review = _reported(turn, press.order)
    if not review.undecided:
        raise PageOutdated(OpenReport(review.order_id))
    return Screen(
        text=paragraphs(
            report_words(turn, review),
            turn._("Why is it hidden? Type it: the guest and the place read it."),
        ),
        back=OpenReport(review.order_id),
        asks=HideReview(review.order_id),
        shows=(_seen(review),),
    )


def _reported(turn: Turn, order_id: int) -> Review:
    """Operators look at what was reported, and at nothing else."""
    review = reviews.review_of(turn.connection, order_id)
    if review is None or review.reported_at is None:
        raise PageOutdated(OpenReports())
    return review


@flow.move(HideReview)
def hide_review(turn: Turn, press: HideReview) -> Page:
    reason = fitting(press.text, review_reports.LONGEST, AskHiding(press.order))
    if not reason:
        return AskHiding(press.order)
    review_reports.hide(turn.connection, press.order, turn.person.id, reason, turn.now)
    return OpenReport(press.order)


@flow.move(LetStand)
def let_stand(turn: Turn, press: LetStand) -> Page:
    review_reports.let_stand(turn.connection, press.order, turn.person.id, turn.now)
    return OpenReport(press.order)


@flow.move(ShowAgain)
def show_again(turn: Turn, press: ShowAgain) -> Page:
    review_reports.show_again(turn.connection, press.order, turn.person.id, turn.now)
    return OpenReport(press.order)


def review_reported(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A place asks the operators to look at a review."""
    review = reviews.review_of(turn.connection, payload["order"])
    if review is None or not review.undecided or not turn.person.may(Right.PERSONS):
        return None
    return Screen(
        text=report_words(turn, review),
        rows=((Button(turn._("See it"), OpenReport(review.order_id)),),),
        keep=True,
        subject=f"report-{review.order_id}",
        shows=(_seen(review),),
    )


def _seen(review: Review) -> Seen:
    """Its guest, by a first name."""
    return Seen(review.guest_id, Place.REVIEW, review.order_id)
