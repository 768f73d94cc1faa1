"""A one-time link makes the person who opens it staff of a merchant, or an operator."""

from dataclasses import dataclass

from catalog import admitting
from chat.action import Action
from chat.flow import Flow
from chat.turn import Turn
from handlers.operator.actions import OpenOperatorDesk
from handlers.roles import merchant_desk_of
from people import inviting

flow = Flow()


@dataclass(frozen=True, slots=True)
class AcceptInvitation(Action):
    """Take the role that the link gives."""

    code = "join"
    token: str


@flow.move(AcceptInvitation)
def accept_invitation(turn: Turn, press: AcceptInvitation) -> Action:
    accepted = inviting.accept(turn.connection, press.token, turn.person.id, turn.now)
    if accepted.merchant_id is None:
        return OpenOperatorDesk()
    admitting.admit(turn.connection, accepted.merchant_id, turn.now)
    return merchant_desk_of(accepted.merchant_id)
