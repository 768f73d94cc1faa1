"""A file of menus on its way into the database, as one of merchants is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from catalog.candidate import Problem, Reason
from catalog.cleaning import clean
from catalog.errors import PictureUnreadable
from catalog.folding import fold
from catalog.importing import ImportRun, Unit
from catalog.menu.menu_photos import sent_from
from catalog.menu.menu_sheet import ItemRow, MenuSheet, is_menu
from catalog.menu.reading import among_with_menu
from catalog.menu.storing import Storing
from catalog.models import locations
from catalog.reading import Reading
from catalog.rows import Sheet
from catalog.spreadsheet import SOURCE
from catalog.storing import Tally, known_merchants
from catalog.tables.table_models import dining_tables
from catalog.views import MerchantState

MERCHANTS = 200
"""To look up in one transaction."""

ITEMS = 10
"""To store in one: each takes some milliseconds at most."""

Place = tuple[str, str]
"""A merchant's id in the file, and which of its addresses."""


class MenuRun(ImportRun):
    """One file of menus. With `whole` it is all that there is: what it lacks is taken off."""

    def __init__(
        self, path: Path, *given: Any, currency: str = "EUR", whole: bool = False, **named: Any
    ) -> None:
        super().__init__(path, *given, **named)
        self.report.what, self.report.in_parts = "items of menus", False
        self._sheet = MenuSheet(self.reading.takes, currency)
        self._whole = whole
        self._folder = path.parent
        self._places: dict[Place, int] = {}

    def units(self) -> Iterator[Unit]:
        """The transactions, in order: what cannot be read changes nothing, what can is stored whole."""
        rows = list(self._read())
        wanted = sorted({(each.merchant, each.address) for each in rows})
        for begin in range(0, len(wanted), MERCHANTS):
            yield partial(self._find, wanted=wanted[begin : begin + MERCHANTS])
        for location_id, found in self._by_place(rows).items():
            left = iter(found)
            while chunk := tuple(islice(left, ITEMS)):
                ready = tuple(self._pictured(chunk))
                yield partial(self._store_items, location_id=location_id, chunk=ready)
            if self._whole:
                yield partial(self._take_off, location_id=location_id)
        yield self._look_at_places
        yield self.finish

    def _read(self) -> Iterator[ItemRow]:
        with self.reading.text() as text:
            self.report.encoding = self.reading.encoding
            if text is None:
                self.report.refuse(Problem(self.report.file, "", Reason.UNKNOWN_LETTERS))
                return
            for each in self._sheet.rows(text):
                if isinstance(each, Problem):
                    self.report.refuse(each)
                else:
                    yield each
        self.reading.position = self.reading.size

    def _find(self, connection: Connection, wanted: Sequence[Place]) -> Tally:
        keys = sorted({(SOURCE, merchant) for merchant, _ in wanted})
        known = known_merchants(connection, keys)
        open_ones = {
            key[1]: row.id for key, row in known.items() if row.state != MerchantState.SUSPENDED
        }
        addresses = _addresses(connection, sorted(set(open_ones.values())))
        for merchant, address in wanted:
            found = _at(addresses.get(open_ones.get(merchant, 0), []), address)
            if found is not None:
                self._places[merchant, address] = found
        return Tally()

    def _by_place(self, rows: Sequence[ItemRow]) -> dict[int, list[ItemRow]]:
        found: dict[int, list[ItemRow]] = defaultdict(list)
        for row in rows:
            location = self._places.get((row.merchant, row.address))
            if location is None:
                what = f"{row.merchant} {row.address}".strip()
                problem = Problem(str(row.number), row.name, Reason.UNKNOWN_PLACE, what)
                self.report.refuse(problem)
            else:
                found[location].append(row)
        return found

    def _pictured(self, rows: Sequence[ItemRow]) -> Iterator[ItemRow]:
        """With the pictures that they name, before anything is written."""
        for each in rows:
            if not each.photo:
                yield each
                continue
            try:
                yield replace(each, sent=sent_from(self._folder, each.photo))
            except PictureUnreadable:
                what = clean(each.photo)
                self.report.refuse(Problem(str(each.number), each.name, Reason.BAD_PHOTO, what))

    def _store_items(
        self, connection: Connection, location_id: int, chunk: Sequence[ItemRow]
    ) -> Tally:
        return Storing(connection, location_id, self.now, whole=self._whole).store(chunk)

    def _take_off(self, connection: Connection, location_id: int) -> Tally:
        """Not what a row names that could not be taken: it is in the file."""
        keys = {
            key
            for place, known in self._sheet.known.items()
            if self._places.get(place) == location_id
            for key in known.keys
        }
        return Storing(connection, location_id, self.now, whole=self._whole).take_off_missing(keys)

    def _look_at_places(self, connection: Connection) -> Tally:
        """A menu is seen where its people let guests order: to pick up, or at a table."""
        here = frozenset(self._places.values())
        tables = dining_tables.c
        with_tables = select(tables.location_id).where(
            tables.location_id.in_(here), tables.archived_at.is_(None)
        )
        seen = among_with_menu(connection, here).union(connection.execute(with_tables).scalars())
        self.report.unserved = len(here - seen)
        return Tally()


def _addresses(
    connection: Connection, merchant_ids: Sequence[int]
) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """Of each merchant its locations, the first first."""
    table = locations.c
    query = select(table.id, table.merchant_id, table.name, table.address)
    rows = connection.execute(query.where(table.merchant_id.in_(merchant_ids)).order_by(table.id))
    found: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        found[row.merchant_id].append(row)
    return found


def _at(places: Sequence[Row[*tuple[Any, ...]]], address: str) -> int | None:
    """The location that is called so or stands there; the first where nothing is said."""
    named = [
        each
        for each in places
        if not address or fold(address) in {fold(each.name), fold(each.address)}
    ]
    return int(named[0].id) if named else None


def run_of(
    path: Path, *given: Any, currency: str = "EUR", whole: bool = False, **named: Any
) -> ImportRun:
    """The run for a file of merchants or of menus, whichever it is; raises OSError where there is none."""
    if path.name.lower().endswith((".csv", ".csv.gz")) and _is_menu(path, named.get("encoding")):
        return MenuRun(path, *given, currency=currency, whole=whole, **named)
    return ImportRun(path, *given, **named)


def _is_menu(path: Path, encoding: str | None) -> bool:
    with Reading(path, encoding=encoding).text() as text:
        return text is not None and is_menu(Sheet.at_the_top_of(text).columns)
