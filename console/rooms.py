"""Every room of the console, one line each."""

from console import home
from console.market import audit, campaigns, merchants, overview, payouts
from console.market import orders as market_orders
from console.market import reviews as market_reviews
from console.merchant import booking, bookings, history, people, reviews, sales, statements, today

ROOMS = (
    home.room,
    today.room,
    bookings.room,
    booking.room,
    sales.room,
    statements.room,
    reviews.room,
    people.room,
    history.room,
    overview.room,
    merchants.room,
    market_orders.room,
    market_reviews.room,
    campaigns.room,
    payouts.room,
    audit.room,
)
