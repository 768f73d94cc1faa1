"""One item of a menu at the desk: every field in one form, its section, and its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from catalog import photographing
from catalog.errors import FieldRefused
from catalog.menu import items, selling_out
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField, ItemKind
from catalog.menu.item_values import check, check_price, value_of
from catalog.menu.own_menu import OwnItem, own_item, own_sections
from catalog.views import MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, File, NotHere, Problem, View
from console.authorising import our_shop
from console.merchant.menu import ITEM, PLACE
from console.merchant.service import photo_of
from console.merchant.service_form import limits
from console.room import Room
from database.money import in_digits
from people.rights import Right
from wording.menu_fields import allergen_names, diet_names, item_field_name, item_question

room = Room()

F = ItemField
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the form: what stands there now, and what stood there before anybody typed."""

    name: str
    label: Markup
    hint: Markup
    kind: str
    shown: str
    was: str
    required: bool
    most: int | None
    ticks: tuple[tuple[str, Markup], ...]


@room.page(ITEM)
def item_page(turn: Turn, ask: Ask) -> View:
    shop, item = our_item(turn, ask)
    values = {
        "shop": shop,
        "item": item,
        "ask": ask,
        "lines": [_line(turn, ask, item, each) for each in F],
        "sections": own_sections(turn.connection, item.location_id),
    }
    return View("merchant/menu_item.html", values)


@room.move(f"{ITEM}/save")
def save(turn: Turn, ask: Ask) -> str:
    """Only what was changed in the form: what a colleague changed meanwhile stays."""
    _shop, item = our_item(turn, ask)
    errors: dict[str, Problem] = {}
    found: dict[ItemField, Any] = {}
    for field in F:
        text = _typed(ask, field)
        if text != _lines(ask.form.get(f"was-{field}", "")):
            try:
                found[field] = _meant(turn, item, field, text)
            except FieldRefused as error:
                errors[field] = error
    if errors:
        raise Again(item_page, errors)
    by, now = turn.person.id, turn.now
    items.change(turn.connection, item.id, found, by, now, limits(turn))
    section = ask.number("section")
    if section and section != item.section_id:
        items.move_to(turn.connection, item.id, section, by, now)
    return _saved(ask)


@room.move(f"{ITEM}/move")
def move(turn: Turn, ask: Ask) -> str:
    _shop, item = our_item(turn, ask)
    items.move(turn.connection, item.id, ask.number("to"), turn.person.id, turn.now)
    return _listed(item)


@room.move(f"{ITEM}/out")
def sold_out(turn: Turn, ask: Ask) -> str:
    return _sold_out(turn, ask, sold_out=True)


@room.move(f"{ITEM}/some")
def some_again(turn: Turn, ask: Ask) -> str:
    return _sold_out(turn, ask, sold_out=False)


@room.move(f"{ITEM}/offer")
def offer(turn: Turn, ask: Ask) -> str:
    items.set_active(*_acting(turn, ask), active=True)
    return _saved(ask)


@room.move(f"{ITEM}/pause")
def pause(turn: Turn, ask: Ask) -> str:
    items.set_active(*_acting(turn, ask), active=False)
    return _saved(ask)


@room.move(f"{ITEM}/off")
def take_off(turn: Turn, ask: Ask) -> str:
    items.take_off(*_acting(turn, ask))
    return ITEM.format(**ask.place)


@room.move(f"{ITEM}/back")
def put_back(turn: Turn, ask: Ask) -> str:
    items.put_back(*_acting(turn, ask))
    return ITEM.format(**ask.place)


@room.move(f"{ITEM}/photo", photo=True)
def show(turn: Turn, ask: Ask) -> str:
    connection, item, by, now = _acting(turn, ask)
    assert ask.photo is not None
    items.set_photo(connection, item, photographing.kept(connection, ask.photo, now), by, now)
    return _saved(ask)


@room.move(f"{ITEM}/photo/drop")
def hide(turn: Turn, ask: Ask) -> str:
    connection, item, by, now = _acting(turn, ask)
    items.set_photo(connection, item, None, by, now)
    return _saved(ask)


@room.page(f"{ITEM}/picture")
def picture(turn: Turn, ask: Ask) -> File:
    _shop, item = our_item(turn, ask)
    return photo_of(turn, item.photo)


def our_item(turn: Turn, ask: Ask, right: Right = Right.SHOP) -> tuple[MerchantView, OwnItem]:
    """An item of the merchant of the address."""
    shop = our_shop(turn, ask, right)
    found = own_item(turn.connection, ask.place["item"], turn.now)
    if found is None or found.merchant_id != shop.id:
        raise NotHere
    return shop, found


def _acting(turn: Turn, ask: Ask) -> tuple[Any, ...]:
    """What each change is given: of which, by whom, when."""
    _shop, item = our_item(turn, ask)
    return turn.connection, item.id, turn.person.id, turn.now


def _sold_out(turn: Turn, ask: Ask, *, sold_out: bool) -> str:
    """Whoever is at the desk may."""
    _shop, item = our_item(turn, ask, Right.BOOKINGS)
    by, now = turn.person.id, turn.now
    selling_out.set_sold_out(turn.connection, item.id, by, now, sold_out=sold_out)
    return _listed(item)


def _line(turn: Turn, ask: Ask, item: OwnItem, field: ItemField) -> Line:
    bounds = ITEM_BOUNDS[field]
    text = _written(item, field)
    return Line(
        name=field.value,
        label=item_field_name(turn, field),
        hint=item_question(turn, field),
        kind=bounds.kind.value,
        shown=_typed(ask, field) if ask.form else text,
        was=ask.typed(f"was-{field}", text),
        required=not bounds.optional,
        most=bounds.most if bounds.kind is ItemKind.TEXT else LONGEST_VALUE,
        ticks=tuple(_names(turn, field).items()),
    )


def _names(turn: Turn, field: ItemField) -> Mapping[str, Markup]:
    if field is F.DIETS:
        return diet_names(turn)
    return allergen_names(turn) if field is F.ALLERGENS else {}


def _written(item: OwnItem, field: ItemField) -> str:
    """A value as it may be typed."""
    value = getattr(item, ITEM_BOUNDS[field].column)
    if value is None:
        return ""
    kind = ITEM_BOUNDS[field].kind
    if kind is ItemKind.MONEY:
        return in_digits(value, item.currency)
    if kind is ItemKind.RATE:
        return f"{value / 100:g}"
    return value.replace("; ", "\n") if kind is ItemKind.OPTIONS else str(value)


def _typed(ask: Ask, field: ItemField) -> str:
    """What was typed, or ticked: marks are told apart by their codes."""
    if ITEM_BOUNDS[field].kind is not ItemKind.MARKS:
        return _lines(ask.form.get(field, ""))
    begin = f"{field}-"
    return " ".join(name.removeprefix(begin) for name in ask.form if name.startswith(begin))


def _lines(text: str) -> str:
    """As they stand here: a browser ends them in its own way."""
    return text.replace("\r\n", "\n")


def _meant(turn: Turn, item: OwnItem, field: ItemField, text: str) -> Any:
    value = value_of(item.id, field, text, item.currency)
    check(item.id, field, value)
    if field is F.PRICE:
        check_price(item.id, value, item.currency, limits(turn))
    return value


def _saved(ask: Ask) -> str:
    return ITEM.format(**ask.place) + "?saved=1"


def _listed(item: OwnItem) -> str:
    base = PLACE.format(merchant=item.merchant_id, place=item.location_id)
    return f"{base}#i{item.id}"
