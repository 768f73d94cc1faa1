"""Opening hours as people write them, rewritten so that opening-hours-py reads what they meant."""

import re
from itertools import chain

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = rf"(?:{'|'.join(DAYS)})"
COMMENTS = re.compile(r'\s*"[^"]*"(?:\s*(?:;|,|\|\|)?\s*"[^"]*")*\s*;?\s*\Z')
LOOSE_LIST = re.compile(rf"\b({DAY}|PH|SH)\s*,\s+(?=(?:{DAY}|PH|SH)\b)")
TIME = r"\d{1,2}:\d{2}"
TIMES = rf"{TIME}\s*-\s*{TIME}(?:\s*,\s*{TIME}\s*-\s*{TIME})*"
WEEKDAYS = rf"{DAY}(?:\s*-\s*{DAY})?(?:\s*,\s*{DAY}(?:\s*-\s*{DAY})?)*"
PLAIN_RULE = re.compile(rf"({WEEKDAYS})\s+({TIMES}|off|closed)\Z")
RULES = re.compile(r'\s*;\s*(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
RANGE = re.compile(rf"({TIME})\s*-\s*({TIME})")


def is_comment(text: str) -> bool:
    """Whether the text gives no hours at all, only words in quotes."""
    return COMMENTS.match(text) is not None


def untangled(text: str) -> str:
    """The same hours, in a form that the library does not misread."""
    tight = LOOSE_LIST.sub(r"\1,", text)
    return joined_rules(RULES.split(tight)) if runs_past_midnight(tight) else tight


def runs_past_midnight(text: str) -> bool:
    return any(end.zfill(5) < start.zfill(5) for start, end in RANGE.findall(text))


def joined_rules(rules: list[str]) -> str:
    """Rules for different weekdays joined by a comma, so that none cuts another's night.

    A comma adds to what was said before, a semicolon replaces it: for different weekdays both
    mean the same but after midnight. A weekday off that had no hours anyway is left out.
    """
    written = ""
    seen: set[str] = set()
    plain_before = False
    for rule in filter(None, rules):
        plain = PLAIN_RULE.match(rule)
        days = weekdays(plain[1]) if plain else set()
        apart = plain is not None and plain_before and not days & seen
        seen |= days
        if apart and plain is not None and plain[2] in {"off", "closed"}:
            continue
        written += (", " if apart else "; ") + rule if written else rule
        plain_before = plain is not None
    return written


def weekdays(text: str) -> set[str]:
    return set(chain.from_iterable(map(day_range, re.split(r"\s*,\s*", text))))


def day_range(text: str) -> list[str]:
    first, _, last = (part.strip() for part in text.partition("-"))
    start = DAYS.index(first)
    length = (DAYS.index(last or first) - start) % 7 + 1
    return [DAYS[(start + step) % 7] for step in range(length)]
