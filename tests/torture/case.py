"""What the judges look at: the database by plain SQL, the sandbox's charges, what was sent."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
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

    def is_too_often(self, sent: Sequence[Sent], promised: int, *, uncertain: bool = False) -> bool:
        """Whether it was sent oftener than promised, unknown outcomes allowed for.

        What the outbox calls `uncertain` was under way when its program was struck, however long a
        busy machine took to write down that it had left: it may have been sent anew after that.
        """
        doubtful = sum(one.is_doubtful(self.blows) for one in sent)
        if uncertain:
            between = pairwise(sent)
            anew = (
                any(one.began <= blow <= then.began for blow in self.blows) for one, then in between
            )
            doubtful = max(doubtful, sum(anew))
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
