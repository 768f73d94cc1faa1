"""Files of merchants, packed or not, read piece by piece however long they are."""

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from catalog.candidate import Problem, Read, Reason
from catalog.cleaning import point_from
from catalog.countries import country_of
from catalog.features import Features, Key, Known, Member
from catalog.letters import Encoding, chunks, encoding_of
from catalog.spreadsheet import first_place, read_rows
from catalog.zones import zone_at
from database.money import LimitsOf, unlimited
from database.point import Point

GZIP = b"\x1f\x8b"
CSV = ".csv"
BATCH = 400
COORDINATES = re.compile(r'"coordinates"\s*:[\s\[]*(-?[\d.]+)\s*,\s*(-?[\d.]+)')


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of a file. Those of the `keys` that are here may be given to `read`, which goes faster."""

    items: Sequence[Member | Read]
    features: Features | None = None

    @property
    def keys(self) -> list[Key]:
        return [each.key for each in self.items if isinstance(each, Member) and each.key]

    def read(self, known: Mapping[Key, Known]) -> Iterator[Read]:
        for each in self.items:
            if isinstance(each, Member):
                assert self.features is not None
                yield self.features.read(each, known)
            else:
                yield each


class Reading:
    """A file on its way; iterate over it once.

    `takes` says what people can pay at once in a currency. `position` of `size` bytes are read,
    for a progress bar. `encoding` is found out first, unless it is given; None where it is not
    known. What ended before `today` is left out. Raises OSError where there is no file.
    """

    def __init__(
        self,
        path: Path,
        takes: LimitsOf = unlimited,
        encoding: str | None = None,
        today: date | None = None,
    ) -> None:
        self.path = path
        self._today = today
        self.encoding = None if encoding is None else Encoding(encoding)
        self.takes = takes
        self._file: BinaryIO | None = None
        self.size = path.stat().st_size
        self.position = 0

    def __iter__(self) -> Iterator[Read]:
        for batch in self.batches():
            yield from batch.read({})

    def batches(self) -> Iterator["Batch"]:
        """A part of the file after the other: what has come so far can be read before the next."""
        with self.text() as text:
            if text is None:
                yield Batch([Problem(self.path.name, "", Reason.UNKNOWN_LETTERS)])
                return
            for each in self._batches(text):
                self.position = 0 if self._file is None else self._file.tell()
                yield each
        self.position = self.size

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper | None]:
        """The file in letters; None where no encoding makes letters of it."""
        with self.path.open("rb") as file:
            plain = unpacked(file)
            if self.encoding is None:
                self.encoding = encoding_of(plain, lambda: self._country(plain))
                plain.seek(0)
            if self.encoding is None:
                yield None
                return
            self._file = file
            with as_text(plain, self.encoding.name) as text:
                yield text

    def _batches(self, text: io.TextIOWrapper) -> Iterator["Batch"]:
        if self._is_csv():
            yield from (Batch(each) for each in self._parts(read_rows(text, self.takes)))
            return
        with closing(Features(text, self._today)) as features:
            yield from (Batch(each, features) for each in self._parts(features))

    def _parts(self, items: Iterable[Member | Read]) -> Iterator[Sequence[Member | Read]]:
        found = self._as_far_as_readable(items)
        while part := list(islice(found, BATCH)):
            yield part

    def _as_far_as_readable(self, items: Iterable[Member | Read]) -> Iterator[Member | Read]:
        try:
            yield from items
        except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeError) as error:
            yield Problem(self.path.name, "", Reason.UNREADABLE, str(error))

    def _is_csv(self) -> bool:
        return CSV in (suffix.lower() for suffix in self.path.suffixes[-2:])

    def _country(self, plain: BinaryIO) -> str | None:
        """Of the first place, which is in digits, whatever the letters are."""
        plain.seek(0)
        start = io.StringIO(next(chunks(plain), b"").decode("latin-1"), newline="")
        point = first_place(start) if self._is_csv() else first_coordinates(start.read())
        return None if point is None else country_of(zone_at(point))


def read_file(path: Path, encoding: str | None = None) -> Iterator[Read]:
    """Candidates, places, and what could not be used, in the order of the file."""
    return iter(Reading(path, encoding=encoding))


def unpacked(file: BinaryIO) -> BinaryIO:
    """Packed or not is seen by what it begins with, not by its name."""
    packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file


def as_text(plain: BinaryIO, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(plain, encoding=encoding, errors="replace", newline="")


def first_coordinates(text: str) -> Point | None:
    found = COORDINATES.search(text)
    return None if found is None else point_from(found[2], found[1])
