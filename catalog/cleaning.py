"""Text, numbers and addresses of others, made fit to store and to show."""

import math
import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from database.point import Point

LONGEST_NAME = 120
LONGEST_TEXT = 500
LONGEST_LINK = 300
LONGEST_HOURS = 255
SHORTEST_NUMBER = 5
"""Digits behind the country's code: what is shorter is the code of a town."""

INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Marks that turn the direction of what follows, and spaces of no width. Joiners stay."""

SEVERAL = re.compile(r";|,\s|\||\s(?:or|oder|ou|tai|и|或)\s")
"""Between telephone numbers."""

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


@lru_cache(maxsize=4096)
def phone_from(text: str, country: str | None) -> str | None:
    """The first number of what may be several, as it is dialled from abroad; None if unreadable.

    Branches of a chain share one.

    A slash stands between two numbers, or within one: `0821/345678`.
    """
    parts = SEVERAL.split(text)[0].split("/")
    dialled = (
        number_from(" ".join(parts[:length]), country) for length in range(1, len(parts) + 1)
    )
    numbers = [each for each in dialled if each is not None]
    several = numbers if len(numbers) > 1 else ()
    number = next(filter(phonenumbers.is_valid_number, several), next(iter(numbers), None))
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def number_from(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    """None for what is too short to be dialled from abroad."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    short = len(str(number.national_number)) < SHORTEST_NUMBER
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return None if short and not phonenumbers.is_valid_number(number) else number


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
