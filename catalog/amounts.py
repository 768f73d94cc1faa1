"""Amounts as people write them in spreadsheets: read where there is one reading, refused elsewhere.

`1,200` is twelve hundred to some and one and a fifth to others. What the currency cannot tell, the
unambiguous amounts of the same file do: where `1.234,50` stands, a comma begins the cents.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.amount_signs import FREE, names_currency, plain
from database.money import minor_exponent

LARGEST = 10**12
"""No invoice has more digits, in minor units."""

LONGEST = 40
WRITTEN = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d.,' ٫٬]*\d)?)(?P<after>\D*)\Z")
SEPARATED = re.compile(r"([.,' ٫٬])")
NO_CENTS = re.compile(r"[.,:]-{1,2}")
"""`35,-` and `35.--` say that there are no cents."""

DECIMAL = frozenset(".,٫")
GROUPING = frozenset(".,' ٬")
TURNED = {".": ",", ",": "."}
IN_LAKHS = frozenset({"BDT", "INR", "LKR", "NPR", "PKR"})


class NoAmount(ValueError):
    """Not one amount that can be charged: a range, words, less than nothing, too fine, too large."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TwoReadings(ValueError):
    """It may be any of these, written without doubt."""

    def __init__(self, text: str, readings: tuple[str, ...]) -> None:
        super().__init__(text, readings)
        self.text = text
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an amount; `decimal` and `grouping` are the separators it takes for that."""

    value: Decimal
    decimal: str = ""
    grouping: str = ""
    decimals: int = 0

    def minor_units(self, exponent: int) -> int | None:
        """None for what is finer than the currency; cents that it has not may stand as zeros."""
        amount = self.value.scaleb(exponent)
        exact = amount == amount.to_integral_value() and self.decimals <= max(exponent, 2)
        return int(amount) if exact and amount < LARGEST else None


@dataclass(slots=True)
class Custom:
    """How the amounts of one currency are written in one file."""

    decimal: set[str] = field(default_factory=set)
    grouping: set[str] = field(default_factory=set)

    def learn(self, reading: Reading) -> None:
        self.decimal |= {reading.decimal} - {""}
        self.grouping |= {reading.grouping} - {""}

    def groups(self, separator: str) -> bool:
        return separator in self.grouping or TURNED.get(separator) in self.decimal

    def begins_cents(self, separator: str) -> bool:
        return separator in self.decimal or TURNED.get(separator) in self.grouping


class Amounts:
    """The amounts of one file: first `notice` them all, then `read` each."""

    def __init__(self) -> None:
        self._customs: dict[str, Custom] = defaultdict(Custom)

    def notice(self, text: str, currency: str) -> None:
        """Learns from an amount that can be read in one way only."""
        found = readings(text, currency)
        if len(found) == 1 and found[0].minor_units(minor_exponent(currency)) is not None:
            self._customs[currency].learn(found[0])

    def read(self, text: str, currency: str) -> int:
        """The amount in minor units. Raises NoAmount or TwoReadings."""
        found = readings(text, currency)
        if not found:
            raise NoAmount(text)
        chosen = found[0] if len(found) == 1 else self._choose(text, found, currency)
        amount = chosen.minor_units(minor_exponent(currency))
        if amount is None:
            raise NoAmount(text)
        return amount

    def _choose(self, text: str, found: tuple[Reading, ...], currency: str) -> Reading:
        """Three digits behind the only point or comma: thousands, or thousandths."""
        grouped, decimal = found
        custom = self._customs.get(currency, Custom())
        groups = custom.groups(grouped.grouping)
        begins_cents = custom.begins_cents(grouped.grouping)
        exponent = minor_exponent(currency)
        if not begins_cents and (groups or exponent == 0):
            return grouped
        if begins_cents and not groups and exponent == 3:
            return decimal
        raise TwoReadings(text, tuple(written(found, exponent)))


def written(found: tuple[Reading, ...], exponent: int) -> Iterator[str]:
    for each in found:
        cents = each.value.quantize(Decimal(1).scaleb(-exponent))
        if cents == each.value:
            yield f"{cents:f}"


def readings(text: str, currency: str) -> tuple[Reading, ...]:
    """Every way to read it in this currency: none, one, or as thousands and as thousandths."""
    normal = plain(text)
    if normal.casefold() in FREE:
        return (Reading(Decimal(0)),)
    matched = WRITTEN.match(normal) if len(normal) <= LONGEST else None
    if matched is None:
        return ()
    number, before = matched["number"], matched["before"].strip()
    after = NO_CENTS.sub("", matched["after"].strip(), count=1).strip()
    if before and before[-1] in DECIMAL and not names_currency(before, currency):
        before, number = before[:-1].strip(), f"0{before[-1]}{number}"  # .50
    if not all(names_currency(each, currency) for each in (before, after) if each):
        return ()
    return tuple(of_number(number, currency))


def of_number(number: str, currency: str) -> Iterator[Reading]:
    parts = SEPARATED.split(number)
    groups, separators = parts[::2], parts[1::2]
    if not all(groups):
        return
    if not separators:
        yield Reading(Decimal(number))
        return
    if one_kind(separators, GROUPING) and grouped(groups, separators[0], currency):
        yield Reading(Decimal("".join(groups)), grouping=separators[0])
    *before, last = separators
    whole = groups[:-1]
    if last not in DECIMAL or last in before:
        return
    if not before or (one_kind(before, GROUPING) and grouped(whole, before[0], currency)):
        value = Decimal(f"{''.join(whole)}.{groups[-1]}")
        yield Reading(value, last, before[0] if before else "", len(groups[-1]))


def one_kind(separators: list[str], kinds: frozenset[str]) -> bool:
    return len(set(separators)) == 1 and separators[0] in kinds


def grouped(groups: list[str], separator: str, currency: str) -> bool:
    """Thousands, or lakhs and crores where they are counted: 12,34,567."""
    first, *rest = groups
    if first.startswith("0") or not rest:
        return False
    if len(first) <= 3 and all(len(each) == 3 for each in rest):
        return True
    *middle, last = rest
    lakhs = currency in IN_LAKHS and separator == "," and len(first) <= 2 and len(last) == 3
    return lakhs and all(len(each) == 2 for each in middle)
