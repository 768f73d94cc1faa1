"""One-time links for people who are to work for a merchant or run the market."""

from dataclasses import dataclass

from catalog import lists, staffing
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import CopyButton, Screen, ShareButton, paragraphs
from chat.turn import Turn
from handlers.invitation import OpenJoining
from handlers.operator.actions import OpenMerchantCard, OpenOperators
from handlers.operator.guarding import OperatorFlow
from people import inviting
from people.joining import Membership
from people.rights import IN_MARKET, Right, Role
from wording.roles import role_meaning, role_name

flow = OperatorFlow(Right.INVITE)

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
    role: str = Role.OPERATOR


@dataclass(frozen=True, slots=True)
class OpenInvitation(Page):
    """The link, to copy or share; only whoever made it sees it."""

    code = "op-link"
    invitation: int


@flow.move(InviteStaff)
def invite_staff(turn: Turn, press: InviteStaff) -> Page:
    membership = Membership(Role.OWNER, press.merchant)
    return OpenInvitation(
        staffing.invite(turn.connection, membership, turn.person.id, turn.key, turn.now)
    )


@flow.move(InviteOperator)
def invite_operator(turn: Turn, press: InviteOperator) -> Page:
    role = next((each for each in IN_MARKET if each == press.role), None)
    if role is None:
        raise PageOutdated(OpenOperators())
    membership = Membership(role, None)
    return OpenInvitation(
        inviting.invite(turn.connection, membership, turn.person.id, turn.key, turn.now, days=DAYS)
    )


@flow.page(OpenInvitation)
def invitation_page(turn: Turn, press: OpenInvitation) -> Screen:
    membership, token = inviting.token_of(
        turn.connection, press.invitation, turn.person.id, turn.key, turn.now
    )
    joining = OpenJoining(token)
    link = turn.link(joining)
    merchant = _merchant(turn, membership)
    return Screen(
        text=paragraphs(
            _what(turn, merchant, membership.role),
            turn._(
                "{role}. {meaning}",
                role=role_name(turn, membership.role),
                meaning=role_meaning(turn, membership.role),
            ),
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
                ShareButton(turn._("Share"), joining, str(_words(turn, merchant, membership.role))),
            ),
        ),
        back=_back(membership),
        keep=True,
    )


def _back(membership: Membership) -> Page:
    if membership.merchant_id is None:
        return OpenOperators()
    return OpenMerchantCard(membership.merchant_id)


def _merchant(turn: Turn, membership: Membership) -> str | None:
    merchant = membership.merchant_id
    return None if merchant is None else lists.names(turn.connection, [merchant])[merchant]


def _what(turn: Turn, merchant: str | None, role: Role) -> str:
    if role is Role.COURIER and merchant is None:
        return turn._(
            "Anyone who accepts through this link brings orders for every place in {market}:",
            market=turn.market.name,
        )
    if merchant is None:
        return turn._(
            "Anyone who accepts through this link helps to run {market}:",
            market=turn.market.name,
        )
    return turn._(
        "Anyone who accepts through this link joins the staff of {merchant}:", merchant=merchant
    )


def _words(turn: Turn, merchant: str | None, role: Role) -> str:
    market = turn.market.name
    if role is Role.COURIER and merchant is None:
        return turn._("Deliver for {market}", market=market)
    if merchant is None:
        return turn._("Help us run {market}", market=market)
    return turn._("Your desk for {merchant} on {market}", merchant=merchant, market=market)
