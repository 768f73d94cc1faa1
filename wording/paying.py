"""How an order is paid, in a sentence: all at once, a deposit and the rest, or at the counter."""

from typing import Protocol

from markupsafe import Markup

from chat.turn import Turn
from orders import Means, OrderView
from orders.models import OrderState
from orders.rules import COMING, PaymentPlan


def paying_words(turn: Turn, order: OrderView) -> Markup | None:
    """What is paid now and what at the counter; nothing of what is paid at once."""
    if order.state is OrderState.HELD:
        told = (order.terms, order.prepaid, order.at_counter, order.currency)
        return plan_words(turn, *told) if order.service_id else order_plan_words(turn, *told)
    if not order.at_counter or order.state not in COMING:
        return None
    amount = turn.texts.money(order.at_counter, order.currency)
    if order.counter_means is None:
        return turn._("💶 <b>{amount}</b> still to be paid at the counter", amount=amount)
    return means_words(turn, order.counter_means, amount)


def means_words(turn: Turn, means: Means, amount: str) -> Markup:
    """How what was left was paid."""
    words = {
        Means.CASH: turn._("💶 {amount} paid at the counter, in cash", amount=amount),
        Means.CARD: turn._("💶 {amount} paid at the counter, by card", amount=amount),
        Means.CHAT: turn._("💶 {amount} paid here in the chat", amount=amount),
        Means.WRITTEN_OFF: turn._(
            "💶 {amount} was not paid, and nobody asks for it any more", amount=amount
        ),
    }
    return words[means]


class Plan(Protocol):
    """How it is paid, and why ahead after all."""

    @property
    def payment_plan(self) -> str: ...

    @property
    def missed_visits(self) -> int: ...

    @property
    def most_unpaid(self) -> int: ...


def order_plan_words(
    turn: Turn, plan: Plan, ahead: int, at_counter: int, currency: str
) -> Markup | None:
    """What somebody who orders from a menu is told before they do."""
    if plan.missed_visits:
        return turn.ngettext(
            "You missed {number} visit in the last six months, so this place asks you to pay when"
            " you order.",
            "You missed {number} visits in the last six months, so this place asks you to pay when"
            " you order.",
            plan.missed_visits,
        )
    if plan.most_unpaid:
        return turn.ngettext(
            "Here you can have {number} item on order without paying. With more, you pay now.",
            "Here you can have {number} items on order without paying. With more, you pay now.",
            plan.most_unpaid,
        )
    return plan_words(turn, plan, ahead, at_counter, currency)


def plan_words(
    turn: Turn, terms: Plan, ahead: int, at_counter: int, currency: str
) -> Markup | None:
    """What somebody who books is told before they do."""
    now, later = (turn.texts.money(each, currency) for each in (ahead, at_counter))
    if terms.missed_visits:
        return turn.ngettext(
            "You missed {number} visit in the last six months, so this place asks you to pay when"
            " you book.",
            "You missed {number} visits in the last six months, so this place asks you to pay when"
            " you book.",
            terms.missed_visits,
        )
    if not at_counter:
        return None
    if terms.payment_plan == PaymentPlan.AT_SHOP:
        return turn._("Nothing to pay now: you pay <b>{later}</b> at the counter.", later=later)
    return turn._("Pay <b>{now}</b> now, <b>{later}</b> at the counter.", now=now, later=later)
