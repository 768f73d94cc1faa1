"""Files of merchants, packed or not, read piece by piece however long they are."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from catalog.candidate import Problem, Read, Reason
from catalog.geojson import read_feature
from catalog.json_stream import Broken, Members
from catalog.spreadsheet import read_rows
from database.money import LimitsOf, unlimited

GZIP = b"\x1f\x8b"
CSV = ".csv"


class Reading:
    """A file on its way; iterate over it once.

    `takes` says what people can pay at once in a currency. `position` of `size` bytes are read, for a
    progress bar. Raises OSError where there is no file.
    """

    def __init__(self, path: Path, takes: LimitsOf = unlimited) -> None:
        self.path = path
        self._takes = takes
        self.size = path.stat().st_size
        self.position = 0

    def __iter__(self) -> Iterator[Read]:
        with self.path.open("rb") as file, as_text(file) as text:
            for each in self._read(text):
                self.position = file.tell()
                yield each
        self.position = self.size

    def _read(self, text: io.TextIOWrapper) -> Iterator[Read]:
        try:
            yield from read_rows(text, self._takes) if self._is_csv() else features(text)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Problem(self.path.name, "", Reason.UNREADABLE, str(error))

    def _is_csv(self) -> bool:
        return CSV in (suffix.lower() for suffix in self.path.suffixes[-2:])


def read_file(path: Path) -> Iterator[Read]:
    """Candidates, places, and what could not be used, in the order of the file."""
    return iter(Reading(path))


def as_text(file: BinaryIO) -> io.TextIOWrapper:
    """Packed or not is seen by what it begins with, not by its name."""
    packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    plain = gzip.GzipFile(fileobj=file) if packed else file
    return io.TextIOWrapper(plain, encoding="utf-8-sig", errors="replace", newline="")


def features(text: io.TextIOWrapper) -> Iterator[Read]:
    position = 0
    try:
        for position, member in enumerate(Members(text.read), 1):
            yield read_feature(member, position)
    except Broken:
        yield Problem(f"#{position + 1}", "", Reason.UNREADABLE)
