"""Every room of the console, one line each."""

from console import home
from console.market import audit, campaigns, merchants, overview, payouts
from console.market import orders as market_orders
from console.merchant import (
    account,
    booking,
    bookings,
    history,
    people,
    poster,
    reviews,
    sales,
    statements,
    today,
)

ROOMS = (
    home.room,
    today.room,
    bookings.room,
    booking.room,
    sales.room,
    statements.room,
    account.room,
    reviews.room,
    people.room,
    poster.room,
    history.room,
    overview.room,
    merchants.room,
    market_orders.room,
    campaigns.room,
    payouts.room,
    audit.room,
)
