"""The likeliest encoding of letters that are not UTF-8: by what is usual where the file is about.

Bytes alone cannot tell the code pages of Windows apart in a few names. Digits are the same in all of
them, so the coordinates of the first place are known, and with them the country.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

WESTERN = "cp1252"
MACINTOSH = "mac_roman"
BY_COUNTRY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("BG", "BY", "KG", "KZ", "MK", "MN", "RS", "RU", "TJ", "UA"), ("cp1251", "koi8_r")
        ),
        **dict.fromkeys(
            ("AL", "BA", "CZ", "HR", "HU", "PL", "RO", "SI", "SK"), ("cp1250",)
        ),
        **dict.fromkeys(("CY", "GR"), ("cp1253",)),
        **dict.fromkeys(("AZ", "TR"), ("cp1254",)),
        **dict.fromkeys(
            ("AE", "BH", "DZ", "EG", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA",
             "SA", "SD", "SY", "TN", "YE"), ("cp1256",)
        ),
        **dict.fromkeys(("EE", "LT", "LV"), ("cp1257",)),
        **dict.fromkeys(("HK", "MO", "TW"), ("big5", "gb18030")),
        "CN": ("gb18030", "big5"), "IL": ("cp1255",), "JP": ("cp932", "euc_jp"),
        "KR": ("cp949",), "TH": ("cp874",), "VN": ("cp1258",),
    }
)  # fmt: skip
"""What programs of a desk there write when they do not write UTF-8."""

OTHER_SCRIPTS = (
    "cp1251", "gb18030", "cp932", "cp949", "big5", "cp1253", "cp1256", "cp1255", "koi8_r",
    "euc_jp", "cp874",
)  # fmt: skip
"""Not Latin; the more common first."""

LATIN = (WESTERN, MACINTOSH, "cp1250", "cp1254", "cp1257", "cp1258")
KNOWN = [*LATIN, *OTHER_SCRIPTS]
WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
LETTER_OF_ASCII = re.compile(rb"[A-Za-z]")
ODD = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]|[\uff61-\uff9f]")
"""A capital behind a small letter, or Japan's narrow kana: read in the wrong code page."""


def likeliest(sample: bytes, country: str | None, *, old_mac: bool) -> str | None:
    """The usual one, if it makes letters of the sample; else the likeliest; None for none at all.

    `old_mac` says that lines end as they did on old Macintoshes.
    """
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=KNOWN)
    possible = {name for each in found for name in each.could_be_from_charset}
    script = set(LATIN if is_latin(sample) else OTHER_SCRIPTS)
    usual = (MACINTOSH,) if old_mac else BY_COUNTRY.get(country or "", ())
    for name in (*usual, WESTERN):
        if name in possible & script:
            return name
    ranked = sorted((each for each in found if each.encoding in script), key=rank)
    best = ranked[0] if ranked else found.best()
    return None if best is None else best.encoding


def is_latin(sample: bytes) -> bool:
    """Whether words with letters beyond ASCII are mostly ASCII, as in all languages written in it."""
    words = b"".join(WORD.findall(sample))
    return 2 * len(LETTER_OF_ASCII.findall(words)) > len(words)


def rank(match: CharsetMatch) -> tuple[bool, float, int]:
    text = str(match)
    odd = 20 * len(ODD.findall(text)) > sum(not each.isascii() for each in text)
    order = OTHER_SCRIPTS.index(match.encoding) if match.encoding in OTHER_SCRIPTS else 0
    return odd, match.chaos, order
