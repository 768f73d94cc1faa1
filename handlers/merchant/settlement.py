"""What was settled with a merchant: the statement, the list of all of them, and the news of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.views import MerchantView
from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing
from handlers.merchant.actions import OpenSales, OpenSettlement, OpenSettlements
from handlers.merchant.authorising import may, our_merchant, zone_of
from handlers.merchant.whose import whose_words
from handlers.receipt_papers import fee_document
from orders import Statement, accounts, receipt_views, statements
from people.rights import Right
from wording.receipts import name_of

flow = Flow()

SHOWN = 8
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OpenFeeInvoice(Page):
    """The market's invoice for the commission of a settlement, as a file to keep."""

    code = "fee-pdf"
    settlement: int


@flow.page(OpenSettlements)
def settlements_page(turn: Turn, press: OpenSettlements) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SALES)
    page = max(0, press.page)
    found = statements.statements_of(turn.connection, merchant.id, SHOWN + 1, page * SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Settlements</b>"),
            None if found else turn._("No settlements yet."),
            turn._("Each settlement covers everything since the last one."),
        ),
        rows=(
            *columns(1, (_line(turn, merchant, each) for each in found[:SHOWN])),
            *leafing(
                turn,
                page,
                lambda page: OpenSettlements(merchant.id, page),
                more=len(found) > SHOWN,
            ),
        ),
        back=OpenSales(merchant.id),
    )


@flow.page(OpenSettlement)
def settlement_page(turn: Turn, press: OpenSettlement) -> Screen:
    made = statements.statement(turn.connection, press.settlement)
    if made is None:
        raise NotAllowed
    merchant = our_merchant(turn, made.merchant_id, Right.SALES)
    return Screen(
        text=_words(turn, merchant, made),
        rows=_invoice(turn, made),
        back=OpenSettlements(merchant.id),
    )


def settlement_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The message that tells staff of a new statement."""
    made = statements.statement(turn.connection, payload["settlement"])
    if made is None or not may(turn, Right.SALES, made.merchant_id):
        return None
    merchant = our_merchant(turn, made.merchant_id, Right.SALES)
    return Screen(
        text=_words(turn, merchant, made),
        rows=(
            *_invoice(turn, made),
            (Button(turn._("Settlements"), OpenSettlements(merchant.id)),),
        ),
        keep=True,
        subject=f"settlement-{made.id}",
    )


@flow.page(OpenFeeInvoice)
def fee_invoice_page(turn: Turn, press: OpenFeeInvoice) -> Screen:
    invoice = receipt_views.fee_invoice(turn.connection, press.settlement)
    if invoice is None:
        raise NotAllowed
    our_merchant(turn, invoice.merchant_id, Right.SALES)
    return Screen(
        text=name_of(turn, invoice),
        document=fee_document(turn, invoice),
        back=OpenSettlement(press.settlement),
    )


def _invoice(turn: Turn, made: Statement) -> tuple[Row, ...]:
    """Of the market's commission, as a document."""
    invoice = receipt_views.fee_invoice(turn.connection, made.id)
    if invoice is None:
        return ()
    label = turn._("⬇️ {paper} (PDF)", paper=name_of(turn, invoice))
    return ((Button(label, OpenFeeInvoice(made.id)),),)


def _words(turn: Turn, merchant: MerchantView, made: Statement) -> Markup:
    return paragraphs(
        lines(
            turn._("<b>💶 Settlement {number}</b>", number=made.number),
            whose_words(turn, merchant.name),
            turn._("Everything up to {day}", day=_last_day(turn, merchant, made)),
        ),
        lines(*settlement_sums(turn, made)),
        _outcome(turn, merchant, made),
    )


def settlement_sums(turn: Turn, made: Statement) -> Iterator[Markup]:
    """How the payout comes about, line by line."""

    def money(amount: int) -> str:
        return turn.texts.money(amount, made.currency)

    if made.brought:
        yield turn._("Carried over from the last settlement: {amount}", amount=money(made.brought))
    yield turn._("Redeemed codes: {amount}", amount=money(made.earned))
    tips = statements.tips_in(turn.connection, made.id)
    if tips:
        yield turn._("of which tips: {amount}", amount=money(tips))
    if made.kept:
        yield turn._("Late cancellations and no-shows: {amount}", amount=money(made.kept))
    if made.returned:
        yield turn._("Deducted: {amount}", amount=money(-made.returned))
    if made.commission:
        yield turn._("Commission: {amount}", amount=money(-made.commission))
    if made.refunded:
        refunded = money(made.refunded)
        yield turn._("Refunded to guests in all, for your information: {amount}", amount=refunded)


def _outcome(turn: Turn, merchant: MerchantView, made: Statement) -> Markup:
    amount = turn.texts.money(made.payout or made.carried, made.currency)
    if made.carried:
        return turn._("Carried over to the next settlement: <b>{amount}</b>", amount=amount)
    if made.paid_at is None:
        to_come = turn._("To be paid to you: <b>{amount}</b>", amount=amount)
        return lines(to_come, _where_to(turn, merchant))
    local = made.paid_at.astimezone(ZoneInfo(zone_of(turn, merchant)))
    day = turn.texts.full_day(local.date())
    return lines(
        turn._("Paid out to you on {day}: <b>{amount}</b>", day=day, amount=amount),
        _went_to(turn, made),
    )


def _where_to(turn: Turn, merchant: MerchantView) -> Markup | None:
    """Said to whoever can do something about it."""
    if not may(turn, Right.ACCOUNT, merchant.id):
        return None
    account = accounts.current(turn.connection, merchant.id)
    if account is not None and account.whole:
        return turn._("To: {account}", account=accounts.masked(account.account))
    return turn._("We don't know where to send it yet: Settings → Payout account.")


def _went_to(turn: Turn, made: Statement) -> Markup | None:
    account = None
    if made.account_id is not None:
        account = accounts.one(turn.connection, made.account_id)
    if account is None:
        return None
    return turn._("To: {account}", account=accounts.masked(account.account))


def _last_day(turn: Turn, merchant: MerchantView, made: Statement) -> str:
    local = (made.until - MOMENT).astimezone(ZoneInfo(zone_of(turn, merchant)))
    return turn.texts.full_day(local.date())


def _line(turn: Turn, merchant: MerchantView, made: Statement) -> Button:
    label = turn._(
        "{day} · {amount}",
        day=_last_day(turn, merchant, made),
        amount=turn.texts.money(made.payout or made.carried, made.currency),
    )
    return Button(label, OpenSettlement(made.id))
