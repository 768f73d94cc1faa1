"""Where a merchant's payouts go: its owners say so, and every one of them hears of each change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import AskSupport
from handlers.merchant.actions import (
    AskAccount,
    AskHolder,
    OpenMerchantSettings,
    OpenPayoutAccount,
)
from handlers.merchant.authorising import may, our_merchant, zone_of
from handlers.names import called
from orders import PayoutAccount, accounts
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class GiveHolder(Move):
    """The name in which it is, typed."""

    code = "acc-named"
    merchant: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class GiveAccount(Move):
    """The account, typed."""

    code = "acc-set"
    merchant: int
    text: str = given("")


@flow.page(OpenPayoutAccount)
def account_page(turn: Turn, press: OpenPayoutAccount) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.ACCOUNT)
    account = accounts.current(turn.connection, merchant.id)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 Payout account of {merchant}</b>", merchant=merchant.name),
            _said(turn, account, zone_of(turn, merchant)),
            turn._(
                "Only owners and whoever sends your payouts see it in full. All owners get a message"
                " whenever it changes."
            ),
        ),
        rows=_rows(turn, merchant.id, account),
        back=OpenMerchantSettings(merchant.id),
    )


def _said(turn: Turn, account: PayoutAccount | None, zone: str) -> Markup:
    if account is None:
        return turn._("We don't know yet where to send your payouts.")
    return lines(
        turn._("Account holder: <b>{holder}</b>", holder=account.holder or turn._("not given")),
        turn._("Account: <b>{account}</b>", account=account.account or turn._("not given")),
        who_when(turn, account, zone),
    )


def who_when(turn: Turn, account: PayoutAccount, zone: str) -> Markup:
    """Who said so, and when."""
    when = turn.texts.stamp(account.made_at, zone)
    return turn._("Set by {person}, {when}.", person=called(turn, account.made_by), when=when)


def _rows(turn: Turn, merchant_id: int, account: PayoutAccount | None) -> tuple[Row, ...]:
    if account is None or not account.holder:
        return ((Button(turn._("➕ Payout account"), AskHolder(merchant_id)),),)
    return (
        (
            Button(turn._("Change the holder"), AskHolder(merchant_id)),
            Button(turn._("Change the account"), AskAccount(merchant_id)),
        ),
    )


@flow.page(AskHolder)
def holder_page(turn: Turn, press: AskHolder) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.ACCOUNT)
    return Screen(
        text=paragraphs(
            turn._("<b>Who holds the account?</b>"),
            turn._(
                "Type the name as the bank has it, up to {number} characters.",
                number=turn.texts.number(accounts.LONGEST_HOLDER),
            ),
        ),
        asks=GiveHolder(merchant.id),
        back=OpenPayoutAccount(merchant.id),
    )


@flow.page(AskAccount)
def which_page(turn: Turn, press: AskAccount) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.ACCOUNT)
    return Screen(
        text=paragraphs(
            turn._("<b>Which account is it?</b>"),
            turn._(
                "Type its IBAN. Where there is none, type what a transfer needs, such as the bank"
                " and the account number, up to {number} characters.",
                number=turn.texts.number(accounts.LONGEST_ACCOUNT),
            ),
        ),
        asks=GiveAccount(merchant.id),
        back=OpenPayoutAccount(merchant.id),
    )


@flow.move(GiveHolder)
def give_holder(turn: Turn, press: GiveHolder) -> Page:
    mine = (turn.connection, press.merchant)
    accounts.set_holder(*mine, press.text, turn.person.id, turn.now)
    account = accounts.current(*mine)
    whole = account is not None and account.whole
    return OpenPayoutAccount(press.merchant) if whole else AskAccount(press.merchant)


@flow.move(GiveAccount)
def give_account(turn: Turn, press: GiveAccount) -> Page:
    mine = (turn.connection, press.merchant)
    accounts.set_account(*mine, press.text, turn.person.id, turn.now)
    account = accounts.current(*mine)
    whole = account is not None and account.whole
    return OpenPayoutAccount(press.merchant) if whole else AskHolder(press.merchant)


def payout_account_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What every owner is told of a change: it may be somebody who got into a colleague's chat."""
    account = accounts.one(turn.connection, payload["account"])
    if account is None or not may(turn, Right.ACCOUNT, account.merchant_id):
        return None
    merchant = our_merchant(turn, account.merchant_id, Right.ACCOUNT)
    before = accounts.before(turn.connection, account)
    return Screen(
        text=paragraphs(
            turn._(
                "<b>🔐 The payout account of {merchant} was changed</b>", merchant=merchant.name
            ),
            lines(
                _was(turn, before),
                turn._("Now: {holder}, {account}", **_masked(account)),
                who_when(turn, account, zone_of(turn, merchant)),
            ),
            turn._("Wasn't it you or another owner? Change it back and write to us at once."),
        ),
        rows=(
            (Button(turn._("💶 Payout account"), OpenPayoutAccount(merchant.id)),),
            (Button(turn._("💬 Write to us"), AskSupport()),),
        ),
        keep=True,
        subject=f"payout-account-{account.id}",
    )


def _was(turn: Turn, before: PayoutAccount | None) -> Markup | None:
    if before is None or not before.whole:
        return None
    return turn._("Before: {holder}, {account}", **_masked(before))


def _masked(account: PayoutAccount) -> dict[str, str]:
    return {
        "holder": accounts.masked_name(account.holder),
        "account": accounts.masked(account.account),
    }
