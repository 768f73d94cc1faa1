"""What is to be sent to merchants: an operator transfers it and says so here."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, CopyButton, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing, shortened
from handlers.merchant.account import who_when
from handlers.merchant.settlement import settlement_sums
from handlers.operator.actions import OpenOperatorDesk, OpenPayout, OpenPayouts
from handlers.operator.guarding import OperatorFlow
from orders import PayoutAccount, Statement, accounts, payouts, statements
from people.rights import Right

flow = OperatorFlow(Right.PAYOUTS)

SHOWN = 8
NAME = 24


@dataclass(frozen=True, slots=True)
class OpenPaidOut(Page):
    """Whether they are sure that the payout was sent, to the account that they were shown."""

    code = "op-paid"
    settlement: int
    account: int | None = None


@dataclass(frozen=True, slots=True)
class PaidOut(Move):
    """The payout was sent to that account."""

    code = "op-paid-out"
    settlement: int
    account: int | None = None


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
            *leafing(turn, page, OpenPayouts, more=len(found) > SHOWN),
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
    account = _account(turn, made)
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
            _where(turn, made, account),
            _paid(turn, made),
        ),
        rows=_rows(turn, made, account),
        back=OpenPayouts(),
    )


def _paid(turn: Turn, made: Statement) -> Markup:
    if made.paid_at is None:
        return turn._("Not marked as paid out.")
    when = turn.texts.stamp(made.paid_at, turn.market.zone)
    operator = made.paid_by or turn._("a former user")
    return turn._("✅ Paid out {when}, confirmed by {operator}", when=when, operator=operator)


def _account(turn: Turn, made: Statement) -> PayoutAccount | None:
    """Where it went, or is to go."""
    if made.paid_at is None:
        account = accounts.current(turn.connection, made.merchant_id)
        return account if account is not None and account.whole else None
    return None if made.account_id is None else accounts.one(turn.connection, made.account_id)


def _where(turn: Turn, made: Statement, account: PayoutAccount | None) -> Markup | None:
    if account is None:
        unknown = turn._("⚠️ The merchant hasn't said where to send it.")
        return unknown if made.paid_at is None else None
    is_new = made.paid_at is None and turn.now - account.made_at < accounts.NEW_FOR
    return lines(
        turn._("Account holder: <b>{holder}</b>", holder=account.holder),
        turn._("Account: <b>{account}</b>", account=account.account),
        who_when(turn, account, turn.market.zone),
        turn._("⚠️ It's new: if in doubt, ask the owner before you pay.") if is_new else None,
    )


def _rows(turn: Turn, made: Statement, account: PayoutAccount | None) -> tuple[Row, ...]:
    if made.paid_at is not None:
        return ()
    copies = () if account is None else (CopyButton(turn._("Copy the account"), account.account),)
    sent = OpenPaidOut(made.id, None if account is None else account.id)
    return (
        *((copies,) if copies else ()),
        (Button(turn._("✅ Mark as paid out"), sent, Style.SUCCESS),),
    )


@flow.page(OpenPaidOut)
def sure_page(turn: Turn, press: OpenPaidOut) -> Screen:
    made = found(turn, press.settlement)
    if made.paid_at is not None:
        raise PageOutdated(OpenPayout(made.id))
    account = _seen(turn, press, made)
    return Screen(
        text=paragraphs(
            turn._(
                "<b>Was {amount} sent to {merchant}?</b>",
                amount=turn.texts.money(made.payout, made.currency),
                merchant=made.merchant,
            ),
            _sent_to(turn, account),
            turn._("The merchant sees it and it goes into the books. This can't be undone here."),
        ),
        rows=(
            (
                Button(
                    turn._("Yes, it was sent"),
                    PaidOut(made.id, None if account is None else account.id),
                    Style.SUCCESS,
                ),
            ),
        ),
        back=OpenPayout(made.id),
    )


def _seen(turn: Turn, press: OpenPaidOut, made: Statement) -> PayoutAccount | None:
    """The account that was shown; it may have been changed since, and the money gone to it."""
    if press.account is None:
        return None
    account = accounts.one(turn.connection, press.account)
    if account is None or account.merchant_id != made.merchant_id:
        raise PageOutdated(OpenPayout(made.id))
    return account


def _sent_to(turn: Turn, account: PayoutAccount | None) -> Markup | None:
    if account is None:
        return None
    now = accounts.current(turn.connection, account.merchant_id)
    changed = now is not None and now.id != account.id
    return lines(
        turn._("To: {account}", account=f"{account.holder}, {account.account}"),
        turn._("⚠️ The merchant has changed it since. Say yes only if it went to this one.")
        if changed
        else None,
    )


@flow.move(PaidOut)
def paid_out(turn: Turn, press: PaidOut) -> Page:
    said = (press.settlement, turn.person.id, turn.now)
    if not payouts.mark_paid(turn.connection, *said, press.account):
        raise PageOutdated(OpenPayout(press.settlement))
    return OpenPayout(press.settlement)
