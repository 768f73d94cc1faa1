"""Every flow of the merchant, one line each."""

from handlers.merchant import (
    attendance,
    booking,
    bookings,
    desk,
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
    redeeming.flow,
    reviews.flow,
    sales.flow,
    settings.flow,
    settlement.flow,
)
