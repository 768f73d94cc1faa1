"""Links as pictures to scan, drawn when they are sent: an edited page shows the one that is there."""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256

import segno

from chat.screen import Photo
from handlers.png import png

SCALE, BORDER = 10, 4
"""Pixels of each square, and squares of paper around them all, as the standard asks for."""


def qr(link: str) -> Photo:
    """The link as a QR code; the same link always has the same key."""
    return Photo(f"qr:{sha256(link.encode()).hexdigest()[:24]}", partial(_drawn, link))


def _drawn(link: str) -> bytes:
    squares = segno.make(link, error="m").matrix
    side = (len(squares) + 2 * BORDER) * SCALE
    paper = [_row([], side)] * (BORDER * SCALE)
    code = [row for each in squares for row in [_row(each, side)] * SCALE]
    return png([*paper, *code, *paper], side, depth=1)


def _row(squares: Sequence[int], side: int) -> bytes:
    """A bit for each pixel, those of paper set, and filled up to whole bytes."""
    inside = "".join(("0" if dark else "1") * SCALE for dark in squares)
    bits = ("1" * (BORDER * SCALE) + inside).ljust(side, "1")
    return int(bits.ljust(-(-side // 8) * 8, "0"), 2).to_bytes(-(-side // 8))
