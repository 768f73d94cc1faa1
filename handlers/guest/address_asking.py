"""An address is asked once: where it is on the map, its street, and what helps whoever comes."""

from catalog import places
from catalog.cleaning import clean
from catalog.places import PlaceKind, called
from catalog.views import Place
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import OpenService
from handlers.guest.address_actions import (
    GiveAddressNote,
    GiveAddressPoint,
    GiveAddressText,
    GiveNewAddress,
    LocateAddress,
    OpenAddress,
    OpenAddresses,
    OpenAddressNote,
    OpenAddressPlaces,
    OpenAddressPoint,
    OpenAddressText,
    OpenNewAddress,
)
from handlers.guest.menu_actions import OpenCart
from handlers.layout import columns
from handlers.merchant.counter_actions import OpenFreeTimes
from handlers.merchant.visit_address import visit_address_screen
from people import addressing
from people.addressing import LONGEST_NOTE, LONGEST_TEXT
from wording.places import place_words

flow = Flow()

Wanted = tuple[int | None, int | None, int | None]
"""The service, or the location of the cart, for which an address is asked; the service of a visit for
which staff take one down.
"""


@flow.page(OpenNewAddress)
def new_page(turn: Turn, press: OpenNewAddress) -> Screen:
    if press.visit is not None:
        return visit_address_screen(turn, press.visit)
    return Screen(
        text=paragraphs(
            turn._("<b>Which address?</b>"),
            turn._(
                "If you are at that address, share your location: that is the most exact. Or type its"
                " street and number, such as “Vaasankatu 4, Helsinki”."
            ),
            turn._(
                "Only the place that comes to you sees an address, from your payment until it is"
                " done."
            ),
        ),
        asks=GiveNewAddress(press.service, press.cart, press.visit),
        asks_place=turn._("📍 Share my location"),
        back=OpenAddresses(press.service, press.cart),
    )


@flow.move(GiveNewAddress)
def give_new(turn: Turn, press: GiveNewAddress) -> Page:
    wanted = press.service, press.cart, press.visit
    again = OpenNewAddress(*wanted)
    text = clean(fitting(press.text, LONGEST_TEXT, again), LONGEST_TEXT)
    if press.point is None and not text:
        return again
    address = addressing.begin(
        turn.connection,
        turn.person.id,
        turn.now,
        point=press.point,
        text=text,
        for_guest=press.visit is not None,
    )
    return _following(turn, address, wanted) if press.point else _find(turn, address, text, wanted)


@flow.page(OpenAddressPoint)
def point_page(turn: Turn, press: OpenAddressPoint) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    wanted = press.service, press.cart, press.visit
    where = turn._("Share your location there, or type a street or a district beside it.")
    if press.visit is not None:
        where = turn._("Send the place from the map, or type a street or a district beside it.")
    return Screen(
        text=paragraphs(
            turn._("I can't find that place. Is the spelling right?") if press.again else None,
            turn._("<b>Where is {place} on the map?</b>", place=address.text),
            where,
        ),
        asks=GiveAddressPoint(address.id, *wanted),
        asks_place=_share(turn, wanted),
        back=_before(press.address, address.used_at is None, wanted),
    )


@flow.move(GiveAddressPoint)
def give_point(turn: Turn, press: GiveAddressPoint) -> Page:
    wanted = press.service, press.cart, press.visit
    mine = (turn.connection, turn.person.id, press.address)
    if press.point is not None:
        addressing.locate(*mine, press.point)
        return _following(turn, press.address, wanted)
    again = OpenAddressPoint(press.address, *wanted, again=True)
    typed = clean(fitting(press.text, LONGEST_TEXT, again), LONGEST_TEXT)
    found = places.find(turn.connection, typed)
    if not found:
        addressing.of_person(*mine)
        return again
    addressing.locate(*mine, (called(found) or found)[0].point)
    return _following(turn, press.address, wanted)


@flow.page(OpenAddressPlaces)
def places_page(turn: Turn, press: OpenAddressPlaces) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    wanted = press.service, press.cart, press.visit
    return Screen(
        text=turn._("Which one do you mean?"),
        rows=columns(
            1,
            (
                Button(place_words(turn, each), LocateAddress(address.id, each.id, *wanted))
                for each in places.find(turn.connection, address.text)
            ),
        ),
        asks=GiveNewAddress(*wanted),
        asks_place=_share(turn, wanted),
        back=_before(address.id, address.used_at is None, wanted),
    )


