"""Every room of the console, one line each."""

from console import home
from console.market import audit, campaigns, merchants, overview, payouts
from console.market import orders as market_orders
from console.merchant import (
    booking,
    bookings,
    calendar,
    history,
    moving,
    people,
    reviews,
    sales,
    statements,
    today,
    writing_in,
)

ROOMS = (
    home.room,
    today.room,
    bookings.room,
    booking.room,
    calendar.room,
    moving.room,
    writing_in.room,
    sales.room,
    statements.room,
    reviews.room,
    people.room,
    history.room,
    overview.room,
    merchants.room,
    market_orders.room,
    campaigns.room,
    payouts.room,
    audit.room,
)
