"""Every room of the console, one line each."""

from console import home
from console.market import audit, campaigns, merchants, overview, payouts
from console.market import orders as market_orders
from console.merchant import (
    account,
    booking,
    bookings,
    closing,
    guests,
    history,
    hours,
    inviting,
    people,
    poster,
    resources,
    reviews,
    sales,
    service,
    services,
    settings,
    statements,
    today,
)

ROOMS = (
    home.room,
    today.room,
    bookings.room,
    booking.room,
    services.room,
    service.room,
    hours.room,
    closing.room,
    resources.room,
    guests.room,
    settings.room,
    sales.room,
    statements.room,
    account.room,
    reviews.room,
    people.room,
    poster.room,
    inviting.room,
    history.room,
    overview.room,
    merchants.room,
    market_orders.room,
    campaigns.room,
    payouts.room,
    audit.room,
)
