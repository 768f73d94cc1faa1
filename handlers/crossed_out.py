"""The picture in the place of a code that is void: a cross, in which a scanner finds nothing."""

import zlib
from struct import pack

from chat.screen import Photo

SIDE, SCALE = 36, 10
"""Squares, and pixels of each: about as large as the code was, and as coarse."""

MARGIN = 9
PAPER, INK = b"\xff", b"\xa0"
GREYS = 0
"""PNG's number for pictures of one channel."""


def crossed_out() -> Photo:
    """The same for every code, so that a channel uploads it once."""
    return Photo("crossed-out", _drawn)


def _drawn() -> bytes:
    rows = b"".join(_row(y) * SCALE for y in range(SIDE))
    head = pack(">IIBBBBB", SIDE * SCALE, SIDE * SCALE, 8, GREYS, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _row(y: int) -> bytes:
    return b"\0" + b"".join((INK if _is_crossed(x, y) else PAPER) * SCALE for x in range(SIDE))


def _is_crossed(x: int, y: int) -> bool:
    inside = min(x, y) >= MARGIN and max(x, y) < SIDE - MARGIN
    return inside and min(abs(x - y), abs(x + y - SIDE + 1)) <= 1


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
