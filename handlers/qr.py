"""Links as pictures to scan, drawn when they are shown."""

from functools import lru_cache
from hashlib import sha256
from io import BytesIO

import segno

from chat.screen import Photo

CACHED = 256
"""A voucher is looked at again and again."""


@lru_cache(CACHED)
def qr(link: str) -> Photo:
    """The link as a QR code; the same link always has the same key."""
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=10, border=4)
    return Photo(f"qr:{sha256(link.encode()).hexdigest()[:24]}", drawn.getvalue())
