"""One service area, and what its merchant changes of it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from catalog.errors import FieldRefused
from catalog.typed_values import amount
from catalog.visits import drawing, serving
from catalog.visits.areas import Area
from catalog.visits.errors import AreaUnknown, RingUnreadable
from catalog.visits.serving import NewArea
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.menu import our_place
from handlers.merchant.visit_actions import (
    AreaField,
    AskAreaCentre,
    AskAreaField,
    AskDropArea,
    CentreOnPlace,
    DropArea,
    GiveAreaCentre,
    GiveAreaField,
    OpenArea,
    OpenVisits,
    SetAreaField,
)
from handlers.merchant.visits import RADII
from people.rights import Right
from wording.visits import area_name, area_words

flow = Flow()

F = AreaField
UNITS: Mapping[AreaField, tuple[int, ...]] = MappingProxyType(
    {F.RADIUS: RADII, F.FEE: (0, 300, 500, 1000), F.LEAST: (0, 2000, 5000, 10000)}
)
"""What is offered to press, of currencies with two digits; anything else is typed."""

COLUMNS = MappingProxyType({F.RADIUS: "radius", F.FEE: "fee", F.LEAST: "least_order"})


@flow.page(OpenArea)
def area_page(turn: Turn, press: OpenArea) -> Screen:
    area, location = _ours(turn, press.area)
    round_one = (Button(turn._("Distance"), AskAreaField(area.id, F.RADIUS)),)
    return Screen(
        text=paragraphs(
            turn._("<b>Where you go: {area}</b>", area=area_name(turn, area)),
            area_words(turn, area),
            _around(turn, area),
            None
            if area.radius is not None
            else turn.ngettext("{number} corner", "{number} corners", len(area.ring)),
        ),
        rows=(
            (
                *(() if area.radius is None else round_one),
                Button(turn._("Fee"), AskAreaField(area.id, F.FEE)),
                Button(turn._("Least order"), AskAreaField(area.id, F.LEAST)),
            ),
            *_centre_rows(turn, area),
            (Button(turn._("Don't go there any more"), AskDropArea(area.id), Style.DANGER),),
        ),
        back=OpenVisits(location),
    )


@flow.page(AskAreaField)
def ask_page(turn: Turn, press: AskAreaField) -> Screen:
    area, _location = _ours(turn, press.area)
    questions = {
        F.RADIUS: turn._("How far do you go? Press a distance, or type kilometres, such as 7.5."),
        F.FEE: turn._("What does a guest there pay for your coming? Press it, or type an amount."),
        F.LEAST: turn._("For how much at least do you go there? Press it, or type an amount."),
    }
    keys = (
        Button(_value(turn, area, press.field, each), SetAreaField(area.id, press.field, each))
        for each in UNITS[press.field]
    )
    return Screen(
        text=paragraphs(area_words(turn, area), questions[press.field]),
        rows=columns(3, keys),
        asks=GiveAreaField(area.id, press.field),
        back=OpenArea(area.id),
    )


@flow.move(SetAreaField)
def set_field(turn: Turn, press: SetAreaField) -> Page:
    return _put(turn, press, press.value)


@flow.move(GiveAreaField)
def give_field(turn: Turn, press: GiveAreaField) -> Page:
    area, location = _ours(turn, press.area)
    try:
        if press.field is F.RADIUS:
            value = drawing.metres(press.text)
        else:
            value = amount(location, press.field, press.text, area.currency)
        if value is None:
            raise RingUnreadable(location, press.field, drawing.MOST_CORNERS)
    except FieldRefused as error:
        raise AskedAgain(error, AskAreaField(press.area, press.field)) from error
    return _put(turn, press, value)


def _around(turn: Turn, area: Area) -> Markup | None:
    if area.centre is None:
        return None
    degrees = drawing.as_lines((area.centre,))
    return turn._("📍 Around {point}, not around your address.", point=degrees)


def _centre_rows(turn: Turn, area: Area) -> tuple[Row, ...]:
    """Where the middle of a circle is."""
    if area.radius is None:
        return ()
    ask = (Button(turn._("📍 Around another point"), AskAreaCentre(area.id)),)
    if area.centre is None:
        return (ask,)
    return (ask, (Button(turn._("📍 Around your address"), CentreOnPlace(area.id)),))


@flow.page(AskAreaCentre)
def ask_centre_page(turn: Turn, press: AskAreaCentre) -> Screen:
    area, _location = _ours(turn, press.area)
    return Screen(
        text=paragraphs(
            turn._("<b>Around which point?</b>"),
            area_words(turn, area),
            turn._(
                "Share your location if you are there, send a place from the map, or type latitude "
                "and longitude, such as 60.1699, 24.9384."
            ),
        ),
        asks=GiveAreaCentre(area.id),
        asks_place=turn._("📍 Share my location"),
        back=OpenArea(area.id),
    )


@flow.move(GiveAreaCentre)
def give_centre(turn: Turn, press: GiveAreaCentre) -> Page:
    area, location = _ours(turn, press.area)
    try:
        point = press.point or drawing.point_of(location, press.text)
        _change(turn, area, centre=point)
    except FieldRefused as error:
        raise AskedAgain(error, AskAreaCentre(press.area)) from error
    return OpenArea(press.area)


@flow.move(CentreOnPlace)
def centre_on_place(turn: Turn, press: CentreOnPlace) -> Page:
    area, _location = _ours(turn, press.area)
    try:
        _change(turn, area, centre=None)
    except FieldRefused as error:
        raise AskedAgain(error, OpenArea(press.area)) from error
    return OpenArea(press.area)


@flow.page(AskDropArea)
def drop_page(turn: Turn, press: AskDropArea) -> Screen:
    area, _location = _ours(turn, press.area)
    yes = Button(turn._("Yes, remove it"), DropArea(area.id), Style.DANGER)
    return Screen(
        text=paragraphs(
            turn._("<b>Go there no more?</b>"),
            area_words(turn, area),
            turn._("What is booked there stays booked."),
        ),
        rows=((yes,),),
        back=OpenArea(area.id),
    )


@flow.move(DropArea)
def drop_area(turn: Turn, press: DropArea) -> Page:
    area, location = _ours(turn, press.area)
    serving.drop(turn.connection, area.id, turn.person.id, turn.now)
    return OpenVisits(location)


def _ours(turn: Turn, area_id: int) -> tuple[Area, int]:
    location = serving.location_of(turn.connection, area_id)
    our_place(turn, location, Right.SHOP)
    areas = serving.areas_of(turn.connection, location)
    found = next((each for each in areas if each.id == area_id), None)
    if found is None:
        raise AreaUnknown(area_id)
    return found, location


def _put(turn: Turn, press: SetAreaField | GiveAreaField, value: int) -> Page:
    area, _location = _ours(turn, press.area)
    if press.field is F.RADIUS and area.radius is None:
        return OpenArea(area.id)
    try:
        _change(turn, area, **{COLUMNS[press.field]: value})
    except FieldRefused as error:
        raise AskedAgain(error, AskAreaField(area.id, press.field)) from error
    return OpenArea(area.id)


def _change(turn: Turn, area: Area, **values: Any) -> None:
    """The rest of it stays as it is."""
    before = NewArea(
        area.fee, area.least_order, area.currency, area.radius, area.ring, area.name, area.centre
    )
    after = replace(before, **values)
    serving.change(turn.connection, area.id, after, turn.person.id, turn.now)


def _value(turn: Turn, area: Area, field: AreaField, value: int) -> str:
    if field is F.RADIUS:
        return turn.texts.distance(value)
    return turn.texts.money(value, area.currency) if value else turn._("free")
