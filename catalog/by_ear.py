"""Words written as they are heard: Arabic and Hebrew names in Latin letters, with and without vowels.

Folded, a name in those scripts has hardly a vowel in it: صيدلية is `sydlyh`. Who reads it aloud types
`saydaliya`, or `sydly`. What may be meant is looked up by its rough sound, and then heard exactly.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from database.sounding import sound

SHORTEST = 2
"""Consonants, where any word may be meant: one alone sounds like anything."""

SURE = 3
"""Consonants that say it is the same word where neither has vowels."""

MOST_SPELT = 32
VOWELS = frozenset("aeiou")

CHAT_DIGITS = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "s"})
"""Letters that Latin has none for, as they are typed in chats: mat3am."""

ARTICLES = ("al", "el")
SAID_ARTICLES = frozenset({*ARTICLES, "ad", "an", "ar", "as", "ash", "at", "az"})
"""Also as they are spoken: al-noor is read an-noor."""

CONSTRUCT = ("at", "et")
"""How ة is read before another word: saydaliyat al-noor."""

SPELT_OTHERWISE = (
    *(("b", ""), ("v", "b"), ("ch", "kh"), ("ch", "sh"), ("kh", "h"), ("c", "s"), ("z", "d")),
)
"""What was typed, and what may be looked up instead: ב is read as b and as v."""

HEARD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ts": ("ts", "tz", "z", "zz", "c", "s"),
        "tz": ("tz", "zz", "z", "ts"),
        "sh": ("sh", "sch", "ch", "s"),
        "kh": ("kh", "ch", "k", "h", "c", "q", "kk", "ck"),
        "gh": ("gh", "g", "q"),
        "th": ("th", "t", "s"),
        "dh": ("dh", "d", "z", "th", "dd"),
        "zh": ("zh", "j", "g", "z"),
        "ch": ("ch", "tch", "c"),
        "b": ("b", "bb", "p", "pp", "v"),
        "c": ("c", "k", "s", "cc"),
        "d": ("d", "dd", "dh"),
        "f": ("f", "ff", "ph", "p", "pp", "v"),
        "g": ("g", "gg", "j", "dj"),
        "h": ("h", "hh", "kh", "ch"),
        "j": ("j", "jj", "g", "gg", "dj"),
        "k": ("k", "kk", "ck", "c", "cc", "q", "qu"),
        "l": ("l", "ll"),
        "m": ("m", "mm"),
        "n": ("n", "nn"),
        "p": ("p", "pp", "f", "ph"),
        "q": ("q", "qq", "k", "kk", "ck", "c", "g", "kh"),
        "r": ("r", "rr"),
        "s": ("s", "ss", "sh", "c", "z"),
        "t": ("t", "tt", "th"),
        "v": ("v", "b", "bb", "w", "u", "o"),
        "w": ("w", "ww", "u", "o", "v"),
        "x": ("x", "ks"),
        "y": ("y", "yy", "i", "e", "j"),
        "z": ("z", "zz", "s"),
    }
)
"""What is typed for each sound of a word that is written without vowels."""


def is_bare(word: str) -> bool:
    """Written without vowels but for an a at its end, as Arabic and Hebrew words are when folded."""
    return VOWELS.isdisjoint(word.removesuffix("a"))


def sounds(typed: str) -> frozenset[str]:
    """The rough sounds of the words that may be meant; empty for what sounds like anything."""
    spelt = [as_letters(typed)]
    for letters, instead in SPELT_OTHERWISE:
        spelt += [each.replace(letters, instead) for each in spelt if letters in each]
        spelt = spelt[:MOST_SPELT]
    found = {sound(each) for each in spelt}
    found |= {sound(each[2:]) for each in spelt if each.startswith(ARTICLES)}
    found |= {sound(each[:-1]) for each in spelt if each.endswith(CONSTRUCT)}
    found |= {f"l{each}" for each in found}  # the Arabic article, of which the vowel is not written
    if not is_bare(typed):
        return frozenset(found - {""})
    found |= {each.removeprefix("l") for each in found}
    return frozenset(each for each in found if len(each) >= SHORTEST)


def without_articles(pieces: list[str]) -> list[str]:
    """Arabic ones that stand alone, beside other words."""
    return [each for each in pieces if each not in SAID_ARTICLES] or pieces


def sound_alike(typed: str, word: str) -> bool:
    """Whether the word may be meant by what was typed: one of them has no vowels."""
    if sound(word) not in sounds(typed):
        return False
    if is_bare(word) and is_bare(typed) and len(sound(word)) >= SURE:
        return True
    spelt = as_letters(typed)
    return (is_bare(word) and hears(word, spelt)) or (is_bare(spelt) and hears(spelt, word))


def as_letters(typed: str) -> str:
    return typed if typed.isdecimal() else typed.translate(CHAT_DIGITS)


def hears(bare: str, spoken: str) -> bool:
    """Whether a word without vowels is read so."""
    units = list(units_of(bare))
    places = past_vowels(spoken, {0})
    for number, unit in enumerate(units):
        last_h = unit == "h" and number == len(units) - 1
        may_be_silent = last_h or (unit == "l" and not number)
        after = {
            place + len(letters)
            for place in places
            for letters in (*HEARD.get(unit, (unit,)), *(("t",) if last_h else ()))
            if spoken.startswith(letters, place)
        }
        places = past_vowels(spoken, after | places if may_be_silent else after)
    return len(spoken) in places


def units_of(bare: str) -> Iterator[str]:
    """Its sounds: two letters where they are one."""
    place = 0
    while place < len(bare):
        unit = bare[place : place + 2] if bare[place : place + 2] in HEARD else bare[place]
        yield unit
        place += len(unit)


def past_vowels(spoken: str, places: set[int]) -> set[int]:
    """Those, and where the vowels behind them lead."""
    found = set(places)
    for place in range(len(spoken)):
        if place in found and spoken[place] in VOWELS:
            found.add(place + 1)
    return found
