"""Codes that are read aloud and typed with ease: ten random characters and one that checks them."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

from catalog.folding import as_typed
from orders.lookalikes import LOOKALIKES, LUNATE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O and U."""

UNMISTAKABLE = frozenset("23456789")
"""0 and 1 are typed as O and L, too."""

ELEMENTS = MappingProxyType({sign: element for element, sign in enumerate(ALPHABET)})
DOUBLED = tuple((each << 1) ^ (0b100101 if each & 0b10000 else 0) for each in range(32))
"""Each element times x, modulo x^5 + x^2 + 1."""

LENGTH = 11
WELL_FORMED = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}\Z")
GROUPS = (4, 4, 3)
"""As they are printed, with dashes between."""

SIGN = r"[^\W_]"
WITHIN = re.compile(
    rf"(?<!{SIGN})(?=({SIGN}{{11}}|{SIGN}{{4}}-{SIGN}{{4}}-{SIGN}{{3}}"
    rf"|{SIGN}{{4}} {SIGN}{{4}} {SIGN}{{3}})(?!{SIGN}))"
)
WORDS = re.compile(rf"{SIGN}+")

VOWELS = re.compile("[AEY01]")
"""With the digits that O and I have become."""

CLUSTER = re.compile("[^AEY01]{5}")
FEWEST_VOWELS = 3


def make() -> str:
    """A code that nobody can guess: nearly 50 random bits and the check character.

    It has a digit that nobody writes as a letter, so that no word is ever taken for one and it is
    never taken for a word.
    """
    body = ""
    while UNMISTAKABLE.isdisjoint(body):
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The remainder of a polynomial over the field of 32 elements.

    It notices every single wrong character and every two neighbours swapped.
    """
    remainder = 0
    for sign in body:
        remainder = DOUBLED[remainder ^ ELEMENTS[sign]]
    return ALPHABET[remainder]


def normalise(typed: str) -> str | None:
    """What was meant by what was typed; None when it does not look like a code at all.

    The text may be the code and nothing else, with a slip in it, or hold one sound code: a message
    that was copied as a whole, a link.
    """
    if is_as_made(typed):
        return typed
    plain = capitals(typed)
    parts = WORDS.findall(plain)
    whole = "".join(parts).translate(LOOKALIKES)
    if WELL_FORMED.match(whole) and is_meant(plain, parts, whole):
        return whole
    found = set(sound_within(of_alphabets(plain)))
    return found.pop() if len(found) == 1 else None


def is_as_made(typed: str) -> bool:
    """Whether it is a code as it is kept, which means itself."""
    made = WELL_FORMED.match(typed) is not None and not UNMISTAKABLE.isdisjoint(typed)
    return made and is_sound(typed)


def capitals(typed: str) -> str:
    """In capitals without accents, whatever keyboard wrote it."""
    bare = unicodedata.normalize("NFKD", as_typed(typed.translate(LUNATE)).upper())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def is_meant(plain: str, parts: list[str], whole: str) -> bool:
    """Whether a text of eleven signs is a code, perhaps with a slip, and no words by chance."""
    grouped = tuple(map(len, parts)) == GROUPS
    if any(sign.isdecimal() for sign in plain):
        return is_sound(whole) or grouped or len(parts) == 1
    return (grouped and "-" in plain) or (is_sound(whole) and not reads_as_words(whole))


def is_spelt_out(typed: str) -> bool:
    """Whether it is a code and nothing else, with a digit that words do not have.

    Eleven digits in a row are no code that was ever made, but a telephone or an account.
    """
    plain = capitals(typed)
    signs = "".join(WORDS.findall(plain))
    numbered = any(map(str.isdecimal, signs)) and (not signs.isdecimal() or is_grouped(typed))
    return len(signs) == LENGTH and numbered


def is_grouped(typed: str) -> bool:
    """Whether it is written as codes are printed, with dashes between its groups."""
    plain = capitals(typed)
    return "-" in plain and tuple(map(len, WORDS.findall(plain))) == GROUPS


def likely(typed: str) -> str | None:
    """The signs of what may be a code with a slip, though it is none: no words, or digits alone.

    The only digit of the code may have been read as a letter: S for 5.
    """
    signs = "".join(WORDS.findall(capitals(typed)))
    whole = signs.translate(LOOKALIKES)
    unspeakable = WELL_FORMED.match(whole) and (signs.isdecimal() or not reads_as_words(whole))
    return whole if whole.isascii() and (unspeakable or is_grouped(typed)) else None


def reads_as_words(letters: str) -> bool:
    """Whether letters without a digit can be said aloud, as those of a code hardly ever can."""
    return len(VOWELS.findall(letters)) >= FEWEST_VOWELS and not CLUSTER.search(letters)


def of_alphabets(plain: str) -> str:
    """Without the letters of scripts that have no capitals: beside them nobody leaves a space."""
    return "".join(" " if unicodedata.category(sign) == "Lo" else sign for sign in plain)


def sound_within(plain: str) -> Iterator[str]:
    """The sound codes that stand in a longer text."""
    for written in WITHIN.findall(plain):
        parts = WORDS.findall(written)
        numbered = sum(any(sign.isdecimal() for sign in part) for part in parts)
        code = "".join(parts).translate(LOOKALIKES)
        unmistakable = "-" in written or numbered > (" " in written)
        if unmistakable and WELL_FORMED.match(code) and is_sound(code):
            yield code


def is_sound(code: str) -> bool:
    """Whether the check character fits the rest."""
    return check_character(code[:-1]) == code[-1]


def spaced(code: str) -> str:
    """For reading: 1234-5678-9AB."""
    return "-".join((code[:4], code[4:8], code[8:]))
