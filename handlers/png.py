"""Pictures of a few grey squares as PNG files."""

import zlib
from collections.abc import Iterable
from struct import pack

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREYS = 0
"""PNG's number for pictures of one channel."""


def png(rows: Iterable[bytes], side: int, depth: int) -> bytes:
    """A square one, its rows from above, of so many pixels, of so many bits from black to white."""
    head = pack(">IIBBBBB", side, side, depth, GREYS, 0, 0, 0)
    plain = b"".join(b"\0" + row for row in rows)  # as they are, and not by what stands above
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(plain)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
