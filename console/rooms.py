"""Every room of the console, one line each."""

import re

from console import home
from console.market import (
    audit,
    campaigns,
    categories,
    claims,
    conversations,
    imports,
    looks,
    merchants,
    overview,
    payouts,
    refunds,
    settlements,
    stuck,
)
from console.market import complaints as market_complaints
from console.market import couriers as market_couriers
from console.market import deliveries as market_deliveries
from console.market import giving_back as market_giving_back
from console.market import orders as market_orders
from console.market import people as market_people
from console.market import receipts as market_receipts
from console.market import reviews as market_reviews
from console.merchant import (
    account,
    booking,
    bookings,
    calendar,
    closing,
    complaints,
    counter,
    couriers,
    deliveries,
    giving_back,
    guests,
    history,
    hours,
    inviting,
    menu,
    menu_item,
    messages,
    moving,
    people,
    poster,
    queueing,
    receipts,
    resources,
    reviews,
    sales,
    service,
    services,
    settings,
    statements,
    tables,
    today,
    visits,
    writing_in,
)

ROOMS = (
    home.room,
    today.room,
    bookings.room,
    booking.room,
    giving_back.room,
    counter.room,
    services.room,
    service.room,
    menu.room,
    menu_item.room,
    hours.room,
    closing.room,
    resources.room,
    guests.room,
    settings.room,
    calendar.room,
    messages.room,
    moving.room,
    writing_in.room,
    queueing.room,
    deliveries.room,
    couriers.room,
    tables.room,
    visits.room,
    sales.room,
    statements.room,
    account.room,
    receipts.room,
    reviews.room,
    complaints.room,
    people.room,
    poster.room,
    inviting.room,
    history.room,
    overview.room,
    merchants.room,
    claims.room,
    market_orders.room,
    market_giving_back.room,
    market_people.room,
    market_complaints.room,
    refunds.room,
    stuck.room,
    market_deliveries.room,
    market_couriers.room,
    settlements.room,
    market_receipts.room,
    imports.room,
    categories.room,
    looks.room,
    market_reviews.room,
    conversations.room,
    campaigns.room,
    payouts.room,
    audit.room,
)

NUMBER = re.compile(r"\d+")
NAME = re.compile(r"\{\w+\}")
PAGES = frozenset(NAME.sub("#", path) for each in ROOMS for path in each.pages)


def page_before(path: str) -> str:
    """The nearest page on the way to an address that is none itself."""
    while path and NUMBER.sub("#", path) not in PAGES:
        path = path.rpartition("/")[0]
    return path
