"""A place of a merchant, or one of its chairs, rooms and people, as the desk's addresses name it."""

from dataclasses import dataclass
from datetime import date

from catalog import equipping
from catalog.equipping import Resource
from catalog.views import LocationView, MerchantView
from catalog.whose import Whose
from chat.turn import Turn
from console.asking import Ask, NotHere
from console.authorising import our_shop
from console.days import today
from people.rights import Right

PLACE = "/m/{merchant}/places/{place}"
RESOURCE = "/m/{merchant}/resources/{resource}"


@dataclass(frozen=True, slots=True)
class Ours:
    """The place, and whom of it is meant, where not all of it is."""

    shop: MerchantView
    place: LocationView
    resource: Resource | None

    @property
    def whose(self) -> Whose:
        """As the use cases are told."""
        return Whose(self.place.id, None if self.resource is None else self.resource.id)

    @property
    def base(self) -> str:
        """Where the pages of its hours begin."""
        if self.resource is None:
            return PLACE.format(merchant=self.shop.id, place=self.place.id)
        return RESOURCE.format(merchant=self.shop.id, resource=self.resource.id)

    def today(self, turn: Turn) -> date:
        """The day on its clock."""
        return today(turn.now, self.place.zone)


def grounds(turn: Turn, ask: Ask) -> Ours:
    """Of whoever may change the shop."""
    shop = our_shop(turn, ask, Right.SHOP)
    if "resource" not in ask.place:
        return Ours(shop, place_of(shop, ask.place["place"]), None)
    found = our_resource(turn, shop, ask.place["resource"])
    return Ours(shop, place_of(shop, found.location_id), found)


def of_whose(turn: Turn, shop: MerchantView, whose: Whose) -> Ours:
    """Whose hours a closure is about, where they are this shop's."""
    place = place_of(shop, whose.location_id)
    if whose.resource_id is None:
        return Ours(shop, place, None)
    return Ours(shop, place, our_resource(turn, shop, whose.resource_id))


def place_of(shop: MerchantView, location_id: int) -> LocationView:
    found = next((each for each in shop.locations if each.id == location_id), None)
    if found is None:
        raise NotHere
    return found


def our_resource(turn: Turn, shop: MerchantView, resource_id: int) -> Resource:
    """A chair, a room or a person of this shop."""
    found = equipping.find(turn.connection, resource_id)
    if found is None or found.merchant_id != shop.id:
        raise NotHere
    return found
