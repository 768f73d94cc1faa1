"""One item as its merchant sees it: sold out by one press, offered, moved, taken off, put back."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from catalog.menu import items, selling_out
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField
from catalog.menu.own_menu import OwnItem, own_item, own_items, own_sections
from chat.action import Move, Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.authorising import may, require_staff
from handlers.merchant.menu import SHOWN
from handlers.merchant.menu_actions import (
    AskItemField,
    AskItemPhoto,
    OpenItemEdit,
    OpenItemSections,
    OpenOwnItem,
    OpenOwnSection,
)
from people.rights import Right
from wording.menu_fields import item_field_name, item_value_words

flow = Flow()

F = ItemField
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class SetSoldOut(Move):
    """There is no more of it today, or there is again."""

    code = "item-out"
    item: int
    on: bool


@dataclass(frozen=True, slots=True)
class SetItemActive(Move):
    """Put on offer, or paused."""

    code = "item-on"
    item: int
    on: bool


@dataclass(frozen=True, slots=True)
class MoveItem(Move):
    """To a place in its section."""

    code = "item-move"
    item: int
    to: int


@dataclass(frozen=True, slots=True)
class PutInSection(Move):
    """Into another section."""

    code = "item-into"
    item: int
    section: int


@dataclass(frozen=True, slots=True)
class TakeOffItem(Move):
    """Off the menu, for good or until it is put back."""

    code = "item-off"
    item: int


@dataclass(frozen=True, slots=True)
class PutBackItem(Move):
    """On the menu again, paused."""

    code = "item-back"
    item: int


@flow.page(OpenOwnItem)
def own_item_page(turn: Turn, press: OpenOwnItem) -> Screen:
    item = our_item(turn, press.item)
    shop = may(turn, Right.SHOP, item.merchant_id)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>{item}</b>", item=item.name), _standing(turn, item)),
            shortened(item.description, LONGEST_TEXT),
            lines(*(item_line(turn, item, each) for each in _summed_up(item))),
        ),
        rows=_keys(turn, item, shop=shop),
        photo=Photo(item.photo) if item.photo else None,
        back=OpenOwnSection(item.section_id, off=item.archived_at is not None),
    )


@flow.page(OpenItemEdit)
def edit_page(turn: Turn, press: OpenItemEdit) -> Screen:
    item = our_item(turn, press.item, Right.SHOP)
    order = [
        each.id for each in own_items(turn.connection, [item.section_id], turn.now)[item.section_id]
    ]
    place = order.index(item.id) if item.id in order else 0
    fields = (Button(item_field_name(turn, each), AskItemField(item.id, each)) for each in F)
    return Screen(
        text=paragraphs(
            turn._("<b>{item}</b>", item=item.name),
            lines(*(item_line(turn, item, each) for each in F)),
            turn._("What was ordered already stays as it was."),
        ),
        rows=(
            *columns(2, fields),
            (
                Button(turn._("📷 Photo"), AskItemPhoto(item.id)),
                Button(turn._("📂 Section"), OpenItemSections(item.id)),
            ),
            *_order(turn, item.id, place, len(order)),
            (Button(turn._("Take off"), TakeOffItem(item.id), Style.DANGER),),
        ),
        back=OpenOwnItem(item.id),
    )


@flow.page(OpenItemSections)
def sections_page(turn: Turn, press: OpenItemSections) -> Screen:
    item = our_item(turn, press.item, Right.SHOP)
    others = [
        each
        for each in own_sections(turn.connection, item.location_id)
        if each.id != item.section_id
    ]
    page, shown, more = leaf(others, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>{item}</b>", item=item.name),
            turn._("Into which section does it go?")
            if others
            else turn._("There is no other section."),
        ),
        rows=(
            *columns(1, (Button(each.name, PutInSection(item.id, each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenItemSections(item.id, page), more=more),
        ),
        back=OpenItemEdit(item.id),
    )


@flow.move(SetSoldOut)
def set_sold_out(turn: Turn, press: SetSoldOut) -> Page:
    our_item(turn, press.item)
    by, now = turn.person.id, turn.now
    selling_out.set_sold_out(turn.connection, press.item, by, now, sold_out=press.on)
    return OpenOwnItem(press.item)


@flow.move(SetItemActive)
def set_item_active(turn: Turn, press: SetItemActive) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.set_active(turn.connection, press.item, turn.person.id, turn.now, active=press.on)
    return OpenOwnItem(press.item)


@flow.move(MoveItem)
def move_item(turn: Turn, press: MoveItem) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.move(turn.connection, press.item, press.to, turn.person.id, turn.now)
    return OpenItemEdit(press.item)


@flow.move(PutInSection)
def put_in_section(turn: Turn, press: PutInSection) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.move_to(turn.connection, press.item, press.section, turn.person.id, turn.now)
    return OpenItemEdit(press.item)


@flow.move(TakeOffItem)
def take_off_item(turn: Turn, press: TakeOffItem) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.take_off(turn.connection, press.item, turn.person.id, turn.now)
    return OpenOwnItem(press.item)


@flow.move(PutBackItem)
def put_back_item(turn: Turn, press: PutBackItem) -> Page:
    our_item(turn, press.item, Right.SHOP)
    items.put_back(turn.connection, press.item, turn.person.id, turn.now)
    return OpenOwnItem(press.item)


def our_item(turn: Turn, item_id: int, right: Right = Right.BOOKINGS) -> OwnItem:
    """An item of a merchant for whom the person works as one who may."""
    item = own_item(turn.connection, item_id, turn.now)
    if item is None:
        raise NotAllowed
    require_staff(turn, item.merchant_id, right)
    return item


def item_line(turn: Turn, item: OwnItem, field: ItemField) -> Markup:
    """A field with its value."""
    value = item_value_words(turn, field, getattr(item, ITEM_BOUNDS[field].column), item.currency)
    name = item_field_name(turn, field)
    return turn._("{field}: <b>{value}</b>", field=name, value=shortened(value, LONGEST_TEXT))


def _summed_up(item: OwnItem) -> Iterator[ItemField]:
    yield F.PRICE
    for field in (F.OPTIONS, F.DIETS, F.ALLERGENS, F.STOCK):
        if getattr(item, ITEM_BOUNDS[field].column):
            yield field


def _standing(turn: Turn, item: OwnItem) -> Markup:
    if item.archived_at is not None:
        return turn._("It is taken off the menu.")
    if not item.active:
        return turn._("⏸ Paused: guests don't see it.")
    if item.sold_out:
        return turn._("🚫 Sold out today. Tomorrow it is back by itself.")
    return turn._("✅ On offer")


def _keys(turn: Turn, item: OwnItem, *, shop: bool) -> tuple[Row, ...]:
    if item.archived_at is not None:
        back = Button(turn._("↩️ Put it back"), PutBackItem(item.id))
        return ((back,),) if shop else ()
    if not item.active:
        offer = Button(turn._("✅ Offer it to guests"), SetItemActive(item.id, on=True))
        return ((offer,), _change(turn, item)) if shop else ()
    out = (
        Button(turn._("✅ There is some again"), SetSoldOut(item.id, on=False), Style.SUCCESS)
        if item.sold_out
        else Button(turn._("🚫 Sold out today"), SetSoldOut(item.id, on=True))
    )
    pause = Button(turn._("⏸ Pause"), SetItemActive(item.id, on=False))
    return ((out,), (*_change(turn, item), pause)) if shop else ((out,),)


def _change(turn: Turn, item: OwnItem) -> Row:
    return (Button(turn._("✏️ Change"), OpenItemEdit(item.id)),)


def _order(turn: Turn, item: int, place: int, of: int) -> tuple[Row, ...]:
    up = Button(turn._("⬆️ Up"), MoveItem(item, max(0, place - 1)))
    down = Button(turn._("⬇️ Down"), MoveItem(item, place + 1))
    row = (*((up,) if place else ()), *((down,) if place < of - 1 else ()))
    return (row,) if row else ()
