"""Every flow of the merchant, one line each."""

from handlers.merchant import (
    attendance,
    booking,
    bookings,
    desk,
    people,
    redeeming,
    reviews,
    sales,
    settings,
    settlement,
)

FLOWS = (
    attendance.flow,
    booking.flow,
    bookings.flow,
    desk.flow,
    people.flow,
    redeeming.flow,
    reviews.flow,
    sales.flow,
    settings.flow,
    settlement.flow,
)
