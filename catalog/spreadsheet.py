"""Rows of a CSV file to candidates: one row for each service, a merchant's rows together.

The columns are described in docs/importing.md.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby

from tzfpy import get_tz

from catalog.candidate import Candidate, Offered, Problem, Read, Reason
from catalog.categories import Category
from catalog.cleaning import LONGEST_NAME, LONGEST_TEXT, clean, point_from
from catalog.countries import country_of
from catalog.folding import fold
from catalog.geography import Point
from catalog.geojson import Checked, coordinates
from catalog.places import Named, PlaceKind
from catalog.synonyms import meant

SOURCE = "csv"
NEEDED = frozenset({"name", "latitude", "longitude"})
DELIMITERS = ",;\t"
NO_MINOR = frozenset(
    {"CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF", "XTR"}
)
THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
DEAREST = 10**9
LONGEST_DURATION = 1440
MOST_SEATS = 1000

Row = Mapping[str, str]
Takes = Callable[[str], bool]
"""Whether people can pay in a currency: not the catalogue, but the channel knows that."""


def any_currency(_currency: str) -> bool:
    return True


def read_rows(lines: Iterable[str], takes: Takes) -> Iterator[Read]:
    """Candidates and problems, in the order of the file, without keeping it."""
    rest = iter(lines)
    header = next(rest, "")
    delimiter = max(DELIMITERS, key=header.count)
    columns = [each.strip().lower() for each in next(csv.reader([header], delimiter=delimiter), [])]
    missing = sorted(NEEDED - set(columns))
    if missing:
        yield from (Problem("1", "", Reason.MISSING_COLUMN, column) for column in missing)
        return
    reader = csv.reader(rest, delimiter=delimiter)
    try:
        for key, rows in groupby(numbered(reader, columns), key=lambda row: identity(row[1])):
            yield candidate(key, list(rows), takes)
    except csv.Error as error:
        yield Problem(str(reader.line_num + 1), "", Reason.UNREADABLE, str(error))


def numbered(reader: Iterable[list[str]], columns: list[str]) -> Iterator[tuple[int, Row]]:
    """Each row with its number as a spreadsheet shows it; empty ones are left out."""
    for number, cells in enumerate(reader, 2):
        if any(cells):
            yield number, dict(zip(columns, cells, strict=False))


def identity(row: Row) -> str:
    """What the rows of one merchant share."""
    given = clean(row.get("id"), 80)
    return given or f"{fold(row.get('name', ''))[:40]}@{coordinates(place(row))}"


def place(row: Row) -> Point | None:
    return point_from(row.get("latitude"), row.get("longitude"))


def candidate(key: str, rows: list[tuple[int, Row]], takes: Takes) -> Read:
    (number, first), *_ = rows
    name, point = clean(first.get("name"), LONGEST_NAME), place(first)
    if not name:
        return Problem(str(number), "", Reason.NO_NAME)
    if point is None:
        return Problem(str(number), name, Reason.BAD_COORDINATES)
    zone = get_tz(point.longitude, point.latitude)
    checked = CheckedRow(str(number), name)
    return Candidate(
        source=SOURCE,
        source_id=key,
        attribution=clean(first.get("attribution")) or None,
        name=name,
        description=clean(first.get("description")),
        keywords=clean(first.get("keywords")) or None,
        category=checked.category(first),
        point=point,
        zone=zone,
        address=clean(first.get("address"), LONGEST_NAME),
        phone=checked.phone(first, country_of(zone)),
        website=checked.website(first),
        opening_hours=checked.hours(first),
        offered=tuple(checked.services(rows, takes)),
        named=tuple(places_of(first)),
        problems=tuple(checked.problems),
    )


def places_of(row: Row) -> Iterator[Named]:
    town, district = (clean(row.get(key), LONGEST_NAME) for key in ("town", "district"))
    if town:
        yield Named(PlaceKind.TOWN, town)
    if district:
        yield Named(PlaceKind.DISTRICT, district, town)


class CheckedRow(Checked):
    """Also what only a spreadsheet has: a category by any of its names, and services."""

    def category(self, row: Row) -> Category:
        text = clean(row.get("category"), LONGEST_NAME)
        if text in set(Category):
            return Category(text)
        kinds = sorted(meant(text))
        if text and not kinds:
            self.refuse(Reason.BAD_CATEGORY, text)
        return kinds[0] if kinds else Category.OTHER

    def services(self, rows: list[tuple[int, Row]], takes: Takes) -> Iterator[Offered]:
        for number, row in rows:
            if not clean(row.get("service")):
                continue
            try:
                service = offered(row)
            except (ValueError, InvalidOperation):
                self.leave_out(number, Reason.BAD_SERVICE, " ".join(map(str, row.values())))
                continue
            if service.price and not takes(service.currency):
                self.leave_out(number, Reason.BAD_CURRENCY, f"{service.name} {service.currency}")
            else:
                yield service

    def leave_out(self, number: int, reason: Reason, text: str) -> None:
        self.problems.append(Problem(str(number), self.name, reason, clean(text)))


def offered(row: Row) -> Offered:
    """Raises ValueError or InvalidOperation for what makes no sense."""
    currency = clean(row.get("currency"), 3).upper()
    if len(currency) != 3 or not currency.isalpha():
        raise ValueError(currency)
    return Offered(
        name=clean(row.get("service"), LONGEST_NAME),
        price=minor_units(row.get("price", ""), currency),
        currency=currency,
        duration_minutes=whole(row.get("minutes", ""), LONGEST_DURATION),
        capacity=whole(row.get("capacity", ""), MOST_SEATS) or 1,
        description=clean(row.get("service_description"), LONGEST_TEXT),
    )


def minor_units(text: str, currency: str) -> int:
    """`35`, `35.50` and `35,50` as cents; a finer price than the currency has is refused."""
    digits = 0 if currency in NO_MINOR else 3 if currency in THREE_DIGITS else 2
    price = Decimal(text.strip().replace(",", ".")) * 10**digits
    if not 0 <= price < DEAREST or price != int(price):
        raise ValueError(text)
    return int(price)


def whole(text: str, most: int) -> int | None:
    """None for an empty cell."""
    if not text.strip():
        return None
    number = int(text)
    if not 0 < number <= most:
        raise ValueError(text)
    return number
