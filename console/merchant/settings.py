"""What a merchant says of itself, how it answers bookings, and how its page looks."""

from catalog import changing, describing, durations, paying, photographing
from catalog.describing import Contact, Details
from catalog.errors import DetailRefused
from catalog.typed_values import whole
from chat.turn import Turn
from console.asking import Again, Ask, File, View
from console.authorising import our_shop
from console.merchant.grounds import PLACE, place_of
from console.merchant.service import photo_of
from console.room import Room
from console.service_words import lasting
from people.rights import Right

room = Room()

SETTINGS = "/m/{merchant}/settings"


@room.page(SETTINGS)
def settings_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    values = {"shop": shop, "ask": ask, "minutes": lasting(turn, shop.confirm_minutes)}
    return View("merchant/settings.html", values)


@room.move(f"{SETTINGS}/words")
def describe(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    given = Details(ask.form.get("name", ""), ask.form.get("description", ""))
    try:
        describing.describe(turn.connection, shop.id, given, turn.person.id, turn.now)
    except DetailRefused as error:
        raise Again(settings_page, {error.field: error}) from error
    return _saved(ask)


@room.move(f"{SETTINGS}/answering")
def answering(turn: Turn, ask: Ask) -> str:
    """How soon it answers matters only where it answers itself."""
    shop = our_shop(turn, ask, Right.SHOP)
    by, now, auto = turn.person.id, turn.now, bool(ask.form.get("auto"))
    minutes = durations.minutes(ask.form.get("minutes", ""))
    changing.set_auto_confirm(turn.connection, shop.id, by, now, auto_confirm=auto)
    try:
        if not auto:
            describing.answer_within(turn.connection, shop.id, minutes or 0, by, now)
    except DetailRefused as error:
        raise Again(settings_page, {error.field: error}) from error
    return _saved(ask)


@room.move(f"{SETTINGS}/paying")
def set_paying(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    by, now = turn.person.id, turn.now
    given = (turn.connection, shop.id, by, now)
    paying.set_takes_bills(*given, on=bool(ask.form.get("bills")))
    paying.set_takes_tips(*given, on=bool(ask.form.get("tips")))
    try:
        discount = whole(ask.form.get("discount", ""))
        percent = -1 if discount is None else discount
        paying.set_bill_discount(turn.connection, shop.id, percent, by, now)
        paying.set_max_no_shows(turn.connection, shop.id, ask.number("no_shows"), by, now)
    except DetailRefused as error:
        raise Again(settings_page, {error.field: error}) from error
    return _saved(ask)


@room.page(f"{PLACE}/contact")
def contact_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    values = {"shop": shop, "place": place_of(shop, ask.place["place"]), "ask": ask}
    return View("merchant/contact.html", values)


@room.move(f"{PLACE}/contact/save")
def contact(turn: Turn, ask: Ask) -> str:
    place = place_of(our_shop(turn, ask, Right.SHOP), ask.place["place"])
    given = Contact(*(ask.form.get(each, "") for each in ("place", "address", "phone", "website")))
    try:
        describing.contact(turn.connection, place.id, given, turn.person.id, turn.now)
    except DetailRefused as error:
        raise Again(contact_page, {error.field: error}) from error
    return f"{PLACE.format(**ask.place)}/contact?saved=1"


@room.move(f"{SETTINGS}/photo", photo=True)
def show(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    assert ask.photo is not None
    photographing.show_merchant(turn.connection, shop.id, ask.photo, turn.person.id, turn.now)
    return _saved(ask)


@room.move(f"{SETTINGS}/photo/drop")
def hide(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    changing.set_photo(turn.connection, shop.id, None, turn.person.id, turn.now)
    return _saved(ask)


@room.page(f"{SETTINGS}/picture")
def picture(turn: Turn, ask: Ask) -> File:
    return photo_of(turn, our_shop(turn, ask, Right.SHOP).photo)


def _saved(ask: Ask) -> str:
    return SETTINGS.format(**ask.place) + "?saved=1"
