"""Where a place comes to its guests: its areas, the fee in each, and how fast its people travel."""

from catalog.errors import FieldRefused, NumberUnreadable
from catalog.typed_values import whole
from catalog.views import LocationView, MerchantView
from catalog.visits import drawing, serving
from catalog.visits.areas import Area
from catalog.visits.serving import NewArea
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenMerchantSettings
from handlers.merchant.authorising import our_merchant
from handlers.merchant.grounds import place_name
from handlers.merchant.menu import our_place
from handlers.merchant.visit_actions import (
    AddCircle,
    AskNewArea,
    AskSpeed,
    OpenArea,
    OpenVisitPlaces,
    OpenVisits,
    SetSpeed,
    TypeArea,
    TypeSpeed,
)
from people.rights import Right
from wording.visits import area_name, area_words, speed_words

flow = Flow()

RADII = (1_000, 2_000, 3_000, 5_000, 10_000, 20_000)
SPEEDS = (5, 15, 25, 40)
PAGE = 8
LABEL = 40


def visit_keys(turn: Turn, merchant: MerchantView) -> tuple[Button, ...]:
    """From the settings to the areas of its place, or to the choice where there are several."""
    if not merchant.locations:
        return ()
    several = len(merchant.locations) > 1
    to = OpenVisitPlaces(merchant.id) if several else OpenVisits(merchant.locations[0].id)
    return (Button(turn._("🏠 Visits to guests"), to),)


@flow.page(OpenVisitPlaces)
def places_page(turn: Turn, press: OpenVisitPlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    page, shown, more = leaf(merchant.locations, press.page, PAGE)
    return Screen(
        text=turn._("From which address do you go to guests?"),
        rows=(
            *columns(1, (_place(each) for each in shown)),
            *leafing(turn, page, lambda at: OpenVisitPlaces(merchant.id, at), more=more),
        ),
        back=OpenMerchantSettings(merchant.id),
    )


def _place(place: LocationView) -> Button:
    return Button(shortened(place_name(place), LABEL), OpenVisits(place.id))


@flow.page(OpenVisits)
def visits_page(turn: Turn, press: OpenVisits) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    areas = serving.areas_of(turn.connection, place.id)
    kmh = serving.speed_of(turn.connection, place.id)
    nowhere = turn._("You don't go to guests yet. Say how far you would go.")
    return Screen(
        text=paragraphs(
            turn._("<b>Visits to guests: {place}</b>", place=place_name(place)),
            lines(*(area_words(turn, each) for each in areas)) if areas else nowhere,
            turn._("Your people travel at {speed}.", speed=speed_words(turn, kmh)),
            turn._(
                "A service comes to guests once its page says so: <i>Services</i>, then <i>Places</i>."
            ),
        ),
        rows=(
            *columns(1, (_area(turn, each) for each in areas)),
            (Button(turn._("➕ Area"), AskNewArea(place.id)),),
            (Button(turn._("🚗 How fast"), AskSpeed(place.id)),),
        ),
        back=OpenVisitPlaces(merchant.id)
        if len(merchant.locations) > 1
        else OpenMerchantSettings(merchant.id),
    )


def _area(turn: Turn, area: Area) -> Button:
    return Button(shortened(area_name(turn, area).unescape(), LABEL), OpenArea(area.id))


@flow.page(AskNewArea)
def new_area_page(turn: Turn, press: AskNewArea) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    keys = (Button(turn.texts.distance(each), AddCircle(place.id, each)) for each in RADII)
    return Screen(
        text=paragraphs(
            turn._("<b>How far do you go from {place}?</b>", place=place_name(place)),
            turn._("Press a distance, or type kilometres, such as 7.5."),
            turn._(
                "For an area of another shape, paste its corners, one a line (latitude, longitude),"
                " or a GeoJSON polygon."
            ),
        ),
        rows=columns(3, keys),
        asks=TypeArea(place.id),
        back=OpenVisits(place.id),
    )


@flow.move(AddCircle)
def add_circle(turn: Turn, press: AddCircle) -> Page:
    return _add(turn, press.location, radius=press.radius)


@flow.move(TypeArea)
def type_area(turn: Turn, press: TypeArea) -> Page:
    our_place(turn, press.location, Right.SHOP)
    radius = drawing.metres(press.text)
    if radius is not None:
        return _add(turn, press.location, radius=radius)
    try:
        ring = drawing.ring_from(press.location, press.text)
    except FieldRefused as error:
        raise AskedAgain(error, AskNewArea(press.location)) from error
    return _add(turn, press.location, ring=ring)


def _add(turn: Turn, location: int, *, radius: int | None = None, ring: drawing.Ring = ()) -> Page:
    our_place(turn, location, Right.SHOP)
    currency = serving.currency_at(turn.connection, location, turn.market.currency)
    area = NewArea(0, 0, currency, radius, ring)
    speed = turn.market.travel_kmh
    try:
        made = serving.add(turn.connection, location, area, speed, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskNewArea(location)) from error
    return OpenArea(made)


@flow.page(AskSpeed)
def speed_page(turn: Turn, press: AskSpeed) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    kmh = serving.speed_of(turn.connection, place.id)
    keys = (Button(speed_words(turn, each), SetSpeed(place.id, each)) for each in SPEEDS)
    return Screen(
        text=paragraphs(
            turn._("<b>How fast do your people travel from guest to guest?</b>"),
            turn._("Now: {speed}", speed=speed_words(turn, kmh)),
            turn._(
                "On foot that is about 5 km/h, by bicycle 15, by car in a town 25 or 40. Between two"
                " bookings there is always time for the way. Press one, or type it."
            ),
        ),
        rows=columns(4, keys),
        asks=TypeSpeed(place.id),
        back=OpenVisits(place.id),
    )


@flow.move(SetSpeed)
def set_speed(turn: Turn, press: SetSpeed) -> Page:
    return _speed(turn, press.location, press.kmh)


@flow.move(TypeSpeed)
def type_speed(turn: Turn, press: TypeSpeed) -> Page:
    return _speed(turn, press.location, whole(press.text.lower().removesuffix("km/h")))


def _speed(turn: Turn, location: int, kmh: int | None) -> Page:
    our_place(turn, location, Right.SHOP)
    try:
        if kmh is None:
            raise NumberUnreadable(location, "speed")
        serving.set_speed(turn.connection, location, kmh, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskSpeed(location)) from error
    return OpenVisits(location)
