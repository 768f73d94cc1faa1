"""Text made comparable: case, accents, scripts and punctuation folded away."""

import re
import unicodedata

from anyascii import anyascii

NOT_WORD = re.compile(r"[^0-9a-z]+")
APOSTROPHES = re.compile(r"['’`]")


def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces: `Café Töölö` and `кафе` become `cafe toolo`, `kafe`.

    Marks go before the scripts are spelt out, so that Finnish ä is a, as people type it.
    """
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )
    plain = APOSTROPHES.sub("", anyascii(unicodedata.normalize("NFC", bare)).lower())
    return NOT_WORD.sub(" ", plain).strip()
