"""The chairs, rooms and people of a merchant: added, named, retired, and what each of them gives."""

from catalog import equipping, staffing
from catalog.errors import LastGiver, TextMissing
from catalog.service_fields import ServiceField
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_shop
from console.merchant.grounds import RESOURCE, grounds, place_of
from console.room import Room
from orders import giving
from orders.errors import BookedWithoutResource
from people.rights import Right

room = Room()

LIST = "/m/{merchant}/resources"


@room.page(LIST)
def resources_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    found = [(place, equipping.resources_of(turn.connection, place.id)) for place in shop.locations]
    return View("merchant/resources.html", {"shop": shop, "places": found, "ask": ask})


@room.move(f"{LIST}/add")
def add(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    name = _name(ask)
    if not name:
        raise Again(resources_page, {"name": TextMissing(0, ServiceField.NAME)})
    made = equipping.add(turn.connection, place.id, name, turn.person.id, turn.now)
    return RESOURCE.format(merchant=shop.id, resource=made)


def _name(ask: Ask) -> str:
    return equipping.tidy(ask.form.get("name", ""))


@room.page(RESOURCE)
def resource_page(turn: Turn, ask: Ask) -> View:
    here = grounds(turn, ask)
    assert here.resource is not None
    values = {
        "shop": here.shop,
        "here": here,
        "ask": ask,
        "found": here.resource,
        "services": equipping.services_for(turn.connection, here.resource),
        "asked": ask.query.get("ask", ""),
    }
    return View("merchant/resource.html", values)


@room.move(f"{RESOURCE}/save")
def save(turn: Turn, ask: Ask) -> str:
    """Its name, and what of the services it gives was changed in the form."""
    here, name = grounds(turn, ask), _name(ask)
    found, by = here.resource, turn.person.id
    assert found is not None
    if not name:
        raise Again(resource_page, {"name": TextMissing(0, ServiceField.NAME)})
    if name != found.name:
        equipping.rename(turn.connection, found.id, name, by, turn.now)
    try:
        for each in equipping.services_for(turn.connection, found):
            gives = ask.form.get(f"gives-{each.id}", "")
            if gives != ask.form.get(f"was-gives-{each.id}", ""):
                given = (turn.connection, found.id, each.id, by, turn.now)
                giving.give(*given, gives=bool(gives))
    except (LastGiver, BookedWithoutResource) as refusal:
        raise Again(resource_page, {"gives": refusal}) from refusal
    return f"{here.base}?saved=1"


@room.move(f"{RESOURCE}/retire")
def retire(turn: Turn, ask: Ask) -> str:
    here = grounds(turn, ask)
    equipping.retire(turn.connection, ask.place["resource"], turn.person.id, turn.now)
    return here.base


@room.move(f"{RESOURCE}/back")
def bring_back(turn: Turn, ask: Ask) -> str:
    here = grounds(turn, ask)
    equipping.bring_back(turn.connection, ask.place["resource"], turn.person.id, turn.now)
    return here.base


@room.move("/m/{merchant}/people/{person}/calendar")
def give_calendar(turn: Turn, ask: Ask) -> str:
    """Which chair, room or person somebody of the staff is."""
    shop = our_shop(turn, ask, Right.PEOPLE)
    resource = ask.number("resource")
    if not resource:
        raise NotHere
    staffing.give_resource(
        turn.connection,
        shop.id,
        ask.place["person"],
        resource,
        by=turn.person.id,
        now=turn.now,
    )
    return f"/m/{shop.id}/people"
