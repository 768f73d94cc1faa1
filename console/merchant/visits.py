"""Where a merchant's places come to guests: their areas, drawn or by distance, and how fast they travel."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from catalog.errors import FieldRefused, NumberUnreadable
from catalog.geography import METRES_PER_DEGREE
from catalog.typed_values import amount, whole
from catalog.views import LocationView, MerchantView, Place
from catalog.visits import drawing, serving
from catalog.visits.areas import Area
from catalog.visits.errors import RingUnreadable
from catalog.visits.serving import LONGEST_NAME, NewArea
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, Problem, View
from console.authorising import our_shop
from console.merchant.grounds import place_of
from console.room import Room
from database.money import in_digits
from database.point import Point
from people.rights import Right
from wording.places import place_words
from wording.visits import (
    area_name,
    area_words,
    outside_words,
    paid_there_words,
    speed_words,
)

room = Room()

VISITS = "/m/{merchant}/visits"
AREA = f"{VISITS}/{{area}}"
HALF = 100.0
"""Of the picture's side; the place is in its middle."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An area in the picture: a circle's radius and centre, or the corners of a drawn one."""

    radius: float
    corners: str
    east: float = 0.0
    south: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates say of areas, and draw."""

    turn: Turn

    def name(self, area: Area) -> str:
        return area_name(self.turn, area)

    def area(self, area: Area) -> str:
        return area_words(self.turn, area)

    def speed(self, kmh: int) -> str:
        return speed_words(self.turn, kmh)

    def money(self, value: int, currency: str) -> str:
        return in_digits(value, currency)

    def kilometres(self, area: Area) -> str:
        return "" if area.radius is None else f"{area.radius / drawing.KILOMETRE:g}"

    def places(self, shop: MerchantView) -> str:
        """Where each is, for the drawing."""
        points = {each.id: (each.point.latitude, each.point.longitude) for each in shop.locations}
        return json.dumps(points)

    def ring_words(self) -> str:
        """What the drawing says aloud of a corner."""
        turn, far = self.turn, "{distance}"
        words = {
            "corner": turn._("Corner {number} of {all}", number="{number}", all="{all}"),
            "north": turn._("{distance} north", distance=far),
            "south": turn._("{distance} south", distance=far),
            "east": turn._("{distance} east", distance=far),
            "west": turn._("{distance} west", distance=far),
            "up": turn._("north ↑"),
        }
        return json.dumps({name: said.unescape() for name, said in words.items()})

    def centre(self, area: Area) -> str:
        return "" if area.centre is None else drawing.as_lines((area.centre,))

    def lines(self, area: Area) -> str:
        return drawing.as_lines(area.ring)

    def reach(self, place: LocationView, areas: Sequence[Area]) -> float:
        """How many metres the picture shows on either side of the place."""
        return max((each.reach(place.point) for each in areas), default=0.0) or 5_000.0

    def named(self, place: Place) -> str:
        return place_words(self.turn, place)

    def outside(self) -> str:
        return outside_words(self.turn)

    def paid_there(self, total: int, fee: int, currency: str) -> str:
        return paid_there_words(self.turn, total, fee, currency)

    def shapes(self, place: LocationView, areas: Sequence[Area]) -> list[Shape]:
        """The largest first, so that none hides another; north is up."""
        furthest = max((each.reach(place.point) for each in areas), default=0.0)
        ordered = sorted(areas, key=lambda each: -each.reach(place.point))
        scale = HALF / (furthest or 1.0)
        return [_shape(place.point, each, scale) for each in ordered]


def _shape(place: Point, area: Area, scale: float) -> Shape:
    if area.radius is not None:
        east, south = _offset(place, area.centre or place, scale)
        return Shape(round(area.radius * scale, 1), "", round(east, 1), round(south, 1))
    return Shape(0.0, " ".join(_dot(place, each, scale) for each in area.ring))


def _dot(place: Point, corner: Point, scale: float) -> str:
    east, south = _offset(place, corner, scale)
    return f"{east:.1f},{south:.1f}"


def _offset(place: Point, point: Point, scale: float) -> tuple[float, float]:
    """In the picture, to the right and down."""
    east = ((point.longitude - place.longitude + 180) % 360 - 180) * METRES_PER_DEGREE
    north = (point.latitude - place.latitude) * METRES_PER_DEGREE
    return east * cos(radians(place.latitude)) * scale, -north * scale


