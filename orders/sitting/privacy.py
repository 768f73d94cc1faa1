"""What tables hold of a person: who sits there, and whom the staff sent away."""

from orders.sitting import ageing
from orders.sitting.sitting_models import sitting_guests, sitting_removals, sittings
from people.privacy import Ageing, Fate, Holding

HOLDINGS = (
    Holding(
        sitting_guests.c.guest_id,
        Fate.ERASED,
        "who sat with whom is nobody else's business, and is gone when the table is free",
        exported=(sitting_guests.c.sitting_id, sitting_guests.c.joined_at),
    ),
    Holding(
        sitting_removals.c.guest_id,
        Fate.ERASED,
        "that staff did not find somebody at a table keeps them from it for half a day",
        exported=(sitting_removals.c.location_id, sitting_removals.c.removed_at),
    ),
    Holding(
        sitting_removals.c.removed_by,
        Fate.KEPT,
        "whom the staff sent away stays sent away, whoever did it; it names nobody any more",
    ),
)

AGEING = (
    Ageing(
        sittings,
        "keep_sittings_days",
        "that a table was taken where nobody ordered anything is of no use",
        ageing.outdated,
        ageing.forget,
    ),
    Ageing(
        sitting_removals,
        "keep_sittings_days",
        "whom staff did not find at a table may sit there again after half a day",
        ageing.old_removals,
        ageing.forget_removals,
    ),
)
