"""Options as one line of text, in a file, a chat or a form: read, or told what of it cannot be.

    Milk (1): whole* | oat +0.60; Extras (0-3): extra shot +0.90 | syrup +0.50

The grammar is described in docs/importing.md.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog.amount_signs import names_currency
from catalog.amounts import Amounts, NoAmount, TwoReadings
from catalog.cleaning import clean
from catalog.menu.choices import Group, Option
from database.money import in_digits

MOST_GROUPS = 10
MOST_OPTIONS = 40
"""Of one item; what was chosen has to fit a button."""

MOST_OF_GROUP = 20
LONGEST = 40
LONGEST_TEXT = 2000
ASCII = str.maketrans("：；（）｜＋－−–＊［］؛", ":;()|+---*[];")
BETWEEN_GROUPS = re.compile(r"[;\n]")
BETWEEN_OPTIONS = re.compile(r",\s+|[，、،]")
"""Where no bar stands between them; a comma within an amount has no space behind it."""

NAMED = re.compile(
    r"(?P<name>.*?)\s*(?:[(\[]\s*(?P<least>\d+)(?:\s*-\s*(?P<most>\d+))?\s*[)\]])?\Z"
)
PRICED = re.compile(
    r"(?P<name>.*?)"
    r"(?:\s*(?P<sign>(?<=\s)[+-]|\+)\s*(?P<amount>(?P<before>[^\d*+]{0,8}?)\d[^*+]*))?\Z"
)


class Fault(StrEnum):
    """What is wrong with a part of the text."""

    NO_NAME = "no_name"
    NO_OPTIONS = "no_options"
    BAD_COUNTS = "bad_counts"
    BAD_PRICE = "bad_price"
    UNCLEAR_PRICE = "unclear_price"
    TWICE = "twice"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_MANY_DEFAULTS = "too_many_defaults"
    BELOW_ZERO = "below_zero"  # together with the price of an item


class NoOptions(ValueError):
    """The text cannot be read: `part` of it, and why."""

    def __init__(self, fault: Fault, part: str) -> None:
        super().__init__(fault, part)
        self.fault = fault
        self.part = part


@dataclass(frozen=True, slots=True)
class OptionWanted:
    """An option as it is written; the difference in minor units."""

    name: str
    price_difference: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class GroupWanted:
    """A group as it is written."""

    name: str
    least: int
    most: int
    options: tuple[OptionWanted, ...]


def read(text: str, currency: str, amounts: Amounts | None = None) -> tuple[GroupWanted, ...]:
    """The groups; none of an empty text. Raises NoOptions."""
    if len(text) > LONGEST_TEXT:
        raise NoOptions(Fault.TOO_LONG, clean(text, LONGEST))
    parts = BETWEEN_GROUPS.split(text.translate(ASCII))
    known = amounts or Amounts()
    groups = tuple(_group(each.strip(), currency, known) for each in parts if each.strip())
    _check_names((each.name for each in groups), text)
    if len(groups) > MOST_GROUPS or sum(len(each.options) for each in groups) > MOST_OPTIONS:
        raise NoOptions(Fault.TOO_MANY, clean(text, LONGEST))
    return groups


def notice(text: str, currency: str, amounts: Amounts) -> None:
    """Learns how a file writes amounts, before any is read."""
    for match in re.finditer(r"[+-]\s*(\d[\d.,' ]*)", text.translate(ASCII)):
        amounts.notice(match[1].strip(" .,"), currency)


def written(groups: Sequence[Group | GroupWanted], currency: str) -> str:
    """The text of which `read` makes the same."""
    return "; ".join(
        f"{each.name} ({_counts(each)}): "
        + " | ".join(_option_text(option, currency) for option in each.options)
        for each in groups
    )


def cheapest(groups: Sequence[Group | GroupWanted]) -> int:
    """What the cheapest choice adds to the price, or takes off it, in minor units."""
    return sum(map(_cheapest, groups))


def _cheapest(group: Group | GroupWanted) -> int:
    differences = sorted(each.price_difference for each in group.options)
    needed, more = differences[: group.least], differences[group.least : group.most]
    return sum(needed) + sum(each for each in more if each < 0)


def _counts(group: Group | GroupWanted) -> str:
    return str(group.most) if group.least == group.most else f"{group.least}-{group.most}"


def _option_text(option: Option | OptionWanted, currency: str) -> str:
    difference = option.price_difference
    sign = "+" if difference > 0 else "-"
    price = f" {sign}{in_digits(abs(difference), currency)}" if difference else ""
    return f"{option.name}{price}{'*' if option.is_default else ''}"


def _group(part: str, currency: str, amounts: Amounts) -> GroupWanted:
    head, colon, rest = part.partition(":")
    if not colon:
        raise NoOptions(Fault.NO_OPTIONS, part)
    matched = NAMED.match(head.strip())
    assert matched is not None, head
    name = _name(matched["name"], part)
    pieces = rest.split("|") if "|" in rest else BETWEEN_OPTIONS.split(rest)
    options = tuple(_option(each.strip(), currency, amounts) for each in pieces if each.strip())
    if not options:
        raise NoOptions(Fault.NO_OPTIONS, part)
    _check_names((each.name for each in options), part)
    least, most = _bounds(matched, part, len(options))
    if sum(each.is_default for each in options) > most:
        raise NoOptions(Fault.TOO_MANY_DEFAULTS, part)
    return GroupWanted(name, least, most, options)


def _bounds(matched: re.Match[str], part: str, options: int) -> tuple[int, int]:
    """Without counts one is chosen, and must be."""
    least = _count(matched["least"], 1)
    most = _count(matched["most"], least)
    if not 0 < most <= MOST_OF_GROUP or least > min(most, options):
        raise NoOptions(Fault.BAD_COUNTS, part)
    return least, most


def _count(digits: str | None, otherwise: int) -> int:
    """A number so long that nobody counts so far is too large, whatever it is."""
    if digits is None:
        return otherwise
    return int(digits) if len(digits) <= len(str(MOST_OF_GROUP)) else MOST_OF_GROUP + 1


def _option(part: str, currency: str, amounts: Amounts) -> OptionWanted:
    plain = part.rstrip("* ")
    matched = PRICED.match(plain)
    assert matched is not None, plain
    priced = matched["amount"] is not None and _begins_an_amount(matched["before"], currency)
    name = matched["name"].rstrip() if priced else plain
    if any(unicodedata.category(each) == "Sc" for each in name):
        raise NoOptions(Fault.BAD_PRICE, part)  # meant as one, and nobody would pay it
    is_default = part.endswith("*") or name.endswith("*")
    difference = _difference(matched, part, currency, amounts) if priced else 0
    return OptionWanted(_name(name.rstrip("* "), part), difference, is_default)


def _begins_an_amount(before: str, currency: str) -> bool:
    """Not what has letters that name no money: a vitamin +B12."""
    return not any(map(str.isalpha, before)) or names_currency(before.rstrip(" .,٫"), currency)


def _difference(matched: re.Match[str], part: str, currency: str, amounts: Amounts) -> int:
    try:
        amount = amounts.read(matched["amount"].strip(), currency)
    except NoAmount:
        raise NoOptions(Fault.BAD_PRICE, part) from None
    except TwoReadings:
        raise NoOptions(Fault.UNCLEAR_PRICE, part) from None
    return -amount if matched["sign"] == "-" else amount


def _name(text: str, part: str) -> str:
    name = clean(text, 8 * LONGEST)
    if not name:
        raise NoOptions(Fault.NO_NAME, part)
    if len(name) > LONGEST:
        raise NoOptions(Fault.TOO_LONG, part)
    return name


def _check_names(names: Iterable[str], part: str) -> None:
    folded = [each.casefold() for each in names]
    if len(set(folded)) < len(folded):
        raise NoOptions(Fault.TWICE, clean(part, 2 * LONGEST))
