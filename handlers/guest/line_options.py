"""A line of a cart is had otherwise: its options as they were chosen, and a key that keeps others."""

from dataclasses import dataclass, replace

from catalog.menu import reading
from catalog.menu.errors import ChoiceRefused
from catalog.menu.reading import Item
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.cart import line_at, my_cart
from handlers.guest.chosen import packed
from handlers.guest.menu_actions import OpenCart, OpenCartLine, OpenLineOptions
from handlers.guest.menu_words import choice_words
from handlers.guest.option_keys import choice_of, chosen_of, chosen_words, offered, option_rows
from orders import Cart, CartLine, carts

flow = Flow()


@dataclass(frozen=True, slots=True)
class ChangeOptions(Move):
    """Have a line with what is `chosen`."""

    code = "lo"
    order: int
    position: int
    chosen: str


@flow.page(OpenLineOptions)
def line_options_page(turn: Turn, press: OpenLineOptions) -> Screen:
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    line, item = _found(turn, cart, OpenCart(press.location), press.position)
    assert cart is not None
    chosen = _chosen(item, line, press)
    choice = choice_of(item, chosen)
    wish = replace(press, chosen=packed(offered(item), chosen))
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{quantity} × {item}</b>", quantity=line.quantity, item=item.name),
                turn._("📝 {note}", note=line.note) if line.note else None,
            ),
            chosen_words(turn, item, chosen),
            choice_words(turn, choice) if isinstance(choice, ChoiceRefused) else None,
        ),
        rows=(
            *option_rows(turn, item, chosen, lambda chosen: replace(press, chosen=chosen)),
            *(
                ()
                if isinstance(choice, ChoiceRefused)
                else ((_save(turn, cart, line, wish, choice.unit_price),),)
            ),
        ),
        back=OpenCartLine(press.location, press.position),
    )


@flow.move(ChangeOptions)
def change_options(turn: Turn, press: ChangeOptions) -> Page:
    cart = my_cart(turn, press.order)
    there = OpenCart(cart.location_id)
    _, item = _found(turn, cart, there, press.position)
    afresh = OpenLineOptions(cart.location_id, press.position)
    chosen = chosen_of(item, press.chosen, afresh)
    if isinstance(choice_of(item, chosen), ChoiceRefused):
        raise PageOutdated(afresh)
    carts.set_options(
        turn.connection, turn.person.id, press.order, press.position, sorted(chosen), turn.now
    )
    return there


def _found(turn: Turn, cart: Cart | None, there: Page, position: int) -> tuple[CartLine, Item]:
    """The line, and the thing as its menu has it now."""
    line = None if cart is None else line_at(cart, position)
    item = None if line is None else reading.item(turn.connection, line.item_id, turn.now)
    if line is None or item is None:
        raise PageOutdated(there)
    return line, item


def _chosen(item: Item, line: CartLine, press: OpenLineOptions) -> frozenset[int]:
    """What a key means; as the line stands in the cart, as far as that is offered still, where it says nothing."""
    if press.chosen is None:
        return frozenset(offered(item)) & {each.id for each in line.options}
    return chosen_of(item, press.chosen, replace(press, chosen=None))


def _save(turn: Turn, cart: Cart, line: CartLine, wish: OpenLineOptions, unit_price: int) -> Button:
    price = turn.texts.money(unit_price * line.quantity, cart.currency)
    change = ChangeOptions(cart.order_id, line.position, wish.chosen or "")
    return Button(turn._("Save · {price}", price=price), change, Style.SUCCESS)
