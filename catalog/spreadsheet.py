"""Rows of a CSV file to candidates: one row for each service, a merchant's rows together.

The columns are described in docs/importing.md.
"""

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import TextIO

from tzfpy import get_tz

from catalog.amounts import Amounts
from catalog.candidate import Candidate, Offered, Problem, Read, Reason
from catalog.categories import Category
from catalog.cleaning import LONGEST_NAME, clean, point_from
from catalog.countries import country_of
from catalog.folding import fold
from catalog.geography import Point
from catalog.geojson import Checked, coordinates
from catalog.places import Named, PlaceKind
from catalog.price_list import PriceList, Row, learn_from
from catalog.synonyms import meant
from database.money import LimitsOf

SOURCE = "csv"
NEEDED = frozenset({"name", "latitude", "longitude"})
DELIMITERS = ",;\t"


def read_rows(text: TextIO, takes: LimitsOf) -> Iterator[Read]:
    """Candidates and problems, in the order of the file, without keeping it: it is read twice."""
    columns, delimiter = heading(text)
    missing = sorted(NEEDED - set(columns))
    if missing:
        yield from (Problem("1", "", Reason.MISSING_COLUMN, column) for column in missing)
        return
    prices = PriceList(custom_of(text, columns, delimiter), takes)
    text.seek(0)
    heading(text)
    reader = csv.reader(text, delimiter=delimiter)
    try:
        for key, rows in groupby(numbered(reader, columns), key=lambda row: identity(row[1])):
            yield candidate(key, list(rows), prices)
    except csv.Error as error:
        yield Problem(str(reader.line_num + 1), "", Reason.UNREADABLE, str(error))


def heading(text: TextIO) -> tuple[list[str], str]:
    """The columns that the first line names, and what separates them."""
    header = next(text, "")
    delimiter = max(DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    return [each.strip().lower() for each in names], delimiter


def custom_of(text: TextIO, columns: list[str], delimiter: str) -> Amounts:
    """How the rest of the file writes amounts, as far as it can be read."""
    amounts = Amounts()
    with suppress(csv.Error, EOFError, zlib.error, gzip.BadGzipFile):
        learn_from(amounts, numbered(csv.reader(text, delimiter=delimiter), columns))
    return amounts


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


def candidate(key: str, rows: list[tuple[int, Row]], prices: PriceList) -> Read:
    (number, first), *_ = rows
    name, point = clean(first.get("name"), LONGEST_NAME), place(first)
    if not name:
        return Problem(str(number), "", Reason.NO_NAME)
    if point is None:
        return Problem(str(number), name, Reason.BAD_COORDINATES)
    zone = get_tz(point.longitude, point.latitude)
    checked = CheckedRow(str(number), name)
    listed = list(prices.services(rows, name))
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
        offered=tuple(each for each in listed if isinstance(each, Offered)),
        named=tuple(places_of(first)),
        problems=(*checked.problems, *(each for each in listed if isinstance(each, Problem))),
    )


def places_of(row: Row) -> Iterator[Named]:
    town, district = (clean(row.get(key), LONGEST_NAME) for key in ("town", "district"))
    if town:
        yield Named(PlaceKind.TOWN, town)
    if district:
        yield Named(PlaceKind.DISTRICT, district, town)


class CheckedRow(Checked):
    """Also what only a spreadsheet has: a category by any of its names."""

    def category(self, row: Row) -> Category:
        text = clean(row.get("category"), LONGEST_NAME)
        if text in set(Category):
            return Category(text)
        kinds = sorted(meant(text))
        if text and not kinds:
            self.refuse(Reason.BAD_CATEGORY, text)
        return kinds[0] if kinds else Category.OTHER
