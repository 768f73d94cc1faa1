"""Every flow of the merchant, one line each."""

from handlers.merchant import (
    attendance,
    booking,
    bookings,
    counter,
    desk,
    own_calendar,
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
    counter.flow,
    desk.flow,
    own_calendar.flow,
    people.flow,
    redeeming.flow,
    reviews.flow,
    sales.flow,
    settings.flow,
    settlement.flow,
)