@room.page(VISITS)
def visits_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    places = [
        (
            each,
            serving.areas_of(turn.connection, each.id),
            serving.speed_of(turn.connection, each.id),
        )
        for each in shop.locations
    ]
    currency = _one_currency(turn, shop)
    values = {"shop": shop, "places": places, "ask": ask, "v": Words(turn), "currency": currency}
    return View("merchant/visits.html", values)


def _one_currency(turn: Turn, shop: MerchantView) -> str:
    """In which an area added here has its fee; nothing where that depends on the place."""
    found = {
        serving.currency_at(turn.connection, each.id, turn.market.currency)
        for each in shop.locations
    }
    return found.pop() if len(found) == 1 else ""


@room.move(f"{VISITS}/add")
def add(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    currency = serving.currency_at(turn.connection, place.id, turn.market.currency)
    area = _typed(ask, place.id, currency, visits_page)
    speed = turn.market.travel_kmh
    try:
        serving.add(turn.connection, place.id, area, speed, turn.person.id, turn.now)
    except FieldRefused as error:
        raise Again(visits_page, {error.field: error}) from error
    return f"{VISITS.format(merchant=shop.id)}?saved=1"


@room.move(f"{VISITS}/speed")
def set_speed(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    kmh = whole(ask.words("speed"))
    try:
        if kmh is None:
            raise NumberUnreadable(place.id, "speed")
        serving.set_speed(turn.connection, place.id, kmh, turn.person.id, turn.now)
    except FieldRefused as error:
        raise Again(visits_page, {f"speed-{place.id}": error}) from error
    return f"{VISITS.format(merchant=shop.id)}?saved=1"


@room.page(AREA)
def area_page(turn: Turn, ask: Ask) -> View:
    shop, place, area = _ours(turn, ask)
    values: dict[str, Any] = {
        "shop": shop,
        "place": place,
        "area": area,
        "areas": serving.areas_of(turn.connection, place.id),
        "ask": ask,
        "asked": ask.query.get("ask", ""),
        "v": Words(turn),
        "currency": area.currency,
    }
    return View("merchant/visits_area.html", values)


@room.move(f"{AREA}/save")
def save(turn: Turn, ask: Ask) -> str:
    _shop, place, area = _ours(turn, ask)
    after = _typed(ask, place.id, area.currency, area_page)
    try:
        serving.change(turn.connection, area.id, after, turn.person.id, turn.now)
    except FieldRefused as error:
        raise Again(area_page, {error.field: error}) from error
    return f"{AREA.format(**ask.place)}?saved=1"


@room.move(f"{AREA}/drop")
def drop(turn: Turn, ask: Ask) -> str:
    shop, _place, area = _ours(turn, ask)
    serving.drop(turn.connection, area.id, turn.person.id, turn.now)
    return VISITS.format(merchant=shop.id)


def _ours(turn: Turn, ask: Ask) -> tuple[MerchantView, LocationView, Area]:
    shop = our_shop(turn, ask, Right.SHOP)
    for place in shop.locations:
        for area in serving.areas_of(turn.connection, place.id):
            if area.id == ask.place["area"]:
                return shop, place, area
    raise NotHere


def _typed(ask: Ask, location: int, currency: str, page: Any) -> NewArea:
    """By distance where one is typed, else by the corners."""
    errors: dict[str, Problem] = {}
    found: dict[str, Any] = {"fee": 0, "least": 0, "radius": None, "ring": (), "centre": None}
    for name in ("fee", "least"):
        try:
            text = ask.words(name)
            found[name] = amount(location, name, text, currency) if text else 0
        except FieldRefused as error:
            errors[name] = error
    reach = ask.words("radius")
    try:
        if reach:
            found["radius"] = drawing.metres(reach)
            if found["radius"] is None:
                raise RingUnreadable(location, "radius", drawing.MOST_CORNERS)
            centre = ask.words("centre")
            found["centre"] = drawing.point_of(location, centre) if centre else None
        else:
            found["ring"] = drawing.ring_from(location, ask.form.get("ring", ""))
    except FieldRefused as error:
        errors[error.field] = error
    if errors:
        raise Again(page, errors)
    name = "" if reach else ask.words("name")[:LONGEST_NAME]
    given = (found["fee"], found["least"], currency, found["radius"], found["ring"], name)
    return NewArea(*given, centre=found["centre"])
