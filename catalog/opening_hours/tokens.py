"""The words of an opening_hours text, spelt as the syntax has them however people wrote them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SUN = frozenset({"dawn", "sunrise", "sunset", "dusk"})
STATES = {"open": "open", "closed": "off", "off": "off", "unknown": "unknown"}
SIGNS = {"to": "-", "until": "-", "till": "-", "bis": "-", "and": ",", "und": ","}
SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "di": 1, "mi": 2, "do": 3, "so": 6}
DAILY = frozenset({"daily", "everyday", "täglich"})
CLOCK_UNITS = frozenset({"uhr", "h"})
"""Stand behind a time and add nothing to it."""

TOKEN = re.compile(
    r"""
    (?P<quoted>"[^"]*") | (?P<always>24/7) | (?P<time>\d{1,2}[:.h]\d{2}(?!\d)) | (?P<number>\d+)
    | (?P<half>[ap]\.\s?m\b\.?) | (?P<word>[^\W\d_]+)\.? | (?P<sign>\|\||[;,:+/()\[\]&-]) | (?P<space>\s+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~〜～"), "-") | dict.fromkeys(map(ord, "、，"), ",")
NOON = 12 * 60


class UnreadableHours(Exception):
    """The text is no opening hours, or says them in a way that nobody can be sure of."""

    def __init__(self, text: str, place: int = 0) -> None:
        super().__init__(text, place)
        self.text = text
        self.place = place


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is one of weekday, month, time, number, sun, state, comment, word, or a sign."""

    kind: str
    value: int = 0
    text: str = ""


def tokens(text: str) -> list[Token]:
    """Raises UnreadableHours where a character has no meaning."""
    return list(with_noon(spelt(text), text))


def spelt(text: str) -> Iterator[Token]:
    for part in re.split(r'("[^"]*")', text):
        if part.startswith('"') and len(part) > 1:
            yield Token("comment", text=part.strip('"').strip())
        else:
            yield from plain(unicodedata.normalize("NFKC", part.translate(DASHES)))


def plain(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None or found.lastgroup == "quoted":
            raise UnreadableHours(text, place)
        place = found.end()
        if found.lastgroup != "space":
            yield from token(str(found.lastgroup), found[found.lastgroup or 0])


def token(kind: str, text: str) -> Iterator[Token]:
    if kind == "word" and text.lower() in DAILY:
        yield from (Token("weekday", 0), Token("-"), Token("weekday", 6))
    elif kind != "word" or text.lower() not in CLOCK_UNITS:
        yield single(kind, text)


def single(kind: str, text: str) -> Token:
    if kind == "time":
        hour, minute = re.split("[:.h]", text)
        if int(hour) > 48 or int(minute) > 59:
            raise UnreadableHours(text)
        return Token("time", int(hour) * 60 + int(minute))
    if kind == "number":
        return Token("number", int(text[:9]), text)
    if kind == "half":
        return Token("word", text=f"{text[0].lower()}m")
    if kind == "word":
        return word(text.lower())
    return Token("," if text == "&" else text)


def word(text: str) -> Token:
    weekday = SHORT.get(text, begins_with(text, WEEKDAYS, 2))
    if weekday is not None:
        return Token("weekday", weekday)
    month = begins_with(text, MONTHS, 3)
    if month is not None:
        return Token("month", month + 1)
    if text in SUN:
        return Token("sun", text=text)
    if text in STATES:
        return Token("state", text=STATES[text])
    return Token(SIGNS.get(text, "word"), text=text)


def begins_with(text: str, names: tuple[str, ...], shortest: int) -> int | None:
    """Which name this is: its first two letters, its first three, or the whole; `Sept` too."""
    short = text.removesuffix("s") if len(text) > 6 else text
    lengths = {shortest, 3, 4} if shortest == 3 else {shortest, 3}
    for index, name in enumerate(names):
        if short == name or (len(text) in lengths and name.startswith(text)):
            return index
    return None


def with_noon(found: Iterable[Token], text: str) -> Iterator[Token]:
    """Times with am or pm as the clock of twenty-four hours has them."""
    row = list(found)
    for index, each in enumerate(row):
        following = row[index + 1] if index + 1 < len(row) else Token("")
        if following.kind == "word" and following.text in {"am", "pm"} and is_clock(each):
            yield Token("time", on_day(each, following.text, text))
        elif each.kind != "word" or each.text not in {"am", "pm"}:
            yield undoubted(each, row[index + 1 : index + 4], text)


def is_clock(each: Token) -> bool:
    return each.kind in {"time", "number"}


def on_day(clock: Token, half: str, text: str) -> int:
    minutes = clock.value if clock.kind == "time" else clock.value * 60
    if minutes >= NOON + 60:
        raise UnreadableHours(text)
    return minutes % NOON + (NOON if half == "pm" else 0)


def undoubted(first: Token, following: list[Token], text: str) -> Token:
    """The start of `1-5pm` may be of either half of the day; that of `9-5pm` is not."""
    if not is_clock(first) or [each.kind for each in following[:1]] != ["-"]:
        return first
    if len(following) < 3 or following[2].text not in {"am", "pm"} or not is_clock(following[1]):
        return first
    start = first.value if first.kind == "time" else first.value * 60
    end = following[1].value if following[1].kind == "time" else following[1].value * 60
    if following[2].text == "am" or start > end:
        return Token("time", start)
    raise UnreadableHours(text)
