"""In which encoding a file of text is: told by its bytes where they tell, else guessed, and said so."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from catalog.likely_letters import likeliest

UTF_8 = "utf-8-sig"
MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK = 1 << 20
SAMPLE = 1 << 16
LOST = "\ufffd"
"""Stands where bytes were no letters."""

FEW_LOST = 20
"""One broken letter in more good ones than that is a broken letter, not another encoding."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` as Python has it."""

    name: str
    guessed: bool = False


def encoding_of(file: BinaryIO, country: Callable[[], str | None]) -> Encoding | None:
    """None where no guess makes letters of it. `country` is asked only where bytes do not tell."""
    start = file.read(4096)
    told = next((name for mark, name in MARKS if start.startswith(mark)), None) or wide(start)
    if told:
        return Encoding(told)
    file.seek(0)
    seen = Seen()
    for chunk in chunks(file):
        seen.take(chunk)
    if seen.is_utf_8:
        return Encoding(UTF_8)
    name = likeliest(seen.sample, country(), old_mac=not seen.newline)
    return None if name is None else Encoding(name, guessed=True)


def wide(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of what is mostly ASCII is zero."""
    pairs = max(1, len(start) // 2)
    first, second = start[::2].count(0) / pairs, start[1::2].count(0) / pairs
    if max(first, second) < 0.3:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """As far as the file can be unpacked."""
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return


def telling(chunk: bytes) -> list[bytes]:
    """The lines that say something about the encoding: all are the same where it is ASCII."""
    return [line for line in chunk.splitlines() if not line.isascii()]


class Seen:
    """What the bytes of a file say of UTF-8, and some of those that say anything."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._strict = codecs.getincrementaldecoder("utf-8")("strict")
        self._valid = True
        self._lost = 0
        self._good = 0
        self.newline = False
        self.sample = b""

    def take(self, chunk: bytes) -> None:
        text = self._decoder.decode(chunk)
        lost = text.count(LOST)
        self._lost += lost
        self._good += len(text) - len(text.encode("ascii", "ignore")) - lost
        self._check(chunk)
        self.newline |= b"\n" in chunk
        if len(self.sample) < SAMPLE:
            self.sample += b"\n".join(telling(chunk))[:SAMPLE] + b"\n"

    def _check(self, chunk: bytes) -> None:
        try:
            self._valid and self._strict.decode(chunk)
        except UnicodeDecodeError:
            self._valid = False

    @property
    def is_utf_8(self) -> bool:
        return self._valid or self._good > FEW_LOST * self._lost
