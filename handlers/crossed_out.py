"""The picture in the place of a code that is void: a cross, in which a scanner finds nothing."""

from chat.screen import Photo
from handlers.png import png

SIDE, SCALE = 36, 10
"""Squares, and pixels of each: about as large as the code was, and as coarse."""

MARGIN = 9
PAPER, INK = b"\xff", b"\xa0"


def crossed_out() -> Photo:
    """The same for every code, so that a channel uploads it once."""
    return Photo("crossed-out", _drawn)


def _drawn() -> bytes:
    rows = (row for y in range(SIDE) for row in [_row(y)] * SCALE)
    return png(rows, SIDE * SCALE, depth=8)


def _row(y: int) -> bytes:
    return b"".join((INK if _is_crossed(x, y) else PAPER) * SCALE for x in range(SIDE))


def _is_crossed(x: int, y: int) -> bool:
    inside = min(x, y) >= MARGIN and max(x, y) < SIDE - MARGIN
    return inside and min(abs(x - y), abs(x + y - SIDE + 1)) <= 1
