"""Text made comparable: case, accents, scripts and punctuation folded away."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NOT_WORD = re.compile(r"[^0-9a-z]+")
APOSTROPHES = re.compile(r"['’`]")
UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Marks of no width: direction, joiners, soft hyphens, and what stands upon another sign."""

DASHES = frozenset("\u2212\u30fc\u0640")
"""Signs that are typed for a dash and are none: minus, and two that only lengthen."""


LONGEST = 200
"""Characters, before and after folding: `🎆` alone is `fireworks`, a hundred are a book."""


def fold_typed(text: str) -> str:
    """Likewise for what a guest typed: no more of it than anybody types in earnest."""
    return fold(text[:LONGEST])[:LONGEST]


@lru_cache(maxsize=1024)  # an import folds each name for three purposes
def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces: `Café Töölö` and `кафе` become `cafe toolo`, `kafe`.

    Marks go before the scripts are spelt out, so that Finnish ä is a, as people type it.
    """
    plain = APOSTROPHES.sub("", (text if text.isascii() else spelt_out(text)).lower())
    return NOT_WORD.sub(" ", plain).strip()


def as_one_word(text: str) -> str:
    """Folded, without spaces: `Super-Pharm` and `superpharm` are the same."""
    return fold_typed(text).replace(" ", "")


def spelt_out(text: str) -> str:
    """In ASCII."""
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )
    return anyascii(unicodedata.normalize("NFC", bare))


def as_typed(text: str) -> str:
    """As a plain keyboard types it: digits of every script, full-width signs, spaces and dashes.

    Letters keep their script and their case; marks of no width are gone.
    """
    if text.isascii():
        return text
    plain = "".join(map(plain_sign, unicodedata.normalize("NFKD", text)))
    return unicodedata.normalize("NFC", plain)


def plain_sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Pd" or sign in DASHES:
        return "-"
    if kind in UNSEEN and not unicodedata.combining(sign):
        return ""
    return " " if kind == "Zs" else sign


def fold_kindly(text: str) -> str:
    """Folded, but Chinese, Japanese and Korean stay: spelt out, fast food and sushi are the same."""
    text = text[:LONGEST]
    if not text.isascii() and EAST_ASIAN.search(text):
        return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:LONGEST]
    return fold_typed(text)
