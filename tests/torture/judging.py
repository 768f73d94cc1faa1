"""Every judge in turn; an empty list means that nothing was lost and nothing done twice."""

import json
from collections.abc import Iterator
from typing import Any

from tests.torture import judging_counter, judging_menu, judging_money, judging_news, judging_seats
from tests.torture.case import Case

UNFORGIVABLE = frozenset({"a turn failed", "a payment is parked", "a message failed"})


def judge(case: Case) -> list[str]:
    return [
        *judging_money.judge(case),
        *judging_seats.judge(case),
        *judging_menu.judge(case),
        *judging_counter.judge(case),
        *judging_news.judge(case),
        *logged(case),
    ]


def logged(case: Case) -> Iterator[str]:
    """A broken line and a kill are no excuse for these."""
    for line in (case.market.town.folder / "log").read_text(errors="replace").splitlines():
        for entry in entries(line):
            if entry.get("event") in UNFORGIVABLE:
                yield f"logged: {entry}"


def entries(line: str) -> Iterator[dict[str, Any]]:
    """Who is killed while writing leaves a torn line, and the next one goes on in it."""
    while (begin := line.find("{")) >= 0:
        line = line[begin:]
        try:
            entry, end = json.JSONDecoder().raw_decode(line)
            yield entry
        except ValueError:
            end = 1
        line = line[end:]
