"""One service at the desk: every field in one form, its address, who gives it, and its picture."""

from catalog import changes, equipping, media, photographing, services
from catalog.errors import FieldRefused, LastGiver
from catalog.menu import addons
from catalog.menu.choosing import usual_price
from catalog.menu.errors import AddonsFull, ItemUnknown
from catalog.menu.reading import Item
from catalog.service_fields import ServiceField, field_of
from catalog.service_lists import own_services
from catalog.shipped import read_picture
from catalog.views import ServiceView
from chat.turn import Turn
from console.asking import Again, Ask, File, NotHere, Problem, View, whole
from console.merchant.service_form import groups, limits, read
from console.merchant.services import SERVICE, acting, our_service
from console.room import Room
from orders import giving, relocating
from orders.errors import BookedHere, BookedWithoutResource

room = Room()

JPEG = "image/jpeg"


@room.page(SERVICE)
def service_page(turn: Turn, ask: Ask) -> View:
    shop, service = our_service(turn, ask)
    if service.archived_at is not None:
        return View("merchant/service_off.html", {"shop": shop, "service": service})
    values = {
        "shop": shop,
        "service": service,
        "ask": ask,
        "groups": groups(turn, ask, service),
        "location": whole(ask.form.get("location")) or service.location_id,
        "givers": equipping.givers_for(turn.connection, service.id),
        "with_it": _with_it(turn, service),
        "most_with_it": addons.MOST,
        "among": len(own_services(turn.connection, shop.id)),
        "undo": _undo(turn, service) if "saved" in ask.query else None,
    }
    return View("merchant/service.html", values)


def _with_it(turn: Turn, service: ServiceView) -> list[tuple[Item, int, bool]]:
    """What of the menu could be offered with it, for how much, and whether it is."""
    ticked = addons.chosen(turn.connection, service.id)
    found = addons.offerable(turn.connection, service, turn.now)
    return [(each, usual_price(each) or 0, each.id in ticked) for each in found]


@room.move(f"{SERVICE}/with")
def offer_with(turn: Turn, ask: Ask) -> str:
    """Only what was changed in the form; what is taken away makes room first."""
    _shop, service = our_service(turn, ask)
    wanted = {
        item.id: bool(ask.form.get(f"with-{item.id}"))
        for item, _price, _on in _with_it(turn, service)
        if ask.form.get(f"with-{item.id}", "") != ask.form.get(f"was-with-{item.id}", "")
    }
    by, now = turn.person.id, turn.now
    try:
        for item, on in sorted(wanted.items(), key=lambda each: each[1]):
            addons.set_addon(turn.connection, service.id, item, by, now, on=on)
    except (AddonsFull, ItemUnknown) as refusal:
        raise Again(service_page, {"with": refusal}) from refusal
    return SERVICE.format(**ask.place) + "?saved=1"


def _undo(turn: Turn, service: ServiceView) -> int | None:
    """The change to be undone, where it was this person's and changed what was there."""
    by = turn.person.id
    made = changes.latest_of_service(turn.connection, service.merchant_id, service.id, by)
    if made is None or not made.before or None in map(field_of, made.before):
        return None
    return made.id


@room.move(f"{SERVICE}/save")
def save(turn: Turn, ask: Ask) -> str:
    """Only what was changed in the form: what a colleague changed meanwhile stays."""
    _shop, service = our_service(turn, ask)
    errors: dict[str, Problem] = {}
    values = read(turn, ask, service, ServiceField, errors)
    by, now = turn.person.id, turn.now
    try:
        services.change(turn.connection, service.id, values, by, now, limits(turn))
    except FieldRefused as error:
        errors.setdefault(error.field, error)
    _place(turn, ask, service, errors)
    if errors:
        raise Again(service_page, errors)
    return SERVICE.format(**ask.place) + "?saved=1"


def _place(turn: Turn, ask: Ask, service: ServiceView, errors: dict[str, Problem]) -> None:
    """Another address first: who gives it there is chosen behind that."""
    wanted = ask.number("location")
    try:
        if wanted and wanted != service.location_id:
            given = (turn.connection, service.id, wanted, turn.person.id, turn.now)
            relocating.relocate(*given)
        else:
            _givers(turn, ask, service)
    except (BookedHere, BookedWithoutResource, LastGiver) as refusal:
        errors["location" if isinstance(refusal, BookedHere) else "gives"] = refusal


def _givers(turn: Turn, ask: Ask, service: ServiceView) -> None:
    """Whoever gives it anew comes first, so that there is always somebody."""
    wanted = {
        each.id: bool(ask.form.get(f"gives-{each.id}"))
        for each in equipping.givers_for(turn.connection, service.id)
        if ask.form.get(f"gives-{each.id}", "") != ask.form.get(f"was-gives-{each.id}", "")
    }
    for resource, gives in sorted(wanted.items(), key=lambda each: not each[1]):
        given = (turn.connection, resource, service.id, turn.person.id, turn.now)
        giving.give(*given, gives=gives)


@room.move(f"{SERVICE}/undo")
def undo(turn: Turn, ask: Ask) -> str:
    connection, service, by, now = acting(turn, ask)
    services.undo(connection, service, ask.number("change"), by, now)
    return SERVICE.format(**ask.place)


@room.move(f"{SERVICE}/photo", photo=True)
def show(turn: Turn, ask: Ask) -> str:
    connection, service, by, now = acting(turn, ask)
    assert ask.photo is not None
    photographing.show_service(connection, service, ask.photo, by, now)
    return SERVICE.format(**ask.place) + "?saved=1"


@room.move(f"{SERVICE}/photo/drop")
def hide(turn: Turn, ask: Ask) -> str:
    connection, service, by, now = acting(turn, ask)
    services.set_photo(connection, service, None, by, now)
    return SERVICE.format(**ask.place) + "?saved=1"


@room.page(f"{SERVICE}/picture")
def picture(turn: Turn, ask: Ask) -> File:
    _shop, service = our_service(turn, ask)
    return photo_of(turn, service.photo)


def photo_of(turn: Turn, key: str | None) -> File:
    """The picture behind a key, small; there is none where nothing is kept."""
    found = None
    if key is not None:
        found = media.thumbnail(turn.connection, key) or read_picture(key)
    if found is None:
        raise NotHere
    return File(JPEG, found)
