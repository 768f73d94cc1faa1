"""A place sends home whoever is left in its queue: asked first, as they are told."""

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.merchant.queue_actions import AskEndQueue, EndQueue, OpenOwnQueue
from handlers.merchant.queueing import our_place
from queueing import calling, tickets
from queueing.models import TO_CALL

flow = Flow()


@flow.page(AskEndQueue)
def ask_end_page(turn: Turn, press: AskEndQueue) -> Screen:
    our_place(turn, press.location)
    if not tickets.in_line(turn.connection, press.location, TO_CALL, turn.now):
        raise PageOutdated(OpenOwnQueue(press.location))
    return Screen(
        text=paragraphs(
            turn._("<b>Nobody else is called?</b>"),
            turn._(
                "Whoever took their number in the chat is told that the queue is over; "
                "tell the others. No more numbers are given out."
            ),
        ),
        rows=(
            (Button(turn._("Yes, the queue is over"), EndQueue(press.location), Style.DANGER),),
            (Button(turn._("No, go on"), OpenOwnQueue(press.location), Style.PRIMARY),),
        ),
        back=OpenOwnQueue(press.location),
    )


@flow.move(EndQueue)
def end_queue(turn: Turn, press: EndQueue) -> Page:
    calling.end(turn.connection, press.location, turn.person.id, turn.now)
    return OpenOwnQueue(press.location)