@flow.move(LocateAddress)
def locate(turn: Turn, press: LocateAddress) -> Page:
    wanted = press.service, press.cart, press.visit
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    found = places.find(turn.connection, address.text)
    chosen = next((each for each in found if each.id == press.place), None)
    if chosen is None:
        raise PageOutdated(OpenAddressPoint(press.address, *wanted))
    return _at(turn, address.id, chosen, wanted)


@flow.page(OpenAddressText)
def text_page(turn: Turn, press: OpenAddressText) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    wanted = press.service, press.cart, press.visit
    return Screen(
        text=paragraphs(
            turn._("<b>What is the street and number?</b>"),
            turn._("Now: {address}", address=address.text) if address.text else None,
            turn._("Type it as whoever comes should read it, such as “Vaasankatu 4, Helsinki”."),
        ),
        asks=GiveAddressText(address.id, *wanted),
        back=_before(address.id, address.used_at is None, wanted),
    )


@flow.move(GiveAddressText)
def give_text(turn: Turn, press: GiveAddressText) -> Page:
    wanted = press.service, press.cart, press.visit
    again = OpenAddressText(press.address, *wanted)
    text = clean(fitting(press.text, LONGEST_TEXT, again), LONGEST_TEXT)
    if not text:
        return again
    addressing.write(turn.connection, turn.person.id, press.address, text)
    return _following(turn, press.address, wanted)


@flow.page(OpenAddressNote)
def note_page(turn: Turn, press: OpenAddressNote) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    wanted = press.service, press.cart, press.visit
    nothing = turn._("Remove the note") if address.note else turn._("Nothing to add")
    return Screen(
        text=paragraphs(
            turn._("<b>What helps to find you?</b>")
            if press.visit is None
            else turn._("<b>What helps to find them?</b>"),
            address.text,
            turn._("Now: {note}", note=address.note) if address.note else None,
            turn._("Type the floor, the door, the bell, or whatever helps.")
            if press.visit is None
            else turn._("Type the floor, the door, the bell, a phone number, or whatever helps."),
        ),
        rows=((Button(nothing, GiveAddressNote(address.id, *wanted)),),),
        asks=GiveAddressNote(address.id, *wanted),
        back=_before(address.id, address.used_at is None, wanted),
    )


@flow.move(GiveAddressNote)
def give_note(turn: Turn, press: GiveAddressNote) -> Page:
    """The last that is asked of a new one: from now on it is the one meant."""
    wanted = press.service, press.cart, press.visit
    again = OpenAddressNote(press.address, *wanted)
    words = clean(fitting(press.text, LONGEST_NOTE, again), LONGEST_NOTE)
    mine = (turn.connection, turn.person.id, press.address)
    addressing.note(*mine, words)
    if press.visit is None and addressing.of_person(*mine).used_at is None:
        addressing.choose(*mine, turn.now)
    return after(press.address, *wanted)


def after(address: int, service: int | None, cart: int | None, visit: int | None = None) -> Page:
    """What the address was asked for, or itself."""
    if visit is not None:
        return OpenFreeTimes(visit, address=address)
    if service is not None:
        return OpenService(service)
    return OpenAddress(address) if cart is None else OpenCart(cart)


def _share(turn: Turn, wanted: Wanted) -> str | None:
    """Staff are hardly where they take down an address."""
    return turn._("📍 Share my location") if wanted[2] is None else None


def _before(address: int, is_new: bool, wanted: Wanted) -> Page:
    return OpenNewAddress(*wanted) if is_new else OpenAddress(address)


def _following(turn: Turn, address_id: int, wanted: Wanted) -> Page:
    """What is still to be said of it."""
    address = addressing.of_person(turn.connection, turn.person.id, address_id)
    if not address.text:
        return OpenAddressText(address_id, *wanted)
    if address.point is None:
        return OpenAddressPoint(address_id, *wanted)
    if address.used_at is None:
        return OpenAddressNote(address_id, *wanted)
    return after(address_id, *wanted)


def _find(turn: Turn, address: int, text: str, wanted: Wanted) -> Page:
    """On the map, by what was typed: a street that is known leads on, of several one is chosen."""
    found = places.find(turn.connection, text)
    if not found:
        return OpenAddressPoint(address, *wanted, again=True)
    meant = called(found) or found
    if len(meant) > 1:
        return OpenAddressPlaces(address, *wanted)
    return _at(turn, address, meant[0], wanted)


def _at(turn: Turn, address: int, place: Place, wanted: Wanted) -> Page:
    """Of a town or a district the street is still to be said."""
    addressing.locate(turn.connection, turn.person.id, address, place.point)
    if place.kind != PlaceKind.STREET:
        return OpenAddressText(address, *wanted)
    return _following(turn, address, wanted)
