"""A merchant's services as a list in its own order: added, moved, paused, copied, taken off."""

from typing import Any

from catalog import services
from catalog.cleaning import shortened
from catalog.errors import FieldRefused, ServiceUnknown
from catalog.queries import service as service_of
from catalog.service_fields import LONGEST_NAME, ServiceField
from catalog.service_lists import OwnService, own_services
from catalog.service_values import name_typed
from catalog.usual import step_for
from catalog.views import LocationView, MerchantView, ServiceView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, Problem, View, whole
from console.authorising import our_shop
from console.merchant.service_form import limits, read
from console.room import Room
from people.rights import Right

room = Room()

F = ServiceField
PAGE = 50
LIST = "/m/{merchant}/services"
SERVICE = LIST + "/{service}"
ROOM_FOR_COPY = 12
ASKED = (F.DURATION, F.PRICE)
"""Of a new one, behind its name."""


@room.page(LIST)
def services_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    off = ask.query.get("show") == "off"
    every = own_services(turn.connection, shop.id, taken_off=off)
    begin = _behind(every, whole(ask.query.get("behind")))
    shown = every[begin : begin + PAGE]
    values = {
        "shop": shop,
        "off": off,
        "services": shown,
        "begin": begin,
        "number": len(every),
        "gone": len(own_services(turn.connection, shop.id, taken_off=True)),
        "behind": shown[-1].id if len(every) > begin + PAGE else None,
    }
    return View("merchant/services.html", values)


def _behind(every: tuple[OwnService, ...], behind: int | None) -> int:
    """Where the page begins; a row that is gone begins it anew."""
    return next((place for place, each in enumerate(every, 1) if each.id == behind), 0)


@room.page(f"{LIST}/new")
def new_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    return View("merchant/service_new.html", {"shop": shop, "ask": ask})


@room.move(f"{LIST}/add")
def add(turn: Turn, ask: Ask) -> str:
    """Paused until it is offered, so that the rest can be looked at before."""
    shop = our_shop(turn, ask, Right.SHOP)
    errors: dict[str, Problem] = {}
    location = _location(shop, ask)
    name = ask.form.get(F.NAME, "")
    try:
        name_typed(name)
    except FieldRefused as error:
        errors[F.NAME], name = error, "?"
    given = (location.id, name, turn.market.currency, turn.person.id, turn.now)
    made = _found(turn, services.begin(turn.connection, *given))
    values = dict(read(turn, ask, made, ASKED, errors))
    if errors:
        raise Again(new_page, errors)
    if F.DURATION in values:
        values[F.STEP] = step_for(values[F.DURATION])
    services.change(turn.connection, made.id, values, turn.person.id, turn.now, limits(turn))
    return SERVICE.format(merchant=shop.id, service=made.id) + "?saved=1"


def _location(shop: MerchantView, ask: Ask) -> LocationView:
    """The one that was chosen, or the only one."""
    if len(shop.locations) == 1:
        return shop.locations[0]
    wanted = ask.number("location")
    found = next((each for each in shop.locations if each.id == wanted), None)
    if found is None:
        raise NotHere
    return found


def _found(turn: Turn, service_id: int) -> ServiceView:
    found = service_of(turn.connection, service_id)
    assert found is not None, service_id
    return found


def our_service(turn: Turn, ask: Ask) -> tuple[MerchantView, ServiceView]:
    """A service of the merchant of the address."""
    shop = our_shop(turn, ask, Right.SHOP)
    found = service_of(turn.connection, ask.place["service"])
    if found is None or found.merchant_id != shop.id:
        raise NotHere
    return shop, found


def acting(turn: Turn, ask: Ask) -> tuple[Any, ...]:
    """What each change of a service is given: of which, by whom, when."""
    _shop, found = our_service(turn, ask)
    return turn.connection, found.id, turn.person.id, turn.now


@room.move(f"{SERVICE}/move")
def move(turn: Turn, ask: Ask) -> str:
    """To the place that is given, counted from 0."""
    connection, service, by, now = acting(turn, ask)
    services.move(connection, service, ask.number("to"), by, now)
    return _listed(ask, service)


@room.move(f"{SERVICE}/offer")
def offer(turn: Turn, ask: Ask) -> str:
    services.set_active(*acting(turn, ask), active=True)
    return _after(ask)


@room.move(f"{SERVICE}/pause")
def pause(turn: Turn, ask: Ask) -> str:
    services.set_active(*acting(turn, ask), active=False)
    return _after(ask)


@room.move(f"{SERVICE}/off")
def take_off(turn: Turn, ask: Ask) -> str:
    services.take_off(*acting(turn, ask))
    return SERVICE.format(**ask.place)


@room.move(f"{SERVICE}/back")
def put_back(turn: Turn, ask: Ask) -> str:
    services.put_back(*acting(turn, ask))
    return SERVICE.format(**ask.place)


@room.move(f"{SERVICE}/copy")
def copy(turn: Turn, ask: Ask) -> str:
    """Pressed while there are so many; a form that is sent twice makes one."""
    shop, found = our_service(turn, ask)
    if len(own_services(turn.connection, shop.id)) != ask.number("among"):
        raise ServiceUnknown(found.id)
    name = shortened(found.name, LONGEST_NAME - ROOM_FOR_COPY)
    called = str(turn._("{service} (copy)", service=name).unescape())
    given = (found.id, called[:LONGEST_NAME], turn.person.id, turn.now)
    made = services.copy(turn.connection, *given)
    return SERVICE.format(merchant=shop.id, service=made) + "?saved=1"


def _after(ask: Ask) -> str:
    """Where it was pressed: the list, or the service."""
    if ask.form.get("list"):
        return _listed(ask, ask.place["service"])
    return SERVICE.format(**ask.place) + "?saved=1"


def _listed(ask: Ask, service: int) -> str:
    return f"{LIST.format(**ask.place)}#s{service}"
