"""One-time links for people who are to work for a merchant or run the market."""

from dataclasses import dataclass

from catalog import queries
from catalog.errors import MerchantUnknown
from chat.action import Move, Page
from chat.screen import CopyButton, Screen, ShareButton, paragraphs
from chat.turn import Turn
from handlers.invitation import OpenJoining
from handlers.operator.actions import OpenMerchantCard, OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from people import inviting

flow = OperatorFlow()

DAYS = 7


@dataclass(frozen=True, slots=True)
class InviteStaff(Move):
    """Make a link for somebody who works for a merchant."""

    code = "op-invite"
    merchant: int


@dataclass(frozen=True, slots=True)
class InviteOperator(Move):
    """Make a link for somebody who will run the market too."""

    code = "op-join"


@dataclass(frozen=True, slots=True)
class OpenInvitation(Page):
    """The link, to copy or share; without a merchant it makes an operator."""

    code = "op-link"
    merchant: int | None
    token: str


@flow.move(InviteStaff)
def invite_staff(turn: Turn, press: InviteStaff) -> Page:
    if queries.merchant(turn.connection, press.merchant) is None:
        raise MerchantUnknown(press.merchant)
    token = inviting.invite_staff(turn.connection, press.merchant, turn.now, DAYS)
    return OpenInvitation(press.merchant, token)


@flow.move(InviteOperator)
def invite_operator(turn: Turn, _press: InviteOperator) -> Page:
    return OpenInvitation(None, inviting.invite_operator(turn.connection, turn.now, DAYS))


@flow.page(OpenInvitation)
def invitation_page(turn: Turn, press: OpenInvitation) -> Screen:
    accept = OpenJoining(press.token)
    link = turn.link(accept)
    return Screen(
        text=paragraphs(
            _what(turn, press.merchant),
            turn._("<code>{link}</code>", link=link),
            turn.ngettext(
                "Send it to one person only. It works once, within {number} day.",
                "Send it to one person only. It works once, within {number} days.",
                DAYS,
            ),
        ),
        rows=(
            (
                CopyButton(turn._("📋 Copy the link"), link),
                ShareButton(turn._("Share"), accept, str(_words(turn, press.merchant))),
            ),
        ),
        back=OpenOperatorDesk() if press.merchant is None else OpenMerchantCard(press.merchant),
        keep=True,
    )


def _name(turn: Turn, merchant_id: int) -> str:
    merchant = queries.merchant(turn.connection, merchant_id)
    return merchant.name if merchant else ""


def _what(turn: Turn, merchant_id: int | None) -> str:
    if merchant_id is None:
        return turn._("Whoever opens this link helps to run {market}:", market=turn.market.name)
    name = _name(turn, merchant_id)
    return turn._("Whoever opens this link works for {merchant}:", merchant=name)


def _words(turn: Turn, merchant_id: int | None) -> str:
    if merchant_id is None:
        return turn._("Come and run {market} with us", market=turn.market.name)
    name = _name(turn, merchant_id)
    return turn._("Your desk for {merchant} on {market}", merchant=name, market=turn.market.name)
