"""A one-time link offers a role: staff of a merchant, or operator; a press takes it."""

from dataclasses import dataclass

from catalog import admitting, queries
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Screen, Style
from chat.turn import Turn
from handlers.guest.actions import OpenHome
from handlers.operator.actions import OpenOperatorDesk
from handlers.roles import merchant_desk_of
from people import inviting

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenJoining(Page):
    """What a link invites to."""

    code = "join"
    token: str


@dataclass(frozen=True, slots=True)
class AcceptInvitation(Move):
    """Take the role that the link gives."""

    code = "accept"
    token: str


@flow.page(OpenJoining)
def invitation_page(turn: Turn, press: OpenJoining) -> Screen:
    offered = inviting.look(turn.connection, press.token, turn.person.id, turn.now)
    merchant = offered.merchant_id and queries.merchant(turn.connection, offered.merchant_id)
    words = (
        turn._(
            "Your desk for {merchant} on {market}", merchant=merchant.name, market=turn.market.name
        )
        if merchant
        else turn._("Come and run {market} with us", market=turn.market.name)
    )
    yes = Button(turn._("✅ Accept"), AcceptInvitation(press.token), Style.SUCCESS)
    return Screen(words, rows=((yes,),), back=OpenHome())


@flow.move(AcceptInvitation)
def accept_invitation(turn: Turn, press: AcceptInvitation) -> Page:
    accepted = inviting.accept(turn.connection, press.token, turn.person.id, turn.now)
    if accepted.merchant_id is None:
        return OpenOperatorDesk()
    admitting.admit(turn.connection, accepted.merchant_id, turn.now)
    return merchant_desk_of(accepted.merchant_id)
