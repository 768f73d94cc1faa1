"""Something of a paid ticket is missing: which line, how many of it, asked again, and its money goes back."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import options_words
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import AskCancelByStaff, OpenStaffBooking
from handlers.merchant.authorising import our_order
from handlers.merchant.missing_actions import OpenMissing, OpenMissingLine, OpenReplacing
from handlers.orders import is_of_menu
from orders import BillKind, LineLeft, Means, OrderView, bill_views, goodwill, lacking
from orders.errors import LineNotLeft
from wording.taking_off import shares_words

flow = Flow()

LINES = 8
LONGEST_LABEL = 40
FEWER, MORE = "−", "＋"


@dataclass(frozen=True, slots=True)
class GiveBackLine(Move):
    """So many go back, if `left` of the line were left and no more than `before` has gone back by now."""

    code = "tback"
    order: int
    position: int
    quantity: int
    left: int
    before: int


def missing_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """The way to say so; while a payment is disputed nothing of it goes back."""
    if not order.is_live() or order.disputed:
        return ()
    return ((Button(turn._("Something is missing"), OpenMissing(order.id)),),)


@flow.page(OpenMissing)
def missing_page(turn: Turn, press: OpenMissing) -> Screen:
    order = _ticket(turn, press.order)
    found = lacking.returnable(turn.connection, order.id)
    page, shown, more = leaf(found, press.page, LINES)
    return Screen(
        text=paragraphs(turn._("<b>What is missing?</b>"), _what_follows(turn, order, found)),
        rows=(
            *columns(1, (_key(turn, order, each) for each in shown)),
            *leafing(turn, page, lambda page: OpenMissing(order.id, page), more=more),
            *(() if found else (*_bill_row(turn, order), *_cancel_row(turn, order))),
        ),
        back=OpenStaffBooking(order.id),
    )


def _what_follows(turn: Turn, order: OrderView, found: list[LineLeft]) -> Markup:
    if not found and order.counter_means is Means.CHAT:
        return turn._(
            "What was left for the counter was paid in the chat: give money back on that bill."
        )
    if not found and order.counter_means is not None:
        return turn._("It was paid at the counter, so money for it goes back there.")
    if not found:
        return turn._("Nothing of this order can go back by itself. You can cancel all of it.")
    if order.left_at_counter:
        return turn._("The guest is told and doesn't pay for it. The rest of the order stays.")
    return turn._("The guest is told and gets the money for it back. The rest of the order stays.")


def _key(turn: Turn, order: OrderView, each: LineLeft) -> Button:
    name = " · ".join((each.line.title, *(option.name for option in each.line.options)))
    label = _so_many(turn, each.left, shortened(name, LONGEST_LABEL))
    return Button(label, OpenMissingLine(order.id, each.position, each.fewest))


def _bill_row(turn: Turn, order: OrderView) -> Iterator[Row]:
    """To the bill by which its guest paid in the chat what was left for the counter."""
    for each in bill_views.paid_of(turn.connection, order.id):
        if each.kind is BillKind.REST and each.order_id is not None:
            yield (Button(turn._("🧾 Open the bill"), OpenStaffBooking(each.order_id)),)


def _cancel_row(turn: Turn, order: OrderView) -> Iterator[Row]:
    yield (Button(turn._("Cancel the order"), AskCancelByStaff(order.id)),)


@flow.page(OpenMissingLine)
def missing_line_page(turn: Turn, press: OpenMissingLine) -> Screen:
    order = _ticket(turn, press.order)
    found = lacking.returnable(turn.connection, order.id)
    chosen = _chosen(order, found, press)
    return Screen(
        text=paragraphs(
            _question(turn, order, chosen, press.quantity),
            options_words(turn, chosen.line.options),
            _what_becomes(turn, order, chosen, press.quantity),
        ),
        rows=(
            *_quantities(turn, press, chosen),
            (_instead(turn, press),),
            (_yes(turn, order, press, chosen),),
        ),
        back=OpenMissing(order.id),
    )


@flow.move(GiveBackLine)
def give_back_line(turn: Turn, press: GiveBackLine) -> Page:
    order = our_order(turn, press.order)
    if not lacking.still_left(turn.connection, order.id, press.position, press.left):
        raise PageOutdated(OpenStaffBooking(order.id))
    lacking.give_back_line(
        turn.connection,
        order.id,
        turn.person.id,
        press.position,
        press.quantity,
        press.before,
        turn.now,
    )
    return OpenStaffBooking(order.id)


def _ticket(turn: Turn, order_id: int) -> OrderView:
    order = our_order(turn, order_id)
    if not is_of_menu(order) or not order.is_live() or order.disputed:
        raise PageOutdated(OpenStaffBooking(order.id))
    return order


def _chosen(order: OrderView, found: list[LineLeft], press: OpenMissingLine) -> LineLeft:
    chosen = next((each for each in found if each.position == press.position), None)
    if chosen is None:
        raise LineNotLeft(order.id, 0)
    if not chosen.fewest <= press.quantity <= chosen.most:
        raise LineNotLeft(order.id, chosen.most)
    return chosen


def _so_many(turn: Turn, number: int, thing: str) -> Markup:
    return turn._("{number} × {thing}", number=turn.texts.number(number), thing=thing)


def _question(turn: Turn, order: OrderView, chosen: LineLeft, quantity: int) -> Markup:
    what = {"number": turn.texts.number(quantity), "thing": chosen.line.title}
    if not chosen.line.unit_price:
        return turn._("<b>Say that {number} × {thing} is missing?</b>", **what)
    amount = turn.texts.money(chosen.line.unit_price * quantity, order.currency)
    if order.left_at_counter:
        return turn._("<b>Take off {number} × {thing}, {amount}?</b>", **what, amount=amount)
    return turn._("<b>Give back {number} × {thing}, {amount}?</b>", **what, amount=amount)


def _what_becomes(turn: Turn, order: OrderView, chosen: LineLeft, quantity: int) -> Markup:
    """Of the order; it is called off with its last line."""
    if lacking.is_rest(turn.connection, order.id, quantity):
        return turn._("Nothing else is left of the order, so it is cancelled. The guest is told.")
    if not chosen.line.unit_price:
        return turn._("The guest is told. The rest of the order stays.")
    if not order.left_at_counter:
        return turn._(
            "The guest is told and gets the money back. The rest of the order stays."
            " This can't be undone."
        )
    shares = lacking.would_be(turn.connection, order.id, chosen.line.unit_price * quantity)
    return lines(
        shares_words(turn, shares, order.currency),
        turn._("The guest is told. The rest of the order stays. This can't be undone."),
    )


def _quantities(turn: Turn, press: OpenMissingLine, chosen: LineLeft) -> Iterator[Row]:
    """One fewer, one more, or all; nothing to choose where there is one way only."""
    if chosen.fewest == chosen.most:
        return

    def key(label: str, quantity: int) -> Button:
        within = min(max(quantity, chosen.fewest), chosen.most)
        return Button(label, OpenMissingLine(press.order, press.position, within))

    number = turn.texts.number(press.quantity)
    here = key(turn._("{number} ×", number=number), press.quantity)
    yield key(FEWER, press.quantity - 1), here, key(MORE, press.quantity + 1)
    if chosen.most > press.quantity + 1:
        yield (key(turn._("All {number}", number=turn.texts.number(chosen.most)), chosen.most),)


def _instead(turn: Turn, press: OpenMissingLine) -> Button:
    """The way to propose something else."""
    to = OpenReplacing(press.order, press.position, press.quantity)
    return Button(turn._("🔁 Offer something else"), to)


def _yes(turn: Turn, order: OrderView, press: OpenMissingLine, chosen: LineLeft) -> Button:
    money = goodwill.givable(turn.connection, press.order)
    move = GiveBackLine(
        press.order,
        press.position,
        press.quantity,
        chosen.left,
        money.given if money else 0,
    )
    return Button(_sure(turn, order, chosen), move, Style.DANGER)


def _sure(turn: Turn, order: OrderView, chosen: LineLeft) -> Markup:
    if not chosen.line.unit_price:
        return turn._("Yes, it's missing")
    if order.left_at_counter:
        return turn._("Yes, take it off")
    return turn._("Yes, give it back")
