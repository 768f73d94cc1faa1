"""Collecting from a guest: by the number that they read out at their door."""

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Screen
from chat.turn import Turn
from handlers.asked_number import number_screen
from handlers.courier.actions import AskCollection, CollectFromGuest, OpenJob
from handlers.courier.job import our_job
from orders import DeliveryState, collecting

flow = Flow()


@flow.page(AskCollection)
def ask_collection_page(turn: Turn, press: AskCollection) -> Screen:
    job = our_job(turn, press.order)
    if not job.is_collection or job.state is not DeliveryState.ACCEPTED:
        raise PageOutdated(OpenJob(press.order))
    question = turn._("<b>🔢 Which number does the guest read out?</b>")
    return number_screen(turn, question, CollectFromGuest(press.order), OpenJob(press.order))


@flow.move(CollectFromGuest)
def collect_from_guest(turn: Turn, press: CollectFromGuest) -> Page:
    given = (press.order, turn.person.id, press.text)
    collecting.collect(turn.connection, *given, turn.now)
    return OpenJob(press.order)
