"""A service that comes to its guest: to which address, for what, and who else comes where it does not."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog.views import ServiceView
from catalog.visits import finding
from chat.screen import Button, Row, Style, lines
from chat.turn import Turn
from handlers.guest.actions import OpenService
from handlers.guest.address_actions import OpenAddresses, OpenNewAddress
from handlers.guest.addresses import address_label
from handlers.layout import shortened
from orders import Offer, visiting
from people import addressing

LONGEST = 34
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Whither:
    """What a service's page says of where it is given; without an `offer` it is not, or not yet."""

    offer: Offer | None
    words: Markup
    rows: tuple[Row, ...]


def whither(turn: Turn, service: ServiceView, seats: int) -> Whither:
    """To the address that the guest chose last, for so many."""
    address = addressing.current(turn.connection, turn.person.id)
    if address is None or address.point is None:
        choose = Button(turn._("🏠 Say where"), OpenNewAddress(service.id), Style.PRIMARY)
        words = turn._("They come to you for this. Where should they come?")
        return Whither(None, words, ((choose,),))
    where = turn._("🏠 to {address}", address=address_label(address))
    another = (Button(turn._("🏠 Another address"), OpenAddresses(service.id)),)
    offer = Offer.of_service(service)
    area = visiting.area_at(turn.connection, offer, address.point)
    if area is None:
        others = finding.coming_to(turn.connection, address.point, service, NEAREST)
        why = turn._("They don't come to that address.")
        instead = turn._("These come there:") if others else None
        rows = tuple(_other(turn, each) for each in others)
        return Whither(None, lines(where, why, instead), (*rows, another))
    fee, least = (
        turn.texts.money(each, area.currency) if each else None
        for each in (area.fee, area.least_order)
    )
    words = lines(
        where,
        turn._("Coming to you costs {fee}.", fee=fee) if fee else None,
        turn._("They come there for {least} or more.", least=least) if least else None,
    )
    if offer.line(seats).amount < area.least_order:
        return Whither(None, words, (another,))
    there = visiting.going_to(turn.connection, offer, address.point)
    return Whither(there, words, (another,))


def _other(turn: Turn, found: finding.Coming) -> Row:
    price = turn.texts.money(found.price, found.currency) if found.price else turn._("free")
    label = turn._(
        "{place} · {service} · {price}",
        place=shortened(found.merchant, LONGEST // 2),
        service=shortened(found.service, LONGEST // 2),
        price=price,
    )
    return (Button(label, OpenService(found.service_id)),)
