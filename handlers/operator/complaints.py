"""Complaints that a place did not answer, or not well: the market decides, with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Seen, Style, paragraphs
from chat.turn import Turn
from handlers.amount_back import can_give, check_amount, complaint_money, left_for, typed_for
from handlers.complaint_actions import OpenComplaintPhoto
from handlers.complaint_words import complaint_label, complaint_words
from handlers.errors import fitting
from handlers.layout import columns, leafing
from handlers.operator.actions import OpenOperatorDesk, OpenOrder
from handlers.operator.complaint_actions import (
    AskDecision,
    DecideComplaint,
    OpenCaseMoney,
    OpenComplaintCase,
    OpenComplaints,
    TypeCaseMoney,
)
from handlers.operator.guarding import OperatorFlow
from orders import ComplaintView, Gift, Stand, complaint_decisions, complaint_views
from people.looking import Place
from people.rights import Right
from wording.complaints import Reader

flow = OperatorFlow(Right.REFUND)

PAGE = 8


@flow.page(OpenComplaints)
def complaints_page(turn: Turn, press: OpenComplaints) -> Screen:
    read = complaint_views.decided if press.decided else complaint_views.escalated
    found = read(turn.connection, PAGE + 1, press.page * PAGE)
    shown = found[:PAGE]
    return Screen(
        text=_heading(turn, press, some=bool(found)),
        rows=(
            *columns(1, (Button(complaint_label(turn, one), _case(one)) for one in shown)),
            *leafing(
                turn, press.page, lambda page: replace(press, page=page), more=len(found) > PAGE
            ),
            (_other_shelf(turn, press),),
        ),
        back=OpenOperatorDesk(),
        shows=tuple(_seen(each) for each in shown),
    )


def _case(found: ComplaintView) -> Page:
    return OpenComplaintCase(found.id)


def _heading(turn: Turn, press: OpenComplaints, *, some: bool) -> Markup:
    if press.decided:
        return turn._("Decided, the latest first:") if some else turn._("Nothing here yet.")
    return turn._("To decide, longest first:") if some else turn._("No complaints to decide.")


def _other_shelf(turn: Turn, press: OpenComplaints) -> Button:
    if press.decided:
        return Button(turn._("To decide"), OpenComplaints())
    return Button(turn._("Decided"), OpenComplaints(decided=True))


@flow.page(OpenComplaintCase)
def case_page(turn: Turn, press: OpenComplaintCase) -> Screen:
    found = _found(turn, press.complaint)
    return Screen(
        text=complaint_words(turn, found, Reader.MARKET),
        rows=tuple(_rows(turn, found)),
        back=OpenComplaints(decided=found.stand is Stand.DECIDED),
        shows=(_seen(found),),
    )


def _rows(turn: Turn, found: ComplaintView) -> Iterator[Row]:
    if found.stand is Stand.ESCALATED:
        if can_give(turn, found):
            left = left_for(turn, found)
            amount = turn.texts.money(left.left, left.currency)
            every = AskDecision(found.id, left.left)
            yield (Button(turn._("💸 Give back {amount}", amount=amount), every, Style.PRIMARY),)
            yield (Button(turn._("💸 Another amount"), OpenCaseMoney(found.id)),)
        yield (Button(turn._("Give nothing back"), AskDecision(found.id)),)
    if found.photo is not None:
        yield (Button(turn._("📷 Photo"), OpenComplaintPhoto(found.id)),)
    order = turn._("🎟 Order {order}", order=str(found.order_id))
    yield (Button(order, OpenOrder(found.order_id)),)


@flow.page(OpenCaseMoney)
def case_money_page(turn: Turn, press: OpenCaseMoney) -> Screen:
    found = _undecided(turn, press.complaint)
    screen = complaint_money(
        turn,
        found,
        Reader.MARKET,
        lambda amount: AskDecision(found.id, amount),
        TypeCaseMoney(found.id),
        again=press.again,
        back=OpenComplaintCase(found.id),
    )
    return replace(screen, shows=(_seen(found),))


@flow.move(TypeCaseMoney)
def type_case_money(turn: Turn, press: TypeCaseMoney) -> Page:
    found = _undecided(turn, press.complaint)
    amount = typed_for(turn, found, press.text, OpenCaseMoney(found.id))
    if amount is None:
        return OpenCaseMoney(found.id, again=True)
    return AskDecision(found.id, amount)


@flow.page(AskDecision)
def ask_decision_page(turn: Turn, press: AskDecision) -> Screen:
    found = _undecided(turn, press.complaint)
    said, question = DecideComplaint(found.id), turn._("<b>Give nothing back?</b>")
    if press.amount:
        left = left_for(turn, found)
        check_amount(found.order_id, left, press.amount)
        said = DecideComplaint(found.id, press.amount, left.given)
        amount = turn.texts.money(press.amount, left.currency)
        question = turn._("<b>Give back {amount}?</b>", amount=amount)
    return Screen(
        text=paragraphs(
            question,
            complaint_words(turn, found, Reader.MARKET),
            turn._("Why? Type it, and it's decided: the guest and the place read it."),
        ),
        back=OpenComplaintCase(found.id),
        asks=said,
        shows=(_seen(found),),
    )


@flow.move(DecideComplaint)
def decide_complaint(turn: Turn, press: DecideComplaint) -> Page:
    again = AskDecision(press.complaint, press.amount)
    words = fitting(press.text, complaint_decisions.LONGEST, again)
    if not words:
        return again
    gift = Gift(press.amount, press.before) if press.amount else None
    given = (press.complaint, turn.person.id, words, gift, turn.now)
    complaint_decisions.decide(turn.connection, *given)
    return OpenComplaintCase(press.complaint)


def _found(turn: Turn, complaint_id: int) -> ComplaintView:
    found = complaint_views.complaint(turn.connection, complaint_id)
    if found is None:
        raise PageOutdated(OpenComplaints())
    return found


def _undecided(turn: Turn, complaint_id: int) -> ComplaintView:
    found = _found(turn, complaint_id)
    if found.stand is not Stand.ESCALATED:
        raise PageOutdated(OpenComplaintCase(found.id))
    return found


def complaint_escalated(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A complaint is on the market, for who may decide it; then what became of it."""
    found = complaint_views.complaint(turn.connection, payload["complaint"])
    if found is None or not turn.person.may(Right.REFUND):
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⚠️ A complaint about {merchant}</b>", merchant=found.merchant),
            complaint_words(turn, found, Reader.MARKET),
        ),
        rows=((Button(turn._("See it"), OpenComplaintCase(found.id)),),),
        keep=True,
        subject=f"complaint-case-{found.id}",
        shows=(_seen(found),),
    )


def _seen(found: ComplaintView) -> Seen:
    """Its guest is named."""
    return Seen(found.guest_id, Place.COMPLAINT, found.id)
