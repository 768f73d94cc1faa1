"""Text, points and addresses of others, made fit to store and to show."""

import math
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from database.point import Point

LONGEST_NAME = 120
LONGEST_TEXT = 500
LONGEST_LINK = 300
LONGEST_HOURS = 255

INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Marks that turn the direction of what follows, and spaces of no width. Joiners stay."""

PLAIN_LINK = re.compile(
    r"https?://[a-zA-Z0-9-]+\.[a-zA-Z0-9.-]+(?:[/?#][\w/.?=&%#~+:@!$,-]*)?\Z", re.ASCII
)
"""Most are: nothing in it could be read in another way."""

UNUSABLE = frozenset({"Cc", "Cs", "Cn", "Co"})


def clean(text: Any, longest: int = LONGEST_TEXT) -> str:
    """One line without control, direction or unassigned characters, cut at a word if too long."""
    if not isinstance(text, str):
        return ""
    if len(text) <= longest and is_clean(text):
        return text
    plain = text if len(text) <= longest else text[: 8 * longest]
    if not plain.isprintable():
        plain = "".join(map(usable, INVISIBLE.sub("", plain)))
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    return shortened(" ".join(plain.split()), longest)


def is_clean(text: str) -> bool:
    """Most are: what can be printed has no spaces but plain ones, and these stand alone between words."""
    return (
        text.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def usable(character: str) -> str:
    return " " if unicodedata.category(character) in UNUSABLE else character


def shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[longest // 2 :] else cut.rstrip()}…"


def point_from(latitude: Any, longitude: Any) -> Point | None:
    """A place on earth; None for what is none, and for the zero that stands for unknown."""
    try:
        point = Point(float(latitude), float(longitude))
    except (TypeError, ValueError, OverflowError):
        return None
    on_earth = abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    finite = math.isfinite(point.latitude) and math.isfinite(point.longitude)
    return point if finite and on_earth and (point.latitude or point.longitude) else None


def website_from(text: str) -> str | None:
    """The first address of what may be several; None for what is no web page."""
    if PLAIN_LINK.match(text) and len(text) <= LONGEST_LINK:
        return text
    first = clean(text, LONGEST_LINK + 1).split(";", maxsplit=1)[0].strip()
    link = first if "://" in first else f"https://{first}"
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    readable = parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in link
    return link if readable and len(link) <= LONGEST_LINK else None
