"""What is to be sent to merchants: an operator transfers it and says so here."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, paging, shortened
from handlers.merchant.settlement import settlement_sums
from handlers.operator.actions import OpenOperatorDesk, OpenPayout, OpenPayouts
from handlers.operator.guarding import OperatorFlow
from orders import Statement, payouts, statements
from people.rights import Right

flow = OperatorFlow(Right.PAYOUTS)

SHOWN = 8
NAME = 24


@dataclass(frozen=True, slots=True)
class OpenPaidOut(Page):
    """Whether they are sure that the payout was sent."""

    code = "op-paid"
    settlement: int


@dataclass(frozen=True, slots=True)
class PaidOut(Move):
    """The payout was sent."""

    code = "op-paid-out"
    settlement: int


@flow.page(OpenPayouts)
def payouts_page(turn: Turn, press: OpenPayouts) -> Screen:
    page = max(0, press.page)
    found = payouts.to_send(turn.connection, SHOWN + 1, page * SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Payouts</b>"),
            turn._("Settled, but not marked as sent yet.")
            if found
            else turn._("All settlements are marked as paid out."),
        ),
        rows=(
            *columns(1, (_line(turn, each) for each in found[:SHOWN])),
            *paging(
                turn,
                OpenPayouts(page - 1) if page else None,
                OpenPayouts(page + 1) if len(found) > SHOWN else None,
            ),
        ),
        back=OpenOperatorDesk(),
    )


def _line(turn: Turn, made: Statement) -> Button:
    label = turn._(
        "No. {number} · {merchant} · {amount}",
        number=str(made.id),
        merchant=shortened(made.merchant, NAME),
        amount=turn.texts.money(made.payout, made.currency),
    )
    return Button(label, OpenPayout(made.id))


def found(turn: Turn, settlement_id: int) -> Statement:
    """The settlement, paid out or not; else the list."""
    made = statements.statement(turn.connection, settlement_id)
    if made is None or not made.payout:
        raise PageOutdated(OpenPayouts())
    return made


@flow.page(OpenPayout)
def payout_page(turn: Turn, press: OpenPayout) -> Screen:
    made = found(turn, press.settlement)
    return Screen(
        text=paragraphs(
            turn._(
                "<b>Send {amount} to {merchant}</b>",
                amount=turn.texts.money(made.payout, made.currency),
                merchant=made.merchant,
            ),
            lines(
                turn._("Settlement No. {number}", number=str(made.id)),
                *settlement_sums(turn, made),
            ),
            _paid(turn, made),
        ),
        rows=_rows(turn, made),
        back=OpenPayouts(),
    )


def _paid(turn: Turn, made: Statement) -> Markup:
    if made.paid_at is None:
        return turn._("Not marked as paid out.")
    when = turn.texts.stamp(made.paid_at, turn.market.zone)
    operator = made.paid_by or turn._("a former user")
    return turn._("✅ Paid out {when}, confirmed by {operator}", when=when, operator=operator)


def _rows(turn: Turn, made: Statement) -> tuple[Row, ...]:
    if made.paid_at is not None:
        return ()
    return ((Button(turn._("✅ Mark as paid out"), OpenPaidOut(made.id), Style.SUCCESS),),)


@flow.page(OpenPaidOut)
def sure_page(turn: Turn, press: OpenPaidOut) -> Screen:
    made = found(turn, press.settlement)
    if made.paid_at is not None:
        raise PageOutdated(OpenPayout(made.id))
    return Screen(
        text=paragraphs(
            turn._(
                "<b>Was {amount} sent to {merchant}?</b>",
                amount=turn.texts.money(made.payout, made.currency),
                merchant=made.merchant,
            ),
            turn._("The merchant sees it and it goes into the books. This can't be undone here."),
        ),
        rows=((Button(turn._("Yes, it was sent"), PaidOut(made.id), Style.SUCCESS),),),
        back=OpenPayout(made.id),
    )


@flow.move(PaidOut)
def paid_out(turn: Turn, press: PaidOut) -> Page:
    if not payouts.mark_paid(turn.connection, press.settlement, turn.person.id, turn.now):
        raise PageOutdated(OpenPayout(press.settlement))
    return OpenPayout(press.settlement)
