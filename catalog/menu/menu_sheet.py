"""Rows of a spreadsheet as items of menus; a row that cannot be taken whole is not taken.

The columns are described in docs/importing.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TextIO

from catalog.amounts import Amounts, NoAmount, TwoReadings
from catalog.candidate import Problem, Reason
from catalog.cleaning import clean
from catalog.errors import FieldRefused, HoursUnclear
from catalog.menu import option_text, sections
from catalog.menu.item_fields import ITEM_BOUNDS, LONGEST_NAME, ItemField, ItemKind
from catalog.menu.item_values import value_of
from catalog.menu.sections import Served, served_of
from catalog.picturing import Sent
from catalog.price_list import currency_of
from catalog.rows import BrokenRow, Row, Sheet, rows_only
from catalog.spreadsheet import identity, is_lost, place
from database.money import LimitsOf, in_digits

NEEDED = frozenset({"section", "item", "price"})
ONLY_HERE = frozenset({"section", "item"})
"""By which a menu is known."""

WHOSE = frozenset({"id", "name", "latitude", "longitude", "address"})
BESIDE = frozenset({"currency", "hours", "photo"})

F = ItemField
COLUMNS: Mapping[ItemField, tuple[str, Reason]] = MappingProxyType(
    {
        F.DESCRIPTION: ("description", Reason.TOO_LONG),
        F.OPTIONS: ("options", Reason.BAD_OPTIONS),
        F.DIETS: ("diets", Reason.BAD_MARK),
        F.ALLERGENS: ("allergens", Reason.BAD_MARK),
        F.STOCK: ("stock", Reason.BAD_NUMBER),
        F.TAX: ("tax", Reason.BAD_NUMBER),
    }
)
"""What a menu may say of an item beside its price, and why it is refused."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as its row says it: of whose menu, at which address, in which section.

    `values` has what the file has columns for. Hours are None for the whole day. `photo` names a file beside
    this one, `sent` is that picture once it was read.
    """

    number: int
    merchant: str
    address: str
    section: str
    name: str
    currency: str
    values: Mapping[ItemField, Any]
    served: Served = None
    says_hours: bool = False
    photo: str = ""
    sent: Sent | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.section.casefold(), self.name.casefold()


class NoItem(ValueError):
    """A row that cannot be taken."""

    def __init__(self, reason: Reason, what: str) -> None:
        super().__init__(reason, what)
        self.reason = reason
        self.what = what


@dataclass(slots=True)
class Known:
    """What the rows before said, of which one leaves out what it repeats."""

    section: str = ""
    keys: set[tuple[str, str]] = field(default_factory=set)
    hours: dict[str, Served] = field(default_factory=dict)


@dataclass(slots=True)
class MenuSheet:
    """The items of one file; `takes` says what people can pay at once."""

    takes: LimitsOf
    currency: str
    amounts: Amounts = field(default_factory=Amounts)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def rows(self, text: TextIO) -> Iterator[ItemRow | Problem]:
        """In the order of the file, which is read twice: first for how it writes amounts."""
        sheet = Sheet.at_the_top_of(text)
        wrong = list(wrong_columns(sheet))
        if wrong:
            yield from wrong
            return
        yield from unknown_columns(sheet)
        for _, row in rows_only(sheet.rows(text, is_row)):
            self._notice(row)
        text.seek(0)
        Sheet.at_the_top_of(text)
        for each in sheet.rows(text, is_row):
            if isinstance(each, BrokenRow):
                yield Problem(str(each.number), "", each.reason, clean(each.text))
            elif is_lost(each):
                what = clean(" ".join(each[1].values()))
                yield Problem(str(each[0]), "", Reason.BAD_LETTERS, what)
            else:
                yield self._read(*each)

    def _notice(self, row: Row) -> None:
        currency = self._currency(row)
        self.amounts.notice(row.get("price", ""), currency)
        option_text.notice(row.get("options", ""), currency, self.amounts)

    def _read(self, number: int, row: Row) -> ItemRow | Problem:
        try:
            return self._item(number, row)
        except NoItem as error:
            name = clean(row.get("item"), LONGEST_NAME)
            return Problem(str(number), name, error.reason, clean(error.what))

    def _item(self, number: int, row: Row) -> ItemRow:
        merchant, address = whose(row), clean(row.get("address"))
        known = self.known.setdefault((merchant, address), Known())
        section = named(row, "section", sections.LONGEST_NAME) or known.section
        if not section:
            raise NoItem(Reason.NO_SECTION, row.get("item", ""))
        known.section = section
        name = named(row, "item", LONGEST_NAME)
        if not name:
            raise NoItem(Reason.NO_NAME, section)
        key = (section.casefold(), name.casefold())
        if key in known.keys:
            raise NoItem(Reason.DOUBLE_ITEM, f"{section}: {name}")
        known.keys.add(key)
        currency = self._currency(row)
        price, others = self._price(row, currency), dict(self._others(row, currency))
        values = {F.NAME: name, F.PRICE: price} | others
        if price + option_text.cheapest(others.get(F.OPTIONS, ())) < 0:
            raise NoItem(Reason.BAD_OPTIONS, f"less than nothing: {row['options']}")
        served, says = self._served(row, known, key[0])
        photo = row.get("photo", "").strip()
        given = (number, merchant, address, section, name, currency, values, served, says)
        return ItemRow(*given, photo=photo)

    def _currency(self, row: Row) -> str:
        return currency_of(row) or self.currency

    def _price(self, row: Row, currency: str) -> int:
        text = row.get("price", "")
        if len(currency) != 3 or not currency.isalpha():
            raise NoItem(Reason.BAD_CURRENCY, currency)
        try:
            price = self.amounts.read(text, currency)
        except NoAmount:
            raise NoItem(Reason.BAD_PRICE, f"{text} {currency}") from None
        except TwoReadings as error:
            ways = " / ".join(error.readings)
            raise NoItem(Reason.UNCLEAR_PRICE, f"{text} {currency}: {ways}") from None
        self._check_payable(price, currency)
        return price

    def _check_payable(self, price: int, currency: str) -> None:
        """An item may cost less than a payment: others stand beside it."""
        limits = self.takes(currency)
        if limits is None and price:
            raise NoItem(Reason.BAD_CURRENCY, currency)
        if limits is not None and price > limits.most:
            asked, most = (in_digits(each, currency) for each in (price, limits.most))
            raise NoItem(Reason.UNPAYABLE_PRICE, f"{asked} {currency}: 0–{most}")

    def _others(self, row: Row, currency: str) -> Iterator[tuple[ItemField, Any]]:
        for each, (column, reason) in COLUMNS.items():
            if column not in row:
                continue
            text = row[column]
            if ITEM_BOUNDS[each].kind is ItemKind.OPTIONS:
                yield each, self._options(text, currency)
                continue
            try:
                yield each, value_of(0, each, text, currency)
            except FieldRefused:
                raise NoItem(reason, f"{column} {text}") from None

    def _options(self, text: str, currency: str) -> tuple[option_text.GroupWanted, ...]:
        try:
            return option_text.read(text, currency, self.amounts)
        except option_text.NoOptions as error:
            fault = error.fault.value.replace("_", " ")
            raise NoItem(Reason.BAD_OPTIONS, f"{fault}: {error.part}") from None

    def _served(self, row: Row, known: Known, section: str) -> tuple[Served, bool]:
        """The hours of its section, which the first of its rows says."""
        text = row.get("hours", "")
        if text.strip():
            try:
                served = served_of(0, text)
            except (FieldRefused, HoursUnclear):
                raise NoItem(Reason.BAD_SERVED, text) from None
            if known.hours.setdefault(section, served) != served:
                raise NoItem(Reason.BAD_SERVED, text)
        return known.hours.get(section), "hours" in row


def is_menu(columns: tuple[str, ...]) -> bool:
    """Whether a spreadsheet with these columns is one."""
    return set(columns) >= ONLY_HERE


def wrong_columns(sheet: Sheet) -> Iterator[Problem]:
    for column in sorted(NEEDED - set(sheet.columns)):
        yield Problem("1", "", Reason.MISSING_COLUMN, column)
    for column in sheet.named_twice:
        yield Problem("1", "", Reason.DOUBLE_COLUMN, column)


def unknown_columns(sheet: Sheet) -> Iterator[Problem]:
    """Those of which nothing is read, so that nobody waits for what they say."""
    known = NEEDED | WHOSE | BESIDE | {column for column, _ in COLUMNS.values()}
    for column in sheet.columns:
        if column and column not in known:
            yield Problem("1", "", Reason.UNKNOWN_COLUMN, clean(column))


def is_row(row: Row) -> bool:
    """Where a quote was never closed, the next row is one that has all that is needed."""
    return all(row.get(each, "").strip() for each in NEEDED)


def whose(row: Row) -> str:
    """The id of a merchant as merchants are imported by; NoItem where the row does not say."""
    given = clean(row.get("id"), 80)
    if given:
        return given
    if place(row) is None or not clean(row.get("name")):
        raise NoItem(Reason.UNKNOWN_PLACE, clean(row.get("name")))
    return identity(row)


def named(row: Row, column: str, longest: int) -> str:
    name = clean(row.get(column), 8 * longest)
    if len(name) > longest:
        raise NoItem(Reason.TOO_LONG, f"{column} {name}")
    return name
