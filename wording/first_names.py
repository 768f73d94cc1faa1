"""How somebody is called before others whom they may not know."""

from unicodedata import category, east_asian_width

from people.naming import is_visible

JOINERS = frozenset("-'’")
LONGEST = 20


def first_name(name: str) -> str | None:
    """By a first name or an initial, never by what leads to them; None where nothing of that is left."""
    first = name.split(maxsplit=1)[0] if is_visible(name) else ""
    letters = "".join(each for each in first if each not in JOINERS)
    if not letters or len(first) > LONGEST or not all(map(_is_letter, letters)):
        return None
    return f"{first[0]}*" if east_asian_width(first[0]) in "WF" else first


def _is_letter(sign: str) -> bool:
    return category(sign)[0] in "LM"
