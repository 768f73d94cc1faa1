"""A sentence made comparable, letter by letter, so that what was understood can be cut out of it."""

import re
import unicodedata
from functools import lru_cache

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Chinese and Japanese are written without spaces."""

LONGEST = 300
"""Characters: a sentence, not a letter."""

ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ı": "i",
        "ß": "s",
        "’": "'",
        "ʼ": "'",
        "–": "-",
        "—": "-",
        "،": ",",
        "؟": "?",
    }
)
"""Letters that people type for each other."""


def plain(text: str) -> str:
    """Lower case, without accents and marks; digits of every script as 0 to 9."""
    return "".join(letter for sign in text for letter in plain_sign(sign))


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """Likewise, and for each letter of it where it stood in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text[:LONGEST]):
        for letter in plain_sign(sign):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def plain_sign(sign: str) -> str:
    """What one sign becomes: nothing, a letter, or a few."""
    if sign.isascii():
        return sign.lower()
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    bare = "".join(each for each in unicodedata.normalize("NFKD", sign) if is_letter(each))
    whole = unicodedata.normalize("NFC", bare).casefold().translate(ALIKE)
    return "".join(each for each in whole if is_letter(each))


def is_letter(sign: str) -> bool:
    """Neither a mark upon another sign nor one without width, nor one that only lengthens."""
    return not (unicodedata.combining(sign) or unicodedata.category(sign) == "Cf" or sign == "ـ")
