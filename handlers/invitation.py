"""A one-time link makes the person who opens it staff of a merchant, or an operator."""

from dataclasses import dataclass

from chat.action import Action
from chat.flow import Flow
from chat.turn import Turn
from handlers.roles import merchant_desk_of, operator_desk
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
        return operator_desk(turn)
    return merchant_desk_of(accepted.merchant_id)
