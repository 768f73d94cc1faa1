"""Templates such as `in <n> <unit>` as regular expressions over the words of one language."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from understanding.text import plain, plain_sign

ATOM: Final = re.compile(r"(?<!\?P)<(\w+)>")


def alternatives(words: Iterable[str]) -> str:
    """Any of the words, the longest first, their spaces as wide as they were typed."""
    longest_first = sorted({plain(each) for each in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest_first) or r"(?!)"


def compiled(template: str, atoms: Mapping[str, str], *, spaced: bool) -> re.Pattern[str]:
    """The template with its atoms as named groups; the second of a name gets a 2 behind it.

    An atom whose name begins with `_` is itself a template.
    """
    seen: dict[str, int] = {}

    def group(found: re.Match[str]) -> str:
        name = found[1]
        if name.startswith("_"):
            return f"(?:{ATOM.sub(group, atoms[name])})"
        seen[name] = seen.get(name, 0) + 1
        label = name if seen[name] == 1 else f"{name}{seen[name]}"
        return f"(?P<{label}>{atoms[name]})"

    body = ATOM.sub(group, widened(template, spaced=spaced))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)" if spaced else body)


def compared(template: str) -> str:
    """Its letters as they are compared; its signs stay."""
    return "".join(sign if sign.isascii() else plain_sign(sign) for sign in template)


def widened(template: str, *, spaced: bool) -> str:
    """Its letters as they are compared; a space is any white space, of which some scripts need none."""
    return compared(template).replace(" ?", r"\s*").replace(" ", r"\s+" if spaced else r"\s*")
