"""All that the market holds of a person, gathered from the packages that hold it."""

import catalog.applying
import catalog.privacy
import catalog.staffing
import orders.privacy
import payments.privacy
import people.privacy
import promotions.privacy
import queueing.privacy
import queueing.waiting
from orders import complaining, couriers, drafts, review_changes, sitting_down, waits, written_in
from people.models import people as persons
from people.privacy import Ageing, Register

WRITTEN_IN = Ageing(
    persons,
    "keep_walk_ins_days",
    "whom staff wrote in can't ask to be forgotten; a place may know them again for a while",
    written_in.outdated,
    lambda connection, ids, moment: written_in.forget(connection, ids, moment, register()),
)


def register() -> Register:
    """What export and erasure go by; those who refer to people come before people."""
    return Register(
        holdings=(
            *queueing.privacy.HOLDINGS,
            *promotions.privacy.HOLDINGS,
            *orders.privacy.HOLDINGS,
            *payments.privacy.HOLDINGS,
            *catalog.privacy.HOLDINGS,
            *people.privacy.HOLDINGS,
        ),
        ageing=(
            *catalog.privacy.AGEING,
            *promotions.privacy.AGEING,
            *orders.privacy.AGEING,
            *people.privacy.AGEING,
            *queueing.privacy.AGEING,
            WRITTEN_IN,
        ),
        hindrances=(
            orders.privacy.nothing_live,
            orders.privacy.nothing_under_way,
            couriers.nothing_to_bring,
        ),
        farewells=(
            catalog.staffing.leave_all,
            catalog.applying.withdraw,
            review_changes.forget_photos,
            complaining.leave_all,
            drafts.leave_all,
            queueing.waiting.leave_all,
            sitting_down.leave_all,
            waits.leave_all,
        ),
    )
