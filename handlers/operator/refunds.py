"""Refunds that no program can make: an operator makes them at the provider and says so here."""

from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Seen, Style, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing
from handlers.names import called
from handlers.operator.actions import OpenOperatorDesk, OpenRefund, OpenRefunds
from handlers.operator.charges import charge_label, charge_words, copy_charge
from handlers.operator.guarding import OperatorFlow
from orders import RefundByHand, refunding, reports
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.REFUND)

SHOWN = 20


@dataclass(frozen=True, slots=True)
class OpenRefundDone(Page):
    """Whether they are sure that the money went back."""

    code = "op-refunded"
    refund: int


@dataclass(frozen=True, slots=True)
class RefundIsDone(Move):
    """The money went back."""

    code = "op-refund-done"
    refund: int


@dataclass(frozen=True, slots=True)
class AskRefundAgain(Move):
    """What made the provider refuse is mended: ask it once more."""

    code = "op-refund-ask"
    refund: int


@flow.page(OpenRefunds)
def refunds_page(turn: Turn, press: OpenRefunds) -> Screen:
    refunds = reports.refunds_to_do(turn.connection, SHOWN + 1, press.page * SHOWN)
    buttons = (Button(charge_label(turn, each), OpenRefund(each.refund_id)) for each in refunds)
    if press.page and not refunds:
        raise PageOutdated(OpenRefunds())
    return Screen(
        text=paragraphs(
            turn._("<b>Refunds by hand</b>"),
            turn._("The provider doesn't support automatic refunds. Make these on its website.")
            if refunds
            else turn._("No refunds are waiting."),
        ),
        rows=(
            *columns(1, islice(buttons, SHOWN)),
            *leafing(turn, press.page, OpenRefunds, more=len(refunds) > SHOWN),
        ),
        back=OpenOperatorDesk(),
    )


def found(turn: Turn, refund_id: int) -> RefundByHand:
    """The refund, whatever its state; else the list."""
    refund = reports.refund(turn.connection, refund_id)
    if refund is None:
        raise PageOutdated(OpenRefunds())
    return refund


@flow.page(OpenRefund)
def refund_page(turn: Turn, press: OpenRefund) -> Screen:
    refund = found(turn, press.refund)
    return Screen(
        text=refund_words(turn, refund),
        rows=refund_rows(turn, refund),
        back=OpenRefunds(),
        shows=(Seen(refund.guest_id, Place.REFUND, refund.refund_id),),
    )


def refund_words(turn: Turn, refund: RefundByHand) -> Markup:
    """How much goes back to whom for what, and by which charge the provider knows it."""
    return paragraphs(
        turn._(
            "<b>Refund {amount} to {guest}</b>",
            amount=turn.texts.money(refund.amount, refund.currency),
            guest=called(turn, refund.guest),
        ),
        charge_words(turn, refund),
        turn._("The provider said: {error}", error=refund.error) if refund.error else None,
        _done(turn, refund),
    )


def refund_rows(turn: Turn, refund: RefundByHand) -> tuple[Row, ...]:
    """Copy the charge, then say that it is done; nothing once it is."""
    copy = (copy_charge(turn, refund),)
    if refund.state not in {refunding.BY_HAND, refunding.PARKED}:
        return ()
    done = Button(turn._("✅ Done"), OpenRefundDone(refund.refund_id), Style.SUCCESS)
    if not refund.error:
        return copy, (done,)
    again = Button(turn._("🔁 Ask the provider again"), AskRefundAgain(refund.refund_id))
    return copy, (again,), (done,)


def _done(turn: Turn, refund: RefundByHand) -> Markup | None:
    if refund.finished_at is None:
        return None
    when = turn.texts.stamp(refund.finished_at, turn.market.zone)
    if not refund.finished_by:
        return turn._("✅ Done {when}", when=when)
    return turn._("✅ Done {when} by {operator}", when=when, operator=refund.finished_by)


@flow.page(OpenRefundDone)
def sure_page(turn: Turn, press: OpenRefundDone) -> Screen:
    refund = found(turn, press.refund)
    amount = turn.texts.money(refund.amount, refund.currency)
    return Screen(
        text=paragraphs(
            turn._("<b>Was {amount} refunded?</b>", amount=amount),
            turn._("The guest is notified and it goes into the books. This can't be undone here."),
        ),
        rows=(
            (Button(turn._("Yes, it was refunded"), RefundIsDone(press.refund), Style.SUCCESS),),
        ),
        back=OpenRefund(press.refund),
    )


@flow.move(AskRefundAgain)
def ask_again(turn: Turn, press: AskRefundAgain) -> Page:
    found(turn, press.refund)
    if not refunding.ask_again(turn.connection, press.refund, turn.person.id, turn.now):
        raise PageOutdated(OpenRefund(press.refund))
    return OpenRefund(press.refund)


@flow.move(RefundIsDone)
def refund_is_done(turn: Turn, press: RefundIsDone) -> Page:
    found(turn, press.refund)
    refunding.done_by_hand(turn.connection, press.refund, turn.person.id, turn.now)
    return OpenRefund(press.refund)
