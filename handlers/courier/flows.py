"""Every flow of the courier, one line each."""

from handlers.courier import at_door, collecting, earnings, job, offer, shift

FLOWS = (
    at_door.flow,
    collecting.flow,
    earnings.flow,
    job.flow,
    offer.flow,
    shift.flow,
)
