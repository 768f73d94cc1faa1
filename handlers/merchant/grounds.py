"""A place of a merchant, or one of its chairs, rooms and people, for who may change the shop."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import equipping
from catalog.views import LocationView, MerchantView
from catalog.whose import Whose, grounds_of
from chat.action import Page
from chat.screen import Button, lines
from chat.turn import Turn
from handlers.layout import shortened
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import our_merchant
from handlers.merchant.shop_actions import OpenResource, OpenShopHours, OpenShopPlaces
from people.rights import Right

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Ours:
    """The place, and by name whom of it is meant, where not all of it is."""

    merchant: MerchantView
    place: LocationView
    whose: Whose
    resource: str | None

    @property
    def parent(self) -> Page:
        """Where these hours are come to from."""
        if self.whose.resource_id is not None:
            return OpenResource(self.whose.resource_id)
        if len(self.merchant.locations) > 1:
            return OpenShopPlaces(self.merchant.id)
        return OpenDesk(self.merchant.id)

    def title(self, title: str) -> Markup:
        """What is done, and where or with whom."""
        several = len(self.merchant.locations) > 1
        where = place_name(self.place) if several else None
        return lines(title, where, self.resource)

    def today(self, turn: Turn) -> date:
        """The day on its clock."""
        return turn.now.astimezone(ZoneInfo(self.place.zone)).date()


def ours(turn: Turn, location_id: int, resource_id: int | None = None) -> Ours:
    """`NotAllowed` for everybody else."""
    whose = Whose(location_id, resource_id)
    merchant_id = grounds_of(turn.connection, whose).merchant_id
    merchant = our_merchant(turn, merchant_id, Right.SHOP)
    place = next(each for each in merchant.locations if each.id == location_id)
    if resource_id is None:
        return Ours(merchant, place, whose, None)
    named = equipping.resource(turn.connection, resource_id).name
    return Ours(merchant, place, whose, shortened(named, LONGEST))


def place_name(place: LocationView) -> str:
    """By its name, else its address."""
    return shortened(place.name or place.address or str(place.id), LONGEST)


def hours_keys(turn: Turn, merchant: MerchantView) -> tuple[Button, ...]:
    """From the desk to the hours of its place, or to the choice where there are several."""
    if not merchant.locations:
        return ()
    several = len(merchant.locations) > 1
    to = OpenShopPlaces(merchant.id) if several else OpenShopHours(merchant.locations[0].id)
    return (Button(turn._("🕐 Hours"), to),)
