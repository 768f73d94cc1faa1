"""A guest gets money back while the order stays: how much or which lines, asked once more, done once.

The counter's page and the market's are the same; who may, and until when, the use case says.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from catalog.views import MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, Shows, View, whole
from console.complaint_form import money_for
from orders import LineLeft, OrderView, goodwill, lacking
from orders.errors import GivenBackMeanwhile
from people.looking import Look, Place
from wording.taking_off import shares_words


@dataclass(frozen=True, slots=True)
class Where:
    """Whose page it is: its address, the page that it comes from, and the shop, unless it is the market's.

    Whoever may not give money says of lines that they are missing.
    """

    place: str
    home: str
    shop: MerchantView | None
    may_give: bool


def page(turn: Turn, ask: Ask, order: OrderView, where: Where, shows: Shows) -> View:
    """With an amount or a line that can go back it is the question. NotHere where nothing can."""
    money = money_for(turn, order.id, ask.text("amount"))
    in_market = where.shop is None
    gives = where.may_give and goodwill.can_give(order, turn.now, in_market=in_market)
    if not gives and not can_lack(order):
        raise NotHere
    if gives and money and ask.text("amount") and money.typed is None and not ask.errors:
        most = turn.texts.money(money.left.left, money.left.currency)
        words = turn._("That's no amount up to {amount}.", amount=most)
        raise Again(shows, {"amount": words})
    found = lacking.returnable(turn.connection, order.id) if can_lack(order) else []
    chosen = _chosen(ask, found)
    values: dict[str, Any] = {
        **({} if where.shop is None else {"shop": where.shop}),
        "ask": ask,
        "order": order,
        "where": where,
        "money": money,
        "gives": gives and money is not None,
        "typed": ask.text("amount"),
        "lines": found,
        "chosen": chosen,
        "is_rest": chosen is not None and lacking.is_rest(turn.connection, order.id, chosen[1]),
        "shares": _shares(turn, order, chosen),
    }
    looks = [Look(order.guest_id, Place.ORDER, order.id)] if in_market else []
    return View("giving_back.html", values, looks)


def can_lack(order: OrderView) -> bool:
    """Whether something of it may be missing; while a payment is disputed nothing of it goes back."""
    return order.service_id is None and order.is_live() and not order.disputed


def _shares(turn: Turn, order: OrderView, chosen: tuple[LineLeft, int] | None) -> Markup | None:
    """What of the line that is asked about goes back, and what is paid no more."""
    if chosen is None or not order.left_at_counter:
        return None
    line, many = chosen
    found = lacking.would_be(turn.connection, order.id, line.line.unit_price * many)
    return shares_words(turn, found, order.currency)


def give(turn: Turn, ask: Ask, order: OrderView) -> None:
    """An amount, as the question said it."""
    asked = (ask.number("sum"), ask.number("before"))
    goodwill.give_back(turn.connection, order.id, turn.person.id, *asked, turn.now)


def give_line(turn: Turn, ask: Ask, order: OrderView) -> None:
    """So many of a line, as the question said it."""
    position = ask.number("position")
    if not lacking.still_left(turn.connection, order.id, position, ask.number("left")):
        raise GivenBackMeanwhile(order.id)
    asked = (position, ask.number("many"), ask.number("before"))
    lacking.give_back_line(turn.connection, order.id, turn.person.id, *asked, turn.now)


def _chosen(ask: Ask, found: list[LineLeft]) -> tuple[LineLeft, int] | None:
    """The line that is asked about, and how many of it."""
    position, many = whole(ask.text("line")), whole(ask.text("many"))
    line = next((each for each in found if each.position == position), None)
    if line is None or many is None or not line.fewest <= many <= line.most:
        return None
    return line, many
