"""Every flow of the merchant, one line each."""

from handlers.merchant import (
    attendance,
    blocking,
    booking,
    bookings,
    closing,
    desk,
    hours,
    own_calendar,
    people,
    redeeming,
    resources,
    reviews,
    sales,
    settings,
    settlement,
    special,
)

FLOWS = (
    attendance.flow,
    blocking.flow,
    booking.flow,
    bookings.flow,
    closing.flow,
    desk.flow,
    hours.flow,
    own_calendar.flow,
    people.flow,
    redeeming.flow,
    resources.flow,
    reviews.flow,
    sales.flow,
    settings.flow,
    settlement.flow,
    special.flow,
)
