"""Where a visit goes that staff write in: the address they take down, what coming there costs, and who goes there."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import queries as catalog
from catalog.views import ServiceView
from chat.errors import NotAllowed, PageOutdated
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.address_actions import GiveNewAddress, OpenNewAddress
from handlers.merchant.actions import OpenWritingIn
from handlers.merchant.authorising import may, require_staff
from handlers.merchant.visit_actions import OpenVisits
from orders import Offer, counter, visiting
from orders.errors import OutsideArea
from people import addressing
from people.addressing import KeptAddress
from people.errors import AddressGone
from people.rights import Right
from wording.visits import outside_words, paid_there_words


@dataclass(frozen=True, slots=True)
class Whither:
    """What the pages say of where it goes; without an `offer` nobody goes there."""

    offer: Offer | None
    words: Markup | None = None
    rows: tuple[Row, ...] = ()


def whither(turn: Turn, service: ServiceView, address_id: int | None) -> Whither:
    """What can be had at the counter, or at the address."""
    offer = counter.at_the_counter(Offer.of_service(service))
    if not service.at_home:
        return Whither(offer)
    address = taken_down(turn, service, address_id)
    words = turn._("🏠 to {address}", address=address.text)
    another = (Button(turn._("🏠 Another address"), ask_address(service.id)),)
    try:
        there = visiting.visit_at(turn.connection, offer, address)
    except OutsideArea:
        return Whither(None, lines(words, outside_words(turn)), (another, *_areas(turn, service)))
    return Whither(there.offer, words, (another,))


def taken_down(turn: Turn, service: ServiceView, address_id: int | None) -> KeptAddress:
    """All of it; else it is asked for, as where another was begun since."""
    again = PageOutdated(ask_address(service.id))
    if address_id is None:
        raise again
    try:
        address = addressing.of_person(turn.connection, turn.person.id, address_id)
    except AddressGone:
        raise again from None
    if address.point is None or not address.text:
        raise again
    return address


def ask_address(service: int) -> OpenNewAddress:
    return OpenNewAddress(visit=service)


def visit_address_screen(turn: Turn, service_id: int) -> Screen:
    """Asks where somebody lives who telephones."""
    service = catalog.service(turn.connection, service_id)
    if service is None:
        raise NotAllowed
    require_staff(turn, service.merchant_id, Right.BOOKINGS)
    return Screen(
        text=paragraphs(
            turn._("<b>➕ {service}</b>", service=service.name),
            turn._(
                "Where shall you come to? Type the street and number, such as “Vaasankatu 4,"
                " Helsinki”, or send the place from the map."
            ),
            turn._("Only those who need it see an address, until it is done."),
        ),
        asks=GiveNewAddress(visit=service.id),
        back=OpenWritingIn(service.merchant_id),
    )


def cost_words(turn: Turn, service: ServiceView, seats: int, address: KeptAddress) -> Markup:
    """What is paid at the door, with what coming there costs."""
    assert address.point is not None, address.id
    total, fee = visiting.cost_at(turn.connection, Offer.of_service(service), seats, address.point)
    return paid_there_words(turn, total, fee, service.currency)


def _areas(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    if not may(turn, Right.SHOP, service.merchant_id):
        return ()
    return ((Button(turn._("🏠 Visits to guests"), OpenVisits(service.location_id)),),)
