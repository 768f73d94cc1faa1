"""Names as channels tell them: some are empty, some only look so, and some are very long."""

from unicodedata import category

NAME_LENGTH = 100
NAMELESS = " "
"""Kept of somebody whose name shows nothing. The empty text is whoever was forgotten."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, and blank in every font."""


def is_visible(name: str) -> bool:
    """Whether a reader would see anything of it."""
    return any(each not in _FILLERS and category(each) not in _UNSEEN for each in name)


def kept_name(told: str | None) -> str:
    """What is kept of a name, so that it is never empty and never long."""
    name = (told or "").strip()[:NAME_LENGTH]
    return name if is_visible(name) else NAMELESS
