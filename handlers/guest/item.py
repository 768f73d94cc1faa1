"""One thing of a menu: how it can be had, for how much, and a key that puts it into the cart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog.menu import choosing, reading
from catalog.menu.choices import Group, Option
from catalog.menu.choosing import Choice
from catalog.menu.errors import ChoiceRefused
from catalog.menu.reading import Item
from catalog.views import LocationView, MerchantView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import ChosenWrong
from handlers.guest.actions import OpenHome
from handlers.guest.chosen import packed, unpacked
from handlers.guest.menu import left_today, place_of, why_not
from handlers.guest.menu_actions import OpenCart, OpenItem, OpenMenu
from handlers.guest.menu_words import choice_words
from handlers.guest.ordering import ordered
from handlers.layout import columns, shortened
from handlers.orders import at_words
from orders import carts
from wording.menus import allergens_words, diets_words

flow = Flow()

MOST = 20
LONGEST_DESCRIPTION = 500
LONGEST_OPTION = 24
FEW = 5
FEWER, MORE = "−", "＋"


@dataclass(frozen=True, slots=True)
class AddToCart(Move):
    """Put so many into the cart, chosen like that; with `pay`, that is all and is paid at once."""

    code = "put"
    item: int
    chosen: str
    quantity: int
    pay: bool = False


@flow.page(OpenItem)
def item_page(turn: Turn, press: OpenItem) -> Screen:
    merchant, location, item = _found(turn, press.item)
    left = left_today(turn, location, [item]).get(item.id)
    chosen = chosen_of(item, press.chosen)
    wish = replace(press, chosen=packed(offered(item), chosen), quantity=_fitting(press.quantity))
    choice = _choice(item, chosen)
    stops = why_not(turn, item, left)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{name}</b>", name=item.name),
                at_words(turn, merchant.name, location.address),
            ),
            shortened(item.description, LONGEST_DESCRIPTION),
            lines(
                turn._("<b>{price}</b>", price=turn.texts.money(item.price, item.currency)),
                diets_words(turn, item.diets),
                allergens_words(turn, item.allergens),
            ),
            lines(*(_group_words(turn, each, chosen) for each in item.groups)),
            stops or _left(turn, left),
            choice_words(turn, choice) if isinstance(choice, ChoiceRefused) else None,
        ),
        rows=(
            *_options(turn, wish, item, chosen),
            *(() if stops else _adding(turn, wish, item, choice)),
        ),
        photo=Photo(item.photo) if item.photo else None,
        back=OpenMenu(location.id, item.section_id),
    )


@flow.move(AddToCart)
def add_to_cart(turn: Turn, press: AddToCart) -> Page:
    *_, item = _found(turn, press.item)
    chosen = chosen_of(item, press.chosen)
    refusal = _choice(item, chosen)
    if isinstance(refusal, ChoiceRefused):
        raise ChosenWrong(refusal)
    order = carts.add(
        turn.connection,
        turn.person.id,
        press.item,
        sorted(chosen),
        _fitting(press.quantity),
        "",
        turn.brought_by,
        turn.now,
    )
    return ordered(turn, order) if press.pay else OpenCart(item.location_id)


def chosen_of(item: Item, text: str | None) -> frozenset[int]:
    """What a button means; as it is usually had where it says nothing."""
    if text is None:
        return item.defaults
    chosen = unpacked(offered(item), text)
    if chosen is None:
        raise PageOutdated(OpenItem(item.id))
    return chosen


def offered(item: Item) -> list[int]:
    """The options that can be chosen of it."""
    return [each.id for group in item.groups for each in group.options]


def _fitting(quantity: int) -> int:
    return max(1, min(quantity, MOST))


def _found(turn: Turn, item_id: int) -> tuple[MerchantView, LocationView, Item]:
    item = reading.item(turn.connection, item_id, turn.now)
    if item is None:
        raise PageOutdated(OpenHome())
    merchant, location = place_of(turn, item.location_id)
    return merchant, location, item


def _choice(item: Item, chosen: frozenset[int]) -> Choice | ChoiceRefused:
    try:
        return choosing.check(item, chosen)
    except ChoiceRefused as error:
        return error


def _left(turn: Turn, left: int | None) -> Markup | None:
    """Said of the last few."""
    if left is None or left > FEW:
        return None
    return turn.ngettext("Only {number} left today.", "Only {number} left today.", left)


def _group_words(turn: Turn, group: Group, chosen: frozenset[int]) -> Markup:
    names = [each.name for each in group.options if each.id in chosen]
    rule = rule_words(turn, group)
    if not names:
        return turn._("<b>{group}</b> ({rule})", group=group.name, rule=rule)
    what = turn.texts.listed(names)
    return turn._("<b>{group}</b> ({rule}): {chosen}", group=group.name, rule=rule, chosen=what)


def rule_words(turn: Turn, group: Group) -> Markup:
    """How many may be chosen of a group."""
    if group.most == 1:
        return turn._("choose one") if group.least else turn._("one, if you like")
    if group.least == group.most:
        return turn.ngettext("choose {number}", "choose {number}", group.most)
    if group.least:
        return turn._("{least} to {most}", least=group.least, most=group.most)
    return turn.ngettext("up to {number}", "up to {number}", group.most)


def _options(turn: Turn, wish: OpenItem, item: Item, chosen: frozenset[int]) -> Iterator[Row]:
    for group in item.groups:
        yield from columns(
            2, (_option(turn, wish, item, group, each, chosen) for each in group.options)
        )


def _option(  # noqa: PLR0917 - a key of a page
    turn: Turn, wish: OpenItem, item: Item, group: Group, option: Option, chosen: frozenset[int]
) -> Button:
    label = option_label(turn, option, item.currency)
    marked = turn._("● {choice}", choice=label) if option.id in chosen else label
    mask = packed(offered(item), pressed(group, option, chosen))
    return Button(marked, replace(wish, chosen=mask))


def option_label(turn: Turn, option: Option, currency: str) -> Markup | str:
    """What it is, and what it makes of the price."""
    name = shortened(option.name, LONGEST_OPTION)
    if not option.price_difference:
        return name
    amount = turn.texts.money(abs(option.price_difference), currency)
    if option.price_difference < 0:
        return turn._("{option} −{amount}", option=name, amount=amount)
    return turn._("{option} +{amount}", option=name, amount=amount)


def pressed(group: Group, option: Option, chosen: frozenset[int]) -> frozenset[int]:
    """What is chosen after its key was pressed: one of a few takes the place of another."""
    if option.id in chosen:
        return chosen if group.least == group.most == 1 else chosen - {option.id}
    if group.most == 1:
        chosen -= {each.id for each in group.options}
    return chosen | {option.id}


def _adding(
    turn: Turn, wish: OpenItem, item: Item, choice: Choice | ChoiceRefused
) -> Iterator[Row]:
    quantity = wish.quantity
    fewer = replace(wish, quantity=max(1, quantity - 1))
    more = replace(wish, quantity=_fitting(quantity + 1))
    number = turn._("{number} ×", number=turn.texts.number(quantity))
    yield Button(FEWER, fewer), Button(number, wish), Button(MORE, more)
    if isinstance(choice, ChoiceRefused) or wish.chosen is None:
        return
    price = turn.texts.money(choice.unit_price * quantity, item.currency)
    add = AddToCart(item.id, wish.chosen, quantity)
    yield (Button(turn._("Add · {price}", price=price), add, Style.SUCCESS),)
    if _is_all(turn, item):
        at_once = replace(add, pay=True)
        yield (Button(turn._("Pay now · {price}", price=price), at_once, Style.PRIMARY),)


def _is_all(turn: Turn, item: Item) -> bool:
    """Whether nothing else was chosen there before."""
    cart = carts.cart_of(turn.connection, turn.person.id, item.location_id, turn.now)
    return cart is None or not cart.lines
