"""At the desk: where somebody lives who telephones for a visit, by hand and on the map."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog import places
from catalog.cleaning import clean
from catalog.errors import FieldRefused
from catalog.places import PlaceKind, called
from catalog.views import LocationView, Place, ServiceView
from catalog.visits import drawing, serving
from catalog.visits.areas import Area
from chat.turn import Turn
from console.asking import Again, Ask, Shows, whole
from database.point import Point
from orders import Offer, counter, visiting
from orders.errors import OutsideArea
from people import addressing
from people.addressing import LONGEST_NOTE, LONGEST_TEXT, KeptAddress
from people.errors import AddressGone


@dataclass(frozen=True, slots=True)
class Whither:
    """Where the visit goes, and what can be had there; without an `offer` nobody goes there."""

    address: KeptAddress
    offer: Offer | None
    total: int
    fee: int


def whither(turn: Turn, service: ServiceView, seats: int, address_id: int | None) -> Whither | None:
    """None while no whole address was taken down."""
    address = taken_down(turn, address_id)
    if address is None:
        return None
    offer = Offer.of_service(service)
    try:
        visit = visiting.visit_at(turn.connection, counter.at_the_counter(offer), address)
    except OutsideArea:
        return Whither(address, None, 0, 0)
    fee = visit.area.fee
    return Whither(address, visit.offer, offer.line(seats).amount + fee, fee)


def taken_down(turn: Turn, address_id: int | None) -> KeptAddress | None:
    if address_id is None:
        return None
    try:
        found = addressing.of_person(turn.connection, turn.person.id, address_id)
    except AddressGone:
        return None
    return found if found.text and found.point is not None else None


def take_down(turn: Turn, ask: Ask, place: LocationView, again: Shows) -> int:
    """Of a form; Again with what is to be said better."""
    text = clean(ask.words("text"), LONGEST_TEXT)
    if not text:
        raise Again(again, {"text": turn._("Type the street and number.")})
    point = _point(turn, ask, place, text, again)
    mine = (turn.connection, turn.person.id)
    address = addressing.begin(*mine, turn.now, point=point, text=text, for_guest=True)
    addressing.note(*mine, address, clean(ask.words("note"), LONGEST_NOTE))
    return address


def choices(turn: Turn, ask: Ask) -> Sequence[Place]:
    """The places that a form's words may mean, where it is shown once more for that."""
    return _meant(turn, ask.words("text")) if "which" in ask.errors else ()


def areas(turn: Turn, place: LocationView) -> list[Area]:
    return serving.areas_of(turn.connection, place.id)


def _point(turn: Turn, ask: Ask, place: LocationView, text: str, again: Shows) -> Point:
    """Where it was pressed on the map, or where the words lead: of several places the chosen one."""
    if ask.words("point"):
        try:
            return drawing.point_of(place.id, ask.words("point"))
        except FieldRefused as error:
            raise Again(again, {"point": error}) from error
    found = _meant(turn, text)
    chosen = whole(ask.form.get("which"))
    if chosen is not None and len(found) > 1:
        found = [each for each in found if each.id == chosen]
    if len(found) > 1:
        raise Again(again, {"which": turn._("Which one do you mean?")})
    if not found or found[0].kind != PlaceKind.STREET:
        words = turn._("I can't find that street. Press where it is on the map, or type the point.")
        raise Again(again, {"point": words})
    return found[0].point


def _meant(turn: Turn, text: str) -> list[Place]:
    found = places.find(turn.connection, text)
    return called(found) or found
