"""The way there: a location as a venue that the person's own map opens."""

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Venue
from chat.turn import Turn
from handlers.guest.actions import OpenDirections, OpenHome, OpenMerchant
from handlers.guest.found import known_merchant

flow = Flow()


@flow.page(OpenDirections)
def directions_page(turn: Turn, press: OpenDirections) -> Screen:
    merchant = known_merchant(turn, press.merchant)
    place = next((each for each in merchant.locations if each.id == press.location), None)
    if place is None:
        raise PageOutdated(OpenHome())
    title = f"{merchant.name}, {place.name}" if place.name else merchant.name
    return Screen(
        text=turn._("{merchant} on the map", merchant=title),
        venue=Venue(
            title, place.address or merchant.name, place.point.latitude, place.point.longitude
        ),
        rows=((Button(merchant.name, OpenMerchant(merchant.id)),),),
        keep=True,
    )
