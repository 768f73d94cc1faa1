"""A market with a long past, as statements that make any number of orders at once, on either engine.

Everything follows from an order's number by arithmetic, so that each table can be written by one
statement, in the order of time, and the audit finds no fault with the whole.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.past_orders import HAPPENED
from benchmarks.past_town import TOWN
from database.metadata import to_microseconds

DAYS = 730
AHEAD = 12
"""A start is up to so many days after its order."""

SECOND = 1_000_000
DAY = 86_400 * SECOND
TERMS = (
    '{"cancel_free_minutes": 1440, "late_cancel_percent": 50, "no_show_percent": 100,'
    ' "refund_unused": true, "refund_cancelled": true, "commission_basis_points": 1000,'
    ' "valid_days": 30, "auto_confirm": true, "confirm_minutes": 60, "zone": "UTC"}'
)
PLACED = "state NOT IN ('held', 'lapsed')"


@dataclass(frozen=True)
class Past:
    """So many orders in the two years before `now`, evenly."""

    orders: int
    now: datetime
    dialect: str

    @property
    def shops(self) -> int:
        """Each has a table that is booked by the hour, and a card of three uses."""
        return max(10, self.orders // 10_000)

    @property
    def guests(self) -> int:
        return self.shops + max(50_000, self.orders // 20)

    @property
    def clients(self) -> range:
        """Those of the people who are guests; the others are the shops' staff."""
        return range(self.shops + 1, self.guests + 1)

    def statements(self, *, happened: bool = True) -> dict[str, str]:
        """By the table that each fills or mends; the same town without its past, if nothing happened."""
        texts = TOWN | (HAPPENED if happened else {})
        return {name: self.fitted(text) for name, text in texts.items()}

    def fitted(self, text: str) -> str:
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        names = {
            "NOW": to_microseconds(self.now),
            "BEGIN": to_microseconds(midnight - timedelta(days=DAYS)),
            "STEP": DAYS * DAY // self.orders,
            "ORDERS": self.orders,
            "SHOPS": self.shops,
            "GUESTS": self.guests,
            "CLIENTS": len(self.clients),
            "SLOT_DAYS": DAYS + AHEAD,
            "DAYS": DAYS,
            "DAY": DAY,
            "HOUR": 3_600 * SECOND,
            "TERMS": self.json(f"'{TERMS}'"),
            "NOTHING": self.json("'{}'"),
            "PLACED": PLACED,
        }
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(f"<{name}>", str(names[name]))
        return text

    def json(self, text: str) -> str:
        return f"CAST({text} AS JSONB)" if self.dialect == "postgresql" else text
