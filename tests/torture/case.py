"""What the judges look at: the database by plain SQL, the sandbox's charges, what was sent."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from sandbox.invoices import Payment
from tests.torture.market import Market
from tests.torture.witness import Sent

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """`blows` are the moments of kills and of jumps of the clock; `words` those of promotions."""

    market: Market
    connection: Connection
    blows: list[float]
    words: Sequence[str]

    def rows(self, query: str) -> list[Row]:
        return [dict(row) for row in self.connection.execute(text(query)).mappings()]

    def charges(self) -> list[Payment]:
        return list(self.market.sandbox.invoices.payments.values())

    def people(self) -> dict[int, int]:
        """Whom the sandbox knows by which number, by ours."""
        found = self.rows("SELECT person_id, channel_user FROM identities")
        return {row["person_id"]: int(row["channel_user"]) for row in found}

    def sent_to(self) -> dict[int, list[Sent]]:
        chats: dict[int, list[Sent]] = defaultdict(list)
        for sent in self.market.witness.sent:
            chats[sent.chat].append(sent)
        return chats

    def is_too_often(self, sent: Sequence[Sent], promised: int) -> bool:
        """Whether it was sent oftener than promised, unknown outcomes allowed for."""
        doubtful = sum(one.is_doubtful(self.blows) for one in sent)
        return len(sent) > promised + doubtful

    def told(self, sent: Sequence[Sent]) -> str:
        """When it was sent, in seconds before or after the nearest blow, and how it began."""
        nearest = [
            min((one.began - blow for blow in self.blows), key=abs, default=0) for one in sent
        ]
        lines = (
            f"\n    {one.began:.2f} ({gap:+.2f}{' no answer' * one.answer_lost}) {one.text[:60]!r}"
            for one, gap in zip(sent, nearest, strict=True)
        )
        return "".join(lines)


COUNTED = {
    "charges": "SELECT COUNT(*) FROM payments WHERE state = 'captured'",
    "codes": "SELECT COUNT(*) FROM vouchers",
    "redemptions": "SELECT COUNT(*) FROM redemptions",
    "refunds": "SELECT COUNT(*) FROM refunds",
    "moved": "SELECT COUNT(*) FROM order_history WHERE reason = 'rescheduled'",
    "declined": "SELECT COUNT(*) FROM orders WHERE state = 'declined'",
    "menus": "SELECT COUNT(*) FROM vouchers v JOIN orders o ON o.id = v.order_id WHERE o.fulfilment IN ('pickup', 'table', 'delivery')",
    "brought": "SELECT COUNT(*) FROM deliveries WHERE state = 'handed_over'",
    "deliveries": "SELECT COUNT(*) FROM deliveries",
    "taken over": "SELECT COUNT(*) FROM order_lines WHERE taken_from IS NOT NULL",
    "bills": "SELECT COUNT(*) FROM bills WHERE paid_at IS NOT NULL",
    "lines back": "SELECT COUNT(*) FROM line_refunds",
    "replaced": "SELECT COUNT(*) FROM line_replacements WHERE state = 'accepted'",
    "receipts": "SELECT COUNT(*) FROM receipts",
    "promotions": "SELECT COUNT(*) FROM campaign_recipients",
}


def counted(connection: Connection) -> str:
    """How much happened, in one line."""
    numbers = (
        f"{connection.execute(text(query)).scalar_one()} {name}" for name, query in COUNTED.items()
    )
    return ", ".join(numbers)
