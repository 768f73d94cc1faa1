"""All that the market holds of a person, gathered from the packages that hold it."""

import catalog.applying
import catalog.privacy
import catalog.staffing
import orders.privacy
import payments.privacy
import people.privacy
import promotions.privacy
from people.privacy import Register


def register() -> Register:
    """What export and erasure go by; those who refer to people come before people."""
    return Register(
        holdings=(
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
        ),
        hindrances=(orders.privacy.nothing_live, orders.privacy.nothing_under_way),
        farewells=(catalog.staffing.leave_all, catalog.applying.withdraw),
    )
