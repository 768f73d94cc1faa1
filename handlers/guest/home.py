"""The front door: what this is, and every way in."""

from dataclasses import dataclass
from typing import ClassVar

from chat.action import Action
from chat.flow import Flow
from chat.screen import Screen, paragraphs
from chat.turn import Turn

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenHome(Action):
    """Show the front door."""

    code: ClassVar[str] = "home"


@flow.page(OpenHome)
def home_page(turn: Turn, _press: OpenHome) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>{market}</b>", market=turn.market.name),
            turn._("Find a place nearby, book and pay here in the chat, show your code there."),
        )
    )
