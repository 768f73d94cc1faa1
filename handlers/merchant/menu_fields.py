"""The fields of an item, one a page: typed, or ticked where they are marks; and its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from catalog.errors import FieldRefused
from catalog.menu import items
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField, ItemKind
from catalog.menu.item_values import nothing, value_of
from catalog.menu.option_text import LONGEST_TEXT
from catalog.menu.own_menu import OwnItem
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.menu_actions import (
    AskItemField,
    AskItemPhoto,
    OpenItemEdit,
    OpenOwnItem,
)
from handlers.merchant.menu_item import item_line, our_item
from payments.port import limits_of
from people.rights import Right
from wording.menu_fields import allergen_names, diet_names, item_question

flow = Flow()

F = ItemField


@dataclass(frozen=True, slots=True)
class GiveItemField(Move):
    """A value, typed."""

    code = "item-say"
    item: int
    field: ItemField
    first: bool = False
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ClearItemField(Move):
    """Without a value."""

    code = "item-none"
    item: int
    field: ItemField


@dataclass(frozen=True, slots=True)
class TickMark(Move):
    """A diet or an allergen, said or not: which one by its place among them."""

    code = "item-tick"
    item: int
    field: ItemField
    mark: int
    on: bool


@dataclass(frozen=True, slots=True)
class GiveItemPhoto(Move):
    """An item's picture, sent."""

    code = "item-show"
    item: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class DropItemPhoto(Move):
    """An item without a picture."""

    code = "item-no-pic"
    item: int


@flow.page(AskItemField)
def field_page(turn: Turn, press: AskItemField) -> Screen:
    item = our_item(turn, press.item, Right.SHOP)
    bounds = ITEM_BOUNDS[press.field]
    ticked = bounds.kind is ItemKind.MARKS
    clear = Button(turn._("None"), ClearItemField(item.id, press.field))
    return Screen(
        text=paragraphs(
            turn._("<b>{item}</b>", item=item.name),
            None if press.first else item_line(turn, item, press.field),
            item_question(turn, press.field),
            _how_to_answer(turn, press.field, item),
        ),
        rows=_ticks(turn, item, press.field)
        if ticked
        else (((clear,),) if bounds.optional else ()),
        asks=None if ticked else GiveItemField(item.id, press.field, press.first),
        back=OpenOwnItem(item.id) if press.first else OpenItemEdit(item.id),
    )


@flow.page(AskItemPhoto)
def photo_page(turn: Turn, press: AskItemPhoto) -> Screen:
    item = our_item(turn, press.item, Right.SHOP)
    without = Button(turn._("Remove the photo"), DropItemPhoto(item.id))
    return Screen(
        text=paragraphs(
            turn._("<b>A photo of {item}</b>", item=item.name),
            turn._("Send a photo in this chat. Guests see it above the description."),
        ),
        photo=Photo(item.photo) if item.photo else None,
        rows=((without,),) if item.photo else (),
        asks=GiveItemPhoto(item.id),
        back=OpenItemEdit(item.id),
    )


@flow.move(GiveItemField)
def give_field(turn: Turn, press: GiveItemField) -> Page:
    item = our_item(turn, press.item, Right.SHOP)
    try:
        value = value_of(item.id, press.field, press.text, item.currency)
        _put(turn, item, {press.field: value})
    except FieldRefused as error:
        again = AskItemField(item.id, press.field, press.first)
        raise AskedAgain(error, again) from error
    if not press.first:
        return OpenItemEdit(item.id)
    items.set_active(turn.connection, item.id, turn.person.id, turn.now, active=True)
    return OpenOwnItem(item.id)


@flow.move(ClearItemField)
def clear_field(turn: Turn, press: ClearItemField) -> Page:
    item = our_item(turn, press.item, Right.SHOP)
    if ITEM_BOUNDS[press.field].optional:
        _put(turn, item, {press.field: nothing(press.field)})
    return OpenItemEdit(item.id)


@flow.move(TickMark)
def tick_mark(turn: Turn, press: TickMark) -> Page:
    item = our_item(turn, press.item, Right.SHOP)
    codes = tuple(_marks(turn, press.field))
    if not 0 <= press.mark < len(codes):
        return OpenItemEdit(item.id)
    said = set(getattr(item, ITEM_BOUNDS[press.field].column).split())
    said = said | {codes[press.mark]} if press.on else said - {codes[press.mark]}
    _put(turn, item, {press.field: " ".join(each for each in codes if each in said)})
    return AskItemField(item.id, press.field)


@flow.move(GiveItemPhoto)
def give_photo(turn: Turn, press: GiveItemPhoto) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.set_photo(turn.connection, press.item, press.photo, turn.person.id, turn.now)
    return OpenOwnItem(press.item)


@flow.move(DropItemPhoto)
def drop_photo(turn: Turn, press: DropItemPhoto) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.set_photo(turn.connection, press.item, None, turn.person.id, turn.now)
    return OpenOwnItem(press.item)


def _put(turn: Turn, item: OwnItem, values: Mapping[ItemField, Any]) -> None:
    limits = partial(limits_of, cards=turn.market.cards)
    items.change(turn.connection, item.id, values, turn.person.id, turn.now, limits)


def _marks(turn: Turn, field: ItemField) -> Mapping[str, Markup]:
    if field is F.DIETS:
        return diet_names(turn)
    return allergen_names(turn) if field is F.ALLERGENS else {}


def _ticks(turn: Turn, item: OwnItem, field: ItemField) -> tuple[Row, ...]:
    said = getattr(item, ITEM_BOUNDS[field].column).split()
    buttons = (
        Button(
            turn._("✅ {mark}", mark=name) if code in said else name,
            TickMark(item.id, field, number, on=code not in said),
        )
        for number, (code, name) in enumerate(_marks(turn, field).items())
    )
    return columns(2, buttons)


def _how_to_answer(turn: Turn, field: ItemField, item: OwnItem) -> Markup | None:
    bounds = ITEM_BOUNDS[field]
    if bounds.kind is ItemKind.MONEY:
        return turn._("Type the amount in {currency}.", currency=turn.texts.currency(item.currency))
    if bounds.kind is ItemKind.TEXT:
        most = turn.texts.number(bounds.most)
        return turn._("Type it, up to {number} characters.", number=most)
    if bounds.kind is ItemKind.OPTIONS:
        return turn._(
            "Type groups with what there is to choose, up to {number} characters, like this:\n"
            "<code>Milk (1): whole* | oat +0.60; Extras (0-3): syrup +0.50</code>\n"
            "(1) is exactly one, (0-3) none to three; * is chosen already.",
            number=turn.texts.number(LONGEST_TEXT),
        )
    return None if bounds.kind is ItemKind.MARKS else turn._("Type a number.")
