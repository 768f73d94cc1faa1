"""Every flow of the courier, one line each."""

from handlers.courier import at_door, job, offer, shift

FLOWS = (
    at_door.flow,
    job.flow,
    offer.flow,
    shift.flow,
)
