"""Rows of a CSV file to candidates: one row for each service, a merchant's rows together.

The columns are described in docs/importing.md.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

from catalog.candidate import Candidate, Offered, Problem, Read, Reason
from catalog.categories import Category
from catalog.cleaning import LONGEST_NAME, clean, point_from
from catalog.countries import country_of
from catalog.folding import fold
from catalog.gathering import Gathering
from catalog.geography import distance
from catalog.geojson import Checked, coordinates
from catalog.letters import LOST
from catalog.places import Named, PlaceKind
from catalog.price_list import PriceList
from catalog.rows import BrokenRow, Numbered, Row, Sheet, rows_only
from catalog.synonyms import meant
from catalog.zones import zone_at
from database.money import LimitsOf
from database.point import Point

SOURCE = "csv"
NEEDED = frozenset({"name", "latitude", "longitude"})
SAME_PLACE = 200.0
"""Metres within which the rows of one merchant name its place."""


def read_rows(text: TextIO, takes: LimitsOf) -> Iterator[Read]:
    """Candidates and problems, without keeping the file: it is read twice.

    In the order of the file, but a merchant whose rows do not stand together comes with its last.
    """
    sheet = Sheet.at_the_top_of(text)
    wrong = list(wrong_columns(sheet))
    if wrong:
        yield from wrong
        return
    prices, gathering = PriceList(takes), Gathering(identity)
    with suppress(EOFError, zlib.error, gzip.BadGzipFile):
        for _, each in legible(sheet, text):
            prices.notice(each)
            gathering.expect(each)
    text.seek(0)
    Sheet.at_the_top_of(text)
    for row in sheet.rows(text, is_row):
        if isinstance(row, BrokenRow):
            yield Problem(str(row.number), "", row.reason, clean(row.text))
        elif is_lost(row):
            yield Problem(str(row[0]), "", Reason.BAD_LETTERS, clean(" ".join(row[1].values())))
        else:
            yield from (candidate(key, rows, prices) for key, rows in gathering.add(row))
    yield from (candidate(key, rows, prices) for key, rows in gathering.rest())


def first_place(text: TextIO) -> Point | None:
    """Where a file whose letters are not known yet is about, by its digits."""
    sheet = Sheet.at_the_top_of(text)
    places = (place(row) for _, row in rows_only(sheet.rows(text, is_row)))
    return next(filter(None, places), None)


def legible(sheet: Sheet, text: TextIO) -> Iterator[Numbered]:
    return (row for row in rows_only(sheet.rows(text, is_row)) if not is_lost(row))


def is_lost(row: Numbered) -> bool:
    """Whether a letter of it was none."""
    return any(LOST in cell for cell in row[1].values())


def wrong_columns(sheet: Sheet) -> Iterator[Problem]:
    for column in sorted(NEEDED - set(sheet.columns)):
        yield Problem("1", "", Reason.MISSING_COLUMN, column)
    for column in sheet.named_twice:
        yield Problem("1", "", Reason.DOUBLE_COLUMN, column)


def is_row(row: Row) -> bool:
    return place(row) is not None


def identity(row: Row) -> str:
    """What the rows of one merchant share."""
    given = clean(row.get("id"), 80)
    return given or f"{fold(row.get('name', ''))[:40]}@{coordinates(place(row))}"


def place(row: Row) -> Point | None:
    """Also with a decimal comma, as spreadsheets of many countries write it."""
    north, east = (row.get(axis, "").strip() for axis in ("latitude", "longitude"))
    return point_from(
        *(each.replace(",", ".") if "." not in each else each for each in (north, east))
    )


def candidate(key: str, rows: list[Numbered], prices: PriceList) -> Read:
    (number, first), *_ = rows
    name, point = clean(first.get("name"), LONGEST_NAME), place(first)
    if not name:
        return Problem(str(number), "", Reason.NO_NAME)
    if point is None:
        return Problem(str(number), name, Reason.BAD_COORDINATES)
    zone = zone_at(point)
    checked = CheckedRow(str(number), name)
    own = list(checked.own(rows, point))
    listed = list(prices.services(own, name))
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
    """Also what only a spreadsheet has: a category by any of its names, rows that belong together."""

    def category(self, row: Row) -> Category:
        text = clean(row.get("category"), LONGEST_NAME)
        if text in set(Category):
            return Category(text)
        kinds = sorted(meant(text))
        if text and not kinds:
            self.refuse(Reason.BAD_CATEGORY, text)
        return kinds[0] if kinds else Category.OTHER

    def own(self, rows: list[Numbered], point: Point) -> Iterator[Numbered]:
        """The rows that are of this merchant; another with the same id is refused."""
        for number, row in rows:
            name, there = clean(row.get("name"), LONGEST_NAME), place(row)
            if (name and fold(name) != fold(self.name)) or (
                there is not None and distance(point, there) > SAME_PLACE
            ):
                what = f"{clean(row.get('id'), 80)} {clean(row.get('service'))}"
                self.problems.append(
                    Problem(str(number), name or self.name, Reason.DOUBLE_ID, what.strip())
                )
            else:
                yield number, row
