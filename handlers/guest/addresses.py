"""The addresses that a guest keeps: chosen for what comes to them, changed, and deleted."""

from catalog.cleaning import clean
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import OpenPrivacy, OpenService
from handlers.guest.address_actions import (
    AddressKind,
    AskDropAddress,
    ChooseAddress,
    DropAddress,
    GiveAddressName,
    OpenAddress,
    OpenAddresses,
    OpenAddressName,
    OpenAddressNote,
    OpenAddressPoint,
    OpenAddressText,
    OpenNewAddress,
)
from handlers.guest.address_asking import after
from handlers.guest.menu_actions import OpenCart
from handlers.layout import shortened
from people import addressing
from people.addressing import LONGEST_LABEL, KeptAddress

flow = Flow()

BUTTON = 40


@flow.page(OpenAddresses)
def addresses_page(turn: Turn, press: OpenAddresses) -> Screen:
    kept = addressing.kept(turn.connection, turn.person.id)
    chosen_for = press.service is not None or press.cart is not None
    asking = turn._("Where should it be?") if kept else turn._("You have not saved any yet.")
    another = OpenNewAddress(press.service, press.cart)
    return Screen(
        text=paragraphs(
            turn._("<b>Your addresses</b>"),
            asking if chosen_for or not kept else None,
            turn._(
                "Only the place that comes to you sees an address, from your payment until it is"
                " done."
            ),
        ),
        rows=(
            *(_row(each, press, chosen_for=chosen_for) for each in kept),
            (Button(turn._("➕ New address"), another, Style.PLAIN if kept else Style.PRIMARY),),
        ),
        back=_parent(press),
    )


def _parent(press: OpenAddresses) -> Page:
    if press.service is not None:
        return OpenService(press.service)
    return OpenPrivacy() if press.cart is None else OpenCart(press.cart)


def _row(address: KeptAddress, press: OpenAddresses, *, chosen_for: bool) -> Row:
    label = shortened(address_label(address), BUTTON)
    if not chosen_for:
        return (Button(label, OpenAddress(address.id)),)
    return (Button(label, ChooseAddress(address.id, press.service, press.cart)),)


def address_label(address: KeptAddress) -> str:
    """On one line: how its person calls it, and where it is."""
    return ": ".join(filter(None, (address.label, address.text)))


@flow.page(OpenAddress)
def address_page(turn: Turn, press: OpenAddress) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    naming = turn._("Rename it") if address.label else turn._("Name it")
    noting = turn._("Change the note") if address.note else turn._("Add floor or door")
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{name}</b>", name=address.label) if address.label else None,
                address.text,
                address.note,
            )
        ),
        rows=(
            (
                Button(turn._("Change street"), OpenAddressText(address.id)),
                Button(turn._("Move on the map"), OpenAddressPoint(address.id)),
            ),
            (
                Button(noting, OpenAddressNote(address.id)),
                Button(naming, OpenAddressName(address.id)),
            ),
            (Button(turn._("Delete this address"), AskDropAddress(address.id), Style.DANGER),),
        ),
        back=OpenAddresses(),
    )


@flow.page(OpenAddressName)
def name_page(turn: Turn, press: OpenAddressName) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    return Screen(
        text=paragraphs(
            turn._("<b>What do you call this address?</b>"),
            address.text,
            turn._("Press one, or type a name. Only you see it."),
        ),
        rows=(
            tuple(
                Button(_kind(turn, kind), GiveAddressName(address.id, kind)) for kind in AddressKind
            ),
        ),
        asks=GiveAddressName(address.id),
        back=OpenAddress(address.id),
    )


def _kind(turn: Turn, kind: AddressKind) -> str:
    return {
        AddressKind.HOME: str(turn._("At home")),
        AddressKind.WORK: str(turn._("At work")),
    }[kind]


@flow.move(GiveAddressName)
def give_name(turn: Turn, press: GiveAddressName) -> Page:
    typed = fitting(press.text, LONGEST_LABEL, OpenAddressName(press.address))
    name = clean(typed, LONGEST_LABEL) if press.kind is None else _kind(turn, press.kind)
    if not name:
        return OpenAddressName(press.address)
    addressing.label(turn.connection, turn.person.id, press.address, name)
    return OpenAddress(press.address)


@flow.move(ChooseAddress)
def choose_address(turn: Turn, press: ChooseAddress) -> Page:
    addressing.choose(turn.connection, turn.person.id, press.address, turn.now)
    return after(press.address, press.service, press.cart)


@flow.page(AskDropAddress)
def drop_page(turn: Turn, press: AskDropAddress) -> Screen:
    address = addressing.of_person(turn.connection, turn.person.id, press.address)
    return Screen(
        text=paragraphs(
            turn._("<b>Delete this address?</b>"),
            address_label(address),
            turn._("Bookings that come there keep it until they are done."),
        ),
        rows=((Button(turn._("Yes, delete it"), DropAddress(address.id), Style.DANGER),),),
        back=OpenAddress(address.id),
    )


@flow.move(DropAddress)
def drop_address(turn: Turn, press: DropAddress) -> Page:
    addressing.drop(turn.connection, turn.person.id, press.address)
    return OpenAddresses()
