"""What a guest's missed visits decide: whether they may pay at the shop, or pay ahead."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Select, bindparam, false, func, literal_column, select

from catalog.views import ServiceView
from orders.bills.bill_models import Means, counter_payments
from orders.booking.offer_rows import terms_of
from orders.booking.offers import Offer
from orders.models import OrderState, orders
from orders.rules import PaymentPlan, Terms

LOOKING_BACK = timedelta(days=182)
"""Half a year; what was before is forgotten."""


def missed_visits(connection: Connection, guest_id: int, now: datetime) -> int:
    """Visits with a time that ended unused within half a year, anywhere in the market.

    Not those that their place had asked to move, nor those that its desk says were paid there. Nobody
    is told when or where they were.
    """
    given = {"person": guest_id, "since": now - LOOKING_BACK}
    return connection.execute(counting(), given).scalar_one()


@cache
def counting() -> Select[int]:
    missed = orders.c.state == literal_column(f"'{OrderState.EXPIRED}'")
    asked = func.coalesce(orders.c.terms["asked_to_move"].as_boolean(), false())
    paid_there = select(counter_payments.c.order_id).where(
        counter_payments.c.order_id == orders.c.id,
        counter_payments.c.means != literal_column(f"'{Means.CHAT}'"),
    )
    return (
        select(func.count())
        .select_from(orders)
        .where(
            orders.c.guest_id == bindparam("person"),
            missed,
            orders.c.starts_at > bindparam("since"),
            ~asked,
            ~paid_there.exists(),
        )
    )


def by_record(offer: Offer, missed: int) -> Offer:
    """The offer as this guest may have it: paid ahead by whoever missed too many visits."""
    if offer.terms.payment_plan != PaymentPlan.AT_SHOP:
        return offer
    return replace(offer, terms=by_rule(offer.terms, missed, offer.max_no_shows))


def terms_for(connection: Connection, service: ServiceView, guest_id: int, now: datetime) -> Terms:
    """Likewise what a page says before there is an order."""
    terms = terms_of(service)
    if terms.payment_plan != PaymentPlan.AT_SHOP:
        return terms
    missed = missed_visits(connection, guest_id, now)
    return by_rule(terms, missed, service.max_no_shows)


def by_rule(terms: Terms, missed: int, max_no_shows: int) -> Terms:
    """By a merchant's rule, so many missed visits anywhere in the market are too many."""
    if missed < max_no_shows:
        return terms
    return replace(terms, payment_plan=PaymentPlan.FULL, missed_visits=missed)
