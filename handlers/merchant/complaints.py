"""Complaints of a place's guests: told at once, listed with the time left, answered once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.amount_back import can_give, check_amount, complaint_money, left_for, typed_for
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.complaint_words import complaint_label, complaint_words
from handlers.errors import fitting
from handlers.layout import columns, leafing
from handlers.merchant.actions import OpenDesk, OpenMoving, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant, require_staff
from handlers.merchant.complaint_actions import (
    AnswerComplaint,
    AskComplaintAnswer,
    OpenComplaintMoney,
    OpenOwnComplaint,
    OpenOwnComplaints,
    TypeComplaintMoney,
)
from handlers.merchant.whose import whose_words
from orders import (
    ComplaintView,
    Gift,
    Stand,
    complaint_answers,
    complaint_views,
    proposing,
    queries,
)
from people.rights import Right
from wording.complaints import Reader, time_left

flow = Flow()

PAGE = 8


@flow.page(OpenOwnComplaints)
def own_complaints_page(turn: Turn, press: OpenOwnComplaints) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REFUND)
    read = complaint_views.past_of if press.past else complaint_views.waiting_for
    found = read(turn.connection, merchant.id, PAGE + 1, press.page * PAGE)
    one = (Button(complaint_label(turn, each), OpenOwnComplaint(each.id)) for each in found[:PAGE])
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ Complaints about {merchant}</b>", merchant=merchant.name),
            _heading(turn, press, some=bool(found)),
        ),
        rows=(
            *columns(1, one),
            *leafing(
                turn, press.page, lambda page: replace(press, page=page), more=len(found) > PAGE
            ),
            (_other_shelf(turn, press),),
        ),
        back=OpenDesk(merchant.id),
    )


def _heading(turn: Turn, press: OpenOwnComplaints, *, some: bool) -> Markup:
    if press.past:
        return turn._("Answered and over:") if some else turn._("Nothing here yet.")
    return turn._("Waiting for your answer:") if some else turn._("None waits for your answer.")


def _other_shelf(turn: Turn, press: OpenOwnComplaints) -> Button:
    if press.past:
        return Button(turn._("Waiting"), OpenOwnComplaints(press.merchant))
    return Button(turn._("Answered and over"), OpenOwnComplaints(press.merchant, past=True))


@flow.page(OpenOwnComplaint)
def own_complaint_page(turn: Turn, press: OpenOwnComplaint) -> Screen:
    found = _ours(turn, press.complaint)
    waits = found.waits(Stand.OPEN, turn.now)
    return Screen(
        text=paragraphs(
            complaint_words(turn, found, Reader.PLACE),
            turn._("How do you answer? Your guest reads it at once.") if waits else None,
        ),
        rows=(*(_answers(turn, found) if waits else ()), *_further(turn, found)),
        back=OpenOwnComplaints(found.merchant_id, past=found.stand is not Stand.OPEN),
    )


def _answers(turn: Turn, found: ComplaintView) -> Iterator[Row]:
    if can_give(turn, found):
        left = turn.texts.money(left_for(turn, found).left, found.currency)
        every = AskComplaintAnswer(found.id, left_for(turn, found).left)
        yield (Button(turn._("💸 Give back {amount}", amount=left), every, Style.PRIMARY),)
        yield (Button(turn._("💸 Another amount"), OpenComplaintMoney(found.id)),)
    order = queries.order(turn.connection, found.order_id)
    if order is not None and proposing.can_move(turn.connection, order, turn.now):
        yield (Button(turn._("🔁 Offer another time"), OpenMoving(order.id)),)
    yield (Button(turn._("✍️ Answer in words"), AskComplaintAnswer(found.id)),)


def _further(turn: Turn, found: ComplaintView) -> Iterator[Row]:
    if found.photo is not None:
        yield (Button(turn._("📷 Photo"), OpenComplaintPhoto(found.id)),)
    if may(turn, Right.BOOKINGS, found.merchant_id):
        yield (Button(turn._("Open the booking"), OpenStaffBooking(found.order_id)),)


@flow.page(OpenComplaintMoney)
def complaint_money_page(turn: Turn, press: OpenComplaintMoney) -> Screen:
    found = _answerable(turn, press.complaint)
    return complaint_money(
        turn,
        found,
        Reader.PLACE,
        lambda amount: AskComplaintAnswer(found.id, amount),
        TypeComplaintMoney(found.id),
        again=press.again,
        back=OpenOwnComplaint(found.id),
    )


@flow.move(TypeComplaintMoney)
def type_complaint_money(turn: Turn, press: TypeComplaintMoney) -> Page:
    found = _answerable(turn, press.complaint)
    amount = typed_for(turn, found, press.text, OpenComplaintMoney(found.id))
    if amount is None:
        return OpenComplaintMoney(found.id, again=True)
    return AskComplaintAnswer(found.id, amount)


@flow.page(AskComplaintAnswer)
def ask_answer_page(turn: Turn, press: AskComplaintAnswer) -> Screen:
    found = _answerable(turn, press.complaint)
    back = OpenOwnComplaint(found.id)
    if not press.amount:
        return Screen(
            text=paragraphs(
                complaint_words(turn, found, Reader.PLACE),
                turn._("Type your answer. Your guest reads it at once, and you answer only once."),
            ),
            back=back,
            asks=AnswerComplaint(found.id),
        )
    left = left_for(turn, found)
    check_amount(found.order_id, left, press.amount)
    amount = turn.texts.money(press.amount, left.currency)
    said = AnswerComplaint(found.id, press.amount, left.given)
    return Screen(
        text=paragraphs(
            turn._("<b>Answer by giving back {amount}?</b>", amount=amount),
            complaint_words(turn, found, Reader.PLACE),
            turn._(
                "It's deducted from what the place earns, and any commission on it is returned."
                " This can't be undone."
            ),
            turn._("Type a few words to go with it, or send it as it is."),
        ),
        rows=((Button(turn._("Yes, give back {amount}", amount=amount), said, Style.DANGER),),),
        back=back,
        asks=said,
    )


@flow.move(AnswerComplaint)
def answer_complaint(turn: Turn, press: AnswerComplaint) -> Page:
    _ours(turn, press.complaint)
    again = AskComplaintAnswer(press.complaint, press.amount)
    words = fitting(press.text, complaint_answers.LONGEST, again)
    gift = Gift(press.amount, press.before) if press.amount else None
    if not words and gift is None:
        return again
    given = (press.complaint, turn.person.id, words, gift, turn.now)
    complaint_answers.answer(turn.connection, *given)
    return OpenOwnComplaint(press.complaint)


def _ours(turn: Turn, complaint_id: int) -> ComplaintView:
    """A complaint about a place where the person may give money back."""
    found = complaint_views.complaint(turn.connection, complaint_id)
    if found is None:
        raise NotAllowed
    require_staff(turn, found.merchant_id, Right.REFUND)
    return found


def _answerable(turn: Turn, complaint_id: int) -> ComplaintView:
    found = _ours(turn, complaint_id)
    if not found.waits(Stand.OPEN, turn.now):
        raise PageOutdated(OpenOwnComplaint(found.id))
    return found


def complaint_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What a guest said, that time runs out, what became of it; for who may answer."""
    found = complaint_views.complaint(turn.connection, payload["complaint"])
    if found is None or not may(turn, Right.REFUND, found.merchant_id):
        return None
    if payload["step"].startswith("due") and not found.waits(Stand.OPEN, turn.now):
        return None
    return Screen(
        text=paragraphs(
            _headline(turn, found, payload["step"]), complaint_words(turn, found, Reader.PLACE)
        ),
        rows=((Button(turn._("Open the complaint"), OpenOwnComplaint(found.id)),),),
        keep=True,
        subject=f"complaint-{found.id}",
    )


def _headline(turn: Turn, found: ComplaintView, step: str) -> Markup:
    if step.startswith("due"):
        left = time_left(turn, found)
        return lines(
            turn._("<b>⏳ {time} left to answer a complaint</b>", time=left),
            whose_words(turn, found.merchant),
        )
    return turn._("<b>⚠️ A complaint about {merchant}</b>", merchant=found.merchant)
