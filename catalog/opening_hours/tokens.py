"""The words of an opening_hours text, spelt as the syntax has them however people wrote them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.opening_hours.names import meanings_of
from catalog.opening_hours.phrases import quoted_words, rewritten

SUN = frozenset({"dawn", "sunrise", "sunset", "dusk"})
STATES = {"open": "open", "closed": "off", "off": "off", "unknown": "unknown"}
TO = "to until till til thru through bis à a às as até al alle tot do до по"
AND = "and und et y e en och og и та"
SIGNS = dict.fromkeys(TO.split(), "-") | dict.fromkeys(AND.split(), ",")
DAILY = frozenset({"daily", "everyday", "täglich"})
FILLERS = frozenset(
    (
        "uhr",
        "h",
        "hs",
        "hrs",
        "uur",
        "klo",
        "von",
        "from",
        "de",
        "des",
        "dalle",
        "das",
        "du",
        "с",
        "з",
    )
)
"""Stand beside a time or a day and add nothing to it."""

TOKEN = re.compile(
    r"""
    (?P<quoted>"[^"]*") | (?P<always>24/7) | (?P<time>\d{1,2}[:.h]\d{2}(?!\d)) | (?P<number>\d+)(?:\.(?![\d\w]))?
    | (?P<half>[ap]\.\s?m\b\.?) | (?P<word>[^\W\d_]+)\.? | (?P<sign>\|\||[;,:+/()\[\]&-]) | (?P<space>\s+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~〜～ー→"), "-") | {
    ord("、"): ",",
    ord("，"): ",",
    ord("；"): ";",
    ord("_"): " ",
}
QUOTED = re.compile(r'("[^"]*")')
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
    return list(with_noon(with_names(list(spelt(text))), text))


def spelt(text: str) -> Iterator[Token]:
    for part in re.split(QUOTED, "".join(map(outside_quotes, re.split(QUOTED, text)))):
        if part.startswith('"') and len(part) > 1:
            yield Token("comment", text=part.strip('"').strip())
        else:
            yield from plain(part, text)


def outside_quotes(part: str) -> str:
    if part.startswith('"') and len(part) > 1:
        return part
    usual = unicodedata.normalize("NFKC", part.translate(DASHES))
    return rewritten(quoted_words(usual))


def plain(part: str, text: str) -> Iterator[Token]:
    place = 0
    while place < len(part):
        found = TOKEN.match(part, place)
        if found is None or found.lastgroup == "quoted":
            raise UnreadableHours(text, place)
        place = found.end()
        if found.lastgroup != "space":
            yield from token(str(found.lastgroup), found[found.lastgroup or 0])


def with_names(found: list[Token]) -> Iterator[Token]:
    """Words that name weekdays and months as what they name; the rest as signs, or nothing."""
    meant = meanings_of(each.text for each in found if each.kind == "word")
    for each in found:
        if each.kind != "word":
            yield each
        elif each.text in meant:
            yield Token(*meant[each.text])
        elif each.text not in FILLERS:
            yield Token(SIGNS.get(each.text, "word"), text=each.text)


def token(kind: str, text: str) -> Iterator[Token]:
    if kind == "word" and text.lower() in DAILY:
        yield from (Token("weekday", 0), Token("-"), Token("weekday", 6))
    else:
        yield single(kind, text)


def single(kind: str, text: str) -> Token:
    if kind == "time":
        hour, minute = re.split("[:.hH]", text)
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
    if text in SUN:
        return Token("sun", text=text)
    if text in STATES:
        return Token("state", text=STATES[text])
    return Token("word", text=text)


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
    minutes = minutes_of(clock)
    if minutes >= NOON + 60:
        if half == "am":
            raise UnreadableHours(text)
        return minutes
    return minutes % NOON + (NOON if half == "pm" else 0)


def undoubted(first: Token, following: list[Token], text: str) -> Token:
    """The start of `1-5pm` may be of either half of the day; that of `9-5pm` is not."""
    if not is_clock(first) or [each.kind for each in following[:1]] != ["-"]:
        return first
    if len(following) < 3 or following[2].text not in {"am", "pm"} or not is_clock(following[1]):
        return first
    start, end = minutes_of(first), minutes_of(following[1])
    if following[2].text == "am" or start > end or end >= NOON + 60:
        return Token("time", start)
    raise UnreadableHours(text)


def minutes_of(clock: Token) -> int:
    return clock.value if clock.kind == "time" else clock.value * 60
