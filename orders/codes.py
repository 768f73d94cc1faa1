"""Codes that are read aloud and typed with ease: ten random characters and one that checks them."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O and U."""

LENGTH = 11
LOOKALIKES = str.maketrans("OIL", "011")
SEPARATORS = re.compile(r"[\s\-‐-―_.]+")
WELL_FORMED = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}\Z")


def make() -> str:
    """A code that nobody can guess: 50 random bits and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The remainder of a polynomial over the field of 32 elements.

    It notices every single wrong character and every two neighbours swapped.
    """
    remainder = 0
    for sign in body:
        remainder = doubled(remainder ^ ALPHABET.index(sign))
    return ALPHABET[remainder]


def doubled(element: int) -> int:
    """Times x, modulo x^5 + x^2 + 1."""
    return (element << 1) ^ (0b100101 if element & 0b10000 else 0)


def normalise(typed: str) -> str | None:
    """What was meant by what was typed; None when it does not look like a code at all."""
    folded = SEPARATORS.sub("", typed).upper().translate(LOOKALIKES)
    return folded if WELL_FORMED.match(folded) else None


def is_sound(code: str) -> bool:
    """Whether the check character fits the rest."""
    return check_character(code[:-1]) == code[-1]


def spaced(code: str) -> str:
    """For reading: 1234-5678-9AB."""
    return "-".join((code[:4], code[4:8], code[8:]))
