"""Every judge in turn; an empty list means that nothing was lost and nothing done twice."""

import json
from collections.abc import Iterator

from tests.torture import judging_money, judging_news, judging_seats
from tests.torture.case import Case

UNFORGIVABLE = frozenset({"a turn failed", "a payment is parked", "a message failed"})


def judge(case: Case) -> list[str]:
    return [
        *judging_money.judge(case),
        *judging_seats.judge(case),
        *judging_news.judge(case),
        *logged(case),
    ]


def logged(case: Case) -> Iterator[str]:
    """A broken line and a kill are no excuse for these."""
    for line in (case.market.town.folder / "log").read_text().splitlines():
        entry = json.loads(line) if line.startswith("{") and line.endswith("}") else {}
        if entry.get("event") in UNFORGIVABLE:
            yield f"logged: {entry}"
