"""Values that run against the sentence around them (Unicode Bidirectional Algorithm, UAX 9)."""

import re
from functools import lru_cache
from unicodedata import bidirectional

from markupsafe import Markup

_ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_TURNING = re.compile("[\u202a-\u202e]")
_ISOLATING = re.compile("[\u2066-\u2069]")
_LEFTWARD = frozenset({"R", "AL", "AN"})
_STRONG = frozenset({"L", "R", "AL"})
_CACHED = 4096


@lru_cache(_CACHED)
def turns(value: str) -> bool:
    """Whether something in it runs from right to left, or makes what follows do so."""
    rest = _outside(value)
    return bool(_TURNING.search(rest) or _ISOLATING.search(rest)) or any(
        bidirectional(sign) in _LEFTWARD for sign in rest
    )


def directionless(value: str) -> bool:
    """Whether all its words stand in isolates: by itself it would run from left to right."""
    rest = _outside(value)
    return rest != value and not any(bidirectional(sign) in _STRONG for sign in rest)


def steady(value: str) -> str:
    """Without marks that turn what comes after it; whole isolates stay."""
    bare = _TURNING.sub("", value)
    if _ISOLATING.search(_outside(bare)):
        bare = _ISOLATING.sub("", bare)
    return Markup(bare) if isinstance(value, Markup) else bare  # noqa: S704 - it was before


def _outside(value: str) -> str:
    """What stands outside of whole isolates, which may lie within each other."""
    rest, count = _ISOLATED.subn("", value)
    while count:
        rest, count = _ISOLATED.subn("", rest)
    return rest
