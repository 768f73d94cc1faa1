"""Service areas in words: the same in the chat and at the desk."""

from markupsafe import Markup

from catalog import queries
from catalog.visits.areas import Area
from chat.screen import lines
from chat.turn import Turn
from orders import Offer, OrderAddress, OrderView, address_for, counter, visiting
from orders.models import Fulfilment

MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"


def area_name(turn: Turn, area: Area) -> Markup:
    """How far it goes, or how a drawn one is called."""
    if area.radius is not None:
        return turn._("up to {distance}", distance=turn.texts.distance(area.radius))
    return Markup.escape(area.name) if area.name else turn._("drawn area")


def area_words(turn: Turn, area: Area) -> Markup:
    """What is asked there."""
    name = area_name(turn, area)
    fee = turn.texts.money(area.fee, area.currency) if area.fee else None
    least = turn.texts.money(area.least_order, area.currency) if area.least_order else None
    if fee and least:
        return turn._("{area}: {fee}, for {least} or more", area=name, fee=fee, least=least)
    if fee:
        return turn._("{area}: {fee}", area=name, fee=fee)
    if least:
        return turn._("{area}: free, for {least} or more", area=name, least=least)
    return turn._("{area}: free", area=name)


def speed_words(turn: Turn, kmh: int) -> Markup:
    return turn._("{number} km/h", number=turn.texts.number(kmh))


def address_words(turn: Turn, address: OrderAddress) -> Markup:
    """Where somebody is come to, with what helps to find it."""
    where = turn._("🏠 {address}", address=address.text)
    return lines(where, turn._("🚪 {note}", note=address.note) if address.note else None)


def paid_there_words(turn: Turn, total: int, fee: int, currency: str) -> Markup:
    """What whoever was written in pays at their door, with what coming there costs."""
    whole = turn.texts.money(total, currency)
    if not fee:
        return turn._("They pay you there: {total}. Nothing is charged here.", total=whole)
    return turn._(
        "They pay you there: {total}, {fee} of it for the way. Nothing is charged here.",
        total=whole,
        fee=turn.texts.money(fee, currency),
    )


def at_door_words(turn: Turn, order: OrderView) -> Markup | None:
    """Likewise afterwards, by what it costs now; nothing once nobody needs the address any more."""
    if order.fulfilment is not Fulfilment.HOME or order.service_id is None or not order.is_live():
        return None
    if not counter.is_written_in(turn.connection, order):
        return None
    address = address_for(turn.connection, turn.person.id, order.id)
    service = queries.service(turn.connection, order.service_id)
    if address is None or service is None:
        return None
    offer = Offer.of_service(service)
    total, fee = visiting.cost_at(turn.connection, offer, order.seats, address.point)
    return paid_there_words(turn, total, fee, service.currency)


def outside_words(turn: Turn) -> Markup:
    """What staff read of an address to which they do not go."""
    return turn._(
        "That is outside the areas where you go to guests. Is it another address? If you want to go"
        " there, the areas have to reach that far."
    )


def map_link(address: OrderAddress) -> str:
    """Opens the point on a map."""
    degrees = (f"{each:.6f}" for each in (address.point.latitude, address.point.longitude))
    return MAP.format(*degrees)
