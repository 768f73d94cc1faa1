"""What a courier carries: how many of each, so that whoever hands it over and whoever takes it can count."""

from markupsafe import Markup

from chat.turn import Turn
from handlers.orders import what_words
from orders import Job, queries


def carried_words(turn: Turn, job: Job) -> Markup:
    order = queries.order(turn.connection, job.order_id)
    assert order is not None
    return what_words(turn, order)
