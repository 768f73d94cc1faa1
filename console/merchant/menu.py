"""A merchant's menu at the desk: its sections and items in their order, sold out by one press, pick-up."""

from catalog.errors import FieldRefused, HoursUnclear
from catalog.menu import items, pickup, sections
from catalog.menu.item_fields import ItemField
from catalog.menu.item_values import value_of
from catalog.menu.own_menu import OwnSection, own_items, own_section, own_sections
from catalog.menu.pickup import COLUMNS, MINUTES, Pickup, PickupField, fields_of, pickup_of
from catalog.typed_hours import clock
from catalog.views import LocationView, MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, Problem, View, whole
from console.authorising import our_shop
from console.merchant.service_form import limits
from console.room import Room
from console.service_words import lasting
from people.rights import Right
from wording.pickup_fields import pickup_name, pickup_question

room = Room()

MENU = "/m/{merchant}/menu"
PLACE = "/m/{merchant}/places/{place}/menu"
SECTION = MENU + "/sections/{section}"
ITEM = MENU + "/{item}"


@room.page(MENU)
def menu_page(turn: Turn, ask: Ask) -> View:
    """The first place's, or the one that was chosen."""
    shop = our_shop(turn, ask, Right.BOOKINGS)
    return _menu(turn, ask, shop, _chosen(shop, whole(ask.query.get("place"))))


@room.page(PLACE)
def place_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    return _menu(turn, ask, shop, _here(shop, ask))


def _menu(turn: Turn, ask: Ask, shop: MerchantView, place: LocationView) -> View:
    off = ask.query.get("show") == "off"
    standing = own_sections(turn.connection, place.id)
    gone = own_sections(turn.connection, place.id, taken_off=True)
    ids = [each.id for each in standing]
    found = pickup_of(turn.connection, place.id)
    values = {
        "shop": shop,
        "ask": ask,
        "here": place,
        "off": off,
        "sections": standing,
        "gone": gone,
        "items": own_items(turn.connection, ids, turn.now, taken_off=off),
        "clock": clock,
        "pickup": found,
        "numbers": [
            (
                each.value,
                pickup_name(turn, each),
                pickup_question(turn, each),
                _written(turn, found, each),
            )
            for each in fields_of(turn.connection, place.id)
        ],
    }
    return View("merchant/menu.html", values)


@room.move(f"{PLACE}/add")
def add_section(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = _here(shop, ask)
    try:
        made = sections.begin(
            turn.connection, place.id, ask.words("section"), turn.person.id, turn.now
        )
    except FieldRefused as error:
        raise Again(place_page, {"section": error}) from error
    return f"{PLACE.format(merchant=shop.id, place=place.id)}#s{made}"


@room.move(f"{PLACE}/pickup")
def save_pickup(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = _here(shop, ask)
    by, now = turn.person.id, turn.now
    errors: dict[str, Problem] = {}
    for field in fields_of(turn.connection, place.id):
        try:
            value = pickup.value_of(place.id, field, ask.words(field))
            pickup.set_number(turn.connection, place.id, {field: value}, by, now)
        except FieldRefused as error:
            errors[field] = error
    if errors:
        raise Again(place_page, errors)
    active = bool(ask.form.get("active"))
    pickup.set_active(turn.connection, place.id, by, now, active=active)
    return f"{PLACE.format(**ask.place)}?saved=1"


@room.page(SECTION)
def section_page(turn: Turn, ask: Ask) -> View:
    shop, section = our_section(turn, ask)
    served = ""
    if section.from_minute is not None and section.until_minute is not None:
        served = f"{clock(section.from_minute)}-{clock(section.until_minute)}"
    values = {"shop": shop, "section": section, "ask": ask, "served": served}
    return View("merchant/menu_section.html", values)


@room.move(f"{SECTION}/save")
def save_section(turn: Turn, ask: Ask) -> str:
    _shop, section = our_section(turn, ask)
    by, now = turn.person.id, turn.now
    errors: dict[str, Problem] = {}
    try:
        sections.rename(turn.connection, section.id, ask.words("section"), by, now)
    except FieldRefused as error:
        errors["section"] = error
    try:
        served = sections.served_of(section.id, ask.words("served"))
        sections.set_hours(turn.connection, section.id, served, by, now)
    except (FieldRefused, HoursUnclear) as error:
        errors["served"] = error
    if errors:
        raise Again(section_page, errors)
    return _listed(section)


@room.move(f"{SECTION}/move")
def move_section(turn: Turn, ask: Ask) -> str:
    _shop, section = our_section(turn, ask)
    to = ask.number("to")
    sections.move(turn.connection, section.id, to, turn.person.id, turn.now)
    return _listed(section)


@room.move(f"{SECTION}/off")
def take_off_section(turn: Turn, ask: Ask) -> str:
    _shop, section = our_section(turn, ask)
    sections.take_off(turn.connection, section.id, turn.person.id, turn.now)
    return _listed(section)


@room.move(f"{SECTION}/back")
def put_back_section(turn: Turn, ask: Ask) -> str:
    _shop, section = our_section(turn, ask)
    sections.put_back(turn.connection, section.id, turn.person.id, turn.now)
    return _listed(section)


@room.move(f"{SECTION}/add")
def add_item(turn: Turn, ask: Ask) -> str:
    """With its price, on the menu at once."""
    shop, section = our_section(turn, ask)
    by, now = turn.person.id, turn.now
    given = (section.id, ask.words("item"), turn.market.currency, by, now)
    try:
        made = items.begin(turn.connection, *given)
        price = value_of(made, ItemField.PRICE, ask.words("costs"), turn.market.currency)
        values = {ItemField.PRICE: price}
        items.change(turn.connection, made, values, by, now, limits(turn))
    except FieldRefused as error:
        raise Again(section_page, {error.field: error}) from error
    items.set_active(turn.connection, made, by, now, active=True)
    return ITEM.format(merchant=shop.id, item=made) + "?saved=1"


def our_section(turn: Turn, ask: Ask) -> tuple[MerchantView, OwnSection]:
    """A section of the merchant of the address."""
    shop = our_shop(turn, ask, Right.SHOP)
    found = own_section(turn.connection, ask.place["section"])
    if found is None or found.merchant_id != shop.id:
        raise NotHere
    return shop, found


def _written(turn: Turn, found: Pickup, field: PickupField) -> str:
    """A number as it may be typed, a time with its unit."""
    value = getattr(found, COLUMNS[field][0])
    return lasting(turn, value) if field in MINUTES else str(value)


def _here(shop: MerchantView, ask: Ask) -> LocationView:
    found = next((each for each in shop.locations if each.id == ask.place["place"]), None)
    if found is None:
        raise NotHere
    return found


def _chosen(shop: MerchantView, wanted: int | None) -> LocationView:
    if not shop.locations:
        raise NotHere
    found = (each for each in shop.locations if each.id == wanted)
    return next(found, shop.locations[0])


def _listed(section: OwnSection) -> str:
    base = PLACE.format(merchant=section.merchant_id, place=section.location_id)
    return f"{base}#s{section.id}"
