"""What a waitlist holds of a person: for what they wait, or did."""

from orders.waitlist import ageing
from orders.waitlist.waitlist_models import waitlist
from people.privacy import Ageing, Fate, Holding

HOLDINGS = (
    Holding(
        waitlist.c.guest_id,
        Fate.ERASED,
        "what somebody would have liked is nobody else's business",
        exported=(
            waitlist.c.service_id,
            waitlist.c.starts_at,
            waitlist.c.day_ends_at,
            waitlist.c.seats,
            waitlist.c.state,
            waitlist.c.latitude,
            waitlist.c.longitude,
            waitlist.c.address,
            waitlist.c.address_note,
        ),
    ),
)

AGEING = (
    Ageing(
        waitlist,
        "keep_searches_days",
        "for what somebody waited is of no use once it is over",
        ageing.outdated,
        ageing.forget,
    ),
)
