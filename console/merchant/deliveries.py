"""What is on its way to a merchant's guests: given to couriers by their number, decided where one is lost."""

from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_shop
from console.delivery_words import DeliveryWords
from console.room import Room
from orders import Job, carrying, collecting, couriers, deciding, delivery_lists
from orders.errors import WrongFetchCode
from people.rights import Right

room = Room()

DELIVERIES = "/m/{merchant}/deliveries"
DELIVERY = f"{DELIVERIES}/{{order}}"
MOST = 60


@room.page(DELIVERIES)
def deliveries_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    found = delivery_lists.under_way(turn.connection, shop.id, MOST + 1)
    values = {
        "shop": shop,
        "found": found[:MOST],
        "more": max(0, delivery_lists.count_under_way(turn.connection, shop.id) - MOST),
        "on_shift": couriers.on_shift(turn.connection, shop.id, turn.now),
        "asked": ask.query.get("ask", ""),
        "d": DeliveryWords(turn),
    }
    return View("merchant/deliveries.html", values)


@room.move(f"{DELIVERY}/hand")
def hand(turn: Turn, ask: Ask) -> str:
    job = _job(turn, ask)
    given = (job.order_id, turn.person.id, ask.words(f"number-{job.order_id}"))
    try:
        carrying.hand_to_courier(turn.connection, *given, turn.now)
    except WrongFetchCode as error:
        words = turn._("That's not the number of this order's courier. Please type it once more.")
        raise Again(deliveries_page, {f"number-{job.order_id}": str(words)}) from error
    return DELIVERIES.format(**ask.place)


@room.move(f"{DELIVERY}/receive")
def receive(turn: Turn, ask: Ask) -> str:
    collecting.receive(turn.connection, _job(turn, ask).order_id, turn.person.id, turn.now)
    return DELIVERIES.format(**ask.place)


@room.move(f"{DELIVERY}/another")
def another(turn: Turn, ask: Ask) -> str:
    deciding.send_another(turn.connection, _job(turn, ask).order_id, turn.person.id, turn.now)
    return DELIVERIES.format(**ask.place)


@room.move(f"{DELIVERY}/refund")
def refund(turn: Turn, ask: Ask) -> str:
    deciding.refund_lost(turn.connection, _job(turn, ask).order_id, turn.person.id, turn.now)
    return DELIVERIES.format(**ask.place)


def _job(turn: Turn, ask: Ask) -> Job:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    job = delivery_lists.job(turn.connection, ask.place["order"])
    if job is None or job.merchant_id != shop.id:
        raise NotHere
    return job
