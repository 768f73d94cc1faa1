"""Links as pictures to scan, drawn when they are sent: an edited page shows the one that is there."""

from functools import partial
from hashlib import sha256
from io import BytesIO

import segno

from chat.screen import Photo


def qr(link: str) -> Photo:
    """The link as a QR code; the same link always has the same key."""
    return Photo(f"qr:{sha256(link.encode()).hexdigest()[:24]}", partial(_drawn, link))


def _drawn(link: str) -> bytes:
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=10, border=4)
    return drawn.getvalue()
