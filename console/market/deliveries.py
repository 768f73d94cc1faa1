"""What is on its way in the whole market, and what is decided where a courier has vanished with it."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.delivery_words import DeliveryWords
from console.room import Room
from orders import deciding, delivery_lists
from people.rights import Right

room = Room()

DELIVERIES = "/market/deliveries"
MOST = 100


@room.page(DELIVERIES)
def deliveries_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.REFUND)
    values = {
        "found": delivery_lists.under_way(turn.connection, None, MOST),
        "more": max(0, delivery_lists.count_under_way(turn.connection, None) - MOST),
        "asked": ask.query.get("ask", ""),
        "d": DeliveryWords(turn),
    }
    return View("market/deliveries.html", values)


@room.move(f"{DELIVERIES}/{{order}}/another")
def another(turn: Turn, ask: Ask) -> str:
    deciding.send_another(turn.connection, _lost(turn, ask), turn.person.id, turn.now)
    return DELIVERIES


@room.move(f"{DELIVERIES}/{{order}}/refund")
def refund(turn: Turn, ask: Ask) -> str:
    deciding.refund_lost(turn.connection, _lost(turn, ask), turn.person.id, turn.now)
    return DELIVERIES


def _lost(turn: Turn, ask: Ask) -> int:
    for_market(turn, Right.REFUND)
    job = delivery_lists.job(turn.connection, ask.place["order"])
    if job is None or job.lost_at is None:
        raise NotHere
    return job.order_id
