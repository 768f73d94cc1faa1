"""Something of a paid ticket is missing, and its guest is asked to take something else instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.menu import reading
from catalog.menu.choosing import usual_price
from catalog.menu.reading import Item
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.hours import near_time
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.authorising import may, our_order
from handlers.merchant.missing_actions import OpenMissing, OpenMissingLine, OpenReplacing
from handlers.names import called
from handlers.orders import is_of_menu
from handlers.replacement_words import instead_words
from orders import OrderView, Replacement, lacking, queries, replacements, replacing
from orders.line_models import ReplacementState
from orders.pricing import Line
from people.rights import Right

flow = Flow()

ITEMS = 10
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class AskReplacement(Page):
    """Whether the guest is to be asked to take that instead."""

    code = "trepl"
    order: int
    position: int
    quantity: int
    item: int


@dataclass(frozen=True, slots=True)
class ProposeReplacement(Move):
    """Ask them, if so many of the line are `left`."""

    code = "tprop"
    order: int
    position: int
    quantity: int
    item: int
    left: int


@dataclass(frozen=True, slots=True)
class WithdrawReplacement(Move):
    """Ask no more: the money goes back."""

    code = "tunask"
    replacement: int


@flow.page(OpenReplacing)
def replacing_page(turn: Turn, press: OpenReplacing) -> Screen:
    order, line = _line(turn, press.order, press.position)
    page, shown, more = leaf(_others(turn, order, line), press.page, ITEMS)
    to = (order.id, press.position, press.quantity)
    return Screen(
        text=paragraphs(
            turn._("<b>What do you have instead of {thing}?</b>", thing=line.title),
            None if shown else turn._("There is nothing else on your menu right now."),
        ),
        rows=(
            *columns(
                1,
                (Button(_label(turn, each), AskReplacement(*to, each.id)) for each in shown),
            ),
            *leafing(turn, page, lambda page: OpenReplacing(*to, page), more=more),
        ),
        back=OpenMissingLine(*to),
    )


def _others(turn: Turn, order: OrderView, line: Line) -> list[Item]:
    """All that can be had there now, as it is usually had."""
    local = turn.now.astimezone(ZoneInfo(order.zone))
    menu = reading.menu_at(turn.connection, order.location_id, local)
    return [
        each
        for section in menu.sections
        for each in section.items
        if each.id != line.item_id
        and each.currency == order.currency
        and not each.sold_out
        and each.served
        and usual_price(each) is not None
    ]


def _label(turn: Turn, item: Item) -> Markup:
    price = usual_price(item)
    amount = turn.texts.money(price, item.currency) if price else turn._("free")
    return turn._("{item} · {price}", item=shortened(item.name, LONGEST_LABEL), price=amount)


@flow.page(AskReplacement)
def ask_page(turn: Turn, press: AskReplacement) -> Screen:
    order, line = _line(turn, press.order, press.position)
    item = reading.item(turn.connection, press.item, turn.now)
    price = None if item is None else usual_price(item)
    if item is None or price is None or item.location_id != order.location_id:
        raise PageOutdated(OpenReplacing(order.id, press.position, press.quantity))
    left = lacking.left_of(turn.connection, order.id)[press.position]
    move = ProposeReplacement(order.id, press.position, press.quantity, item.id, left)
    cheaper = max(0, line.unit_price - price) * press.quantity
    return Screen(
        text=paragraphs(
            turn._("<b>Ask the guest?</b>"),
            instead_words(turn, press.quantity, item.name, line.title),
            lines(
                _costs(turn, order, cheaper, dearer=price > line.unit_price),
                _until(turn, order),
            ),
        ),
        rows=((Button(turn._("Yes, ask the guest"), move, Style.PRIMARY),),),
        back=OpenReplacing(order.id, press.position, press.quantity),
    )


def _costs(turn: Turn, order: OrderView, cheaper: int, *, dearer: bool) -> Markup:
    if cheaper:
        amount = turn.texts.money(cheaper, order.currency)
        if order.left_at_counter:
            return turn._("If they take it, it costs them {amount} less.", amount=amount)
        return turn._("If they take it, they get {amount} back.", amount=amount)
    if dearer:
        return turn._("It costs more, but the guest pays no more: you bear the difference.")
    return turn._("It costs the guest the same.")


def _until(turn: Turn, order: OrderView) -> Markup:
    time = turn.texts.minutes(replacing.REPLY.seconds // 60)
    if order.left_at_counter:
        return turn._(
            "They have {time} to answer. Without an answer, or if they would rather not, they don't"
            " pay for what is missing.",
            time=time,
        )
    return turn._(
        "They have {time} to answer. Without an answer, or if they would rather not, the money"
        " for what is missing goes back.",
        time=time,
    )


@flow.move(ProposeReplacement)
def propose(turn: Turn, press: ProposeReplacement) -> Page:
    order = our_order(turn, press.order)
    if not lacking.still_left(turn.connection, order.id, press.position, press.left):
        raise PageOutdated(OpenStaffBooking(order.id))
    asked = (press.position, press.quantity, press.item)
    replacing.propose(turn.connection, order.id, turn.person.id, *asked, turn.now)
    return OpenStaffBooking(order.id)


@flow.move(WithdrawReplacement)
def withdraw(turn: Turn, press: WithdrawReplacement) -> Page:
    by = turn.person.id
    return OpenStaffBooking(replacing.withdraw(turn.connection, press.replacement, by, turn.now))


def asked_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """For each open question the way to end it."""
    for each in replacements.open_of(turn.connection, order.id):
        thing = shortened(each.title, LONGEST_LABEL // 2)
        label = (
            turn._("Don't ask for {thing}, take it off", thing=thing)
            if order.left_at_counter
            else turn._("Don't ask for {thing}, give the money back", thing=thing)
        )
        yield (Button(label, WithdrawReplacement(each.id)),)


def asked_words(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """What was taken instead, and what its guest is asked just now."""
    for each in replacements.accepted_of(turn.connection, order.id):
        yield turn._("🔁 {instead}", instead=_instead(turn, order, each))
    for each in replacements.open_of(turn.connection, order.id):
        yield turn._(
            "❓ Asked until {when}: {instead}",
            when=near_time(turn, each.until, order.zone),
            instead=_instead(turn, order, each),
        )


def _instead(turn: Turn, order: OrderView, each: Replacement) -> Markup:
    return instead_words(turn, each.quantity, each.title, order.lines[each.position - 1].title)


def replacement_answered(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What the guest said, for everybody at the desk."""
    order = queries.order(turn.connection, payload["order"])
    asked = replacements.one(turn.connection, payload["replacement"])
    if order is None or asked is None or not may(turn, Right.BOOKINGS, order.merchant_id):
        return None
    guest = called(turn, order.guest)
    said = {
        ReplacementState.ACCEPTED: turn._("✅ {guest} takes it.", guest=guest),
        ReplacementState.DECLINED: turn._("🚫 {guest} would rather have the money.", guest=guest),
        ReplacementState.EXPIRED: turn._(
            "⌛ {guest} did not answer. The money goes back.", guest=guest
        ),
    }
    if order.at_counter:
        said |= {
            ReplacementState.DECLINED: turn._("🚫 {guest} would rather go without.", guest=guest),
            ReplacementState.EXPIRED: turn._("⌛ {guest} did not answer.", guest=guest),
        }
    if asked.state not in said:
        return None
    return Screen(
        text=paragraphs(said[asked.state], _instead(turn, order, asked)),
        rows=((Button(turn._("View order"), OpenStaffBooking(order.id)),),),
        keep=True,
    )


def _line(turn: Turn, order_id: int, position: int) -> tuple[OrderView, Line]:
    order = our_order(turn, order_id)
    ticket = is_of_menu(order) and order.is_live() and not order.disputed
    if not ticket or not 0 < position <= len(order.lines):
        raise PageOutdated(OpenStaffBooking(order.id))
    if not any(each.position == position for each in lacking.returnable(turn.connection, order.id)):
        raise PageOutdated(OpenMissing(order.id))
    return order, order.lines[position - 1]
