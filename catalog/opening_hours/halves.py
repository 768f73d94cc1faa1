"""Clocks that may be of either half of the day: 9-5 is until the afternoon, or all night."""

import re
from collections.abc import Iterator

from catalog.opening_hours.tokens import NOON, Token, is_clock, minutes_of, spelt, with_names

DIAL = range(60, NOON + 60)
"""What a clock of twelve hours shows."""

DAY = 2 * NOON
OF_TWENTY_FOUR = re.compile(r"(?<![\d:.h])0\d")
"""Whoever writes 09:00 counts the day's hours through."""

Clocks = tuple[int, int]


def either_half(text: str) -> tuple[Clocks, Clocks] | None:
    """The first span that could be meant twice, as by day and as through the night; None of clear ones."""
    row = list(with_names(list(spelt(text))))
    halved = any(each.kind == "word" and each.text in {"am", "pm"} for each in row)
    if halved or OF_TWENTY_FOUR.search(text):
        return None
    before: int | None = None
    for span in typed_spans(row):
        if span is None:
            before = None
        elif all(each in DIAL for each in span):
            if span[1] <= span[0]:
                return (span[0], span[1] + NOON), (span[0], span[1] + DAY)
            if before is not None and span[0] < before:
                return (span[0] % NOON + NOON, span[1] % NOON + NOON), span
            before = span[1]
    return None


def typed_spans(row: list[Token]) -> Iterator[Clocks | None]:
    """Each span as its clocks stand there, and None where other days begin."""
    for index, each in enumerate(row):
        if each.kind in {"weekday", ";"}:
            yield None
        if each.kind == "-" and 0 < index < len(row) - 1:
            first, last = row[index - 1], row[index + 1]
            if is_clock(first) and is_clock(last):
                yield minutes_of(first), minutes_of(last)
