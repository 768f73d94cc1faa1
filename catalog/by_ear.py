"""Words written as they are heard: Arabic and Hebrew names in Latin letters, with and without vowels.

Folded, a name in those scripts has hardly a vowel in it: صيدلية is `sydlyh`. Who reads it aloud types
`saydaliya`, or `sydly`. What may be meant is looked up by its rough sound, and then heard exactly.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
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
    *(("b", ""), ("v", "b"), ("ch", "kh"), ("ch", "sh"), ("kh", "h"), ("k", "kh"), ("c", "s")),
    ("z", "d"),
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


@lru_cache(maxsize=64)  # asked again for each word that may be meant
def sounds(typed: str) -> frozenset[str]:
    """The rough sounds of the words that may be meant; empty for what sounds like anything."""
    spelt = [as_letters(typed)]
    for letters, instead in SPELT_OTHERWISE:
        spelt += [each.replace(letters, instead) for each in spelt if letters in each]
        spelt = spelt[:MOST_SPELT]
    spelt += [consonants(each) for each in spelt]
    found = {sound(each) for each in spelt}
    found |= {sound(each[2:]) for each in spelt if each.startswith(ARTICLES)}
    found |= {sound(each[:-1]) for each in spelt if each.endswith(CONSTRUCT)}
    found |= {f"l{each}" for each in found}  # the Arabic article, of which the vowel is not written
    if not is_bare(typed):
        return frozenset(found - {""})
    found |= {each.removeprefix("l") for each in found}
    return frozenset(each for each in found if len(each) >= SHORTEST)


def consonants(spelt: str) -> str:
    """Doubled ones once."""
    return "".join(letter for letter, _ in groupby(spelt) if letter not in VOWELS)


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
    places: list[set[int]] = [past_vowels(spoken, {0}), *(set() for _ in bare)]
    for at in range(len(bare)):
        for unit in (bare[at], bare[at : at + 2]):  # `kh` is one sound, or two with a vowel between
            if unit in HEARD or len(unit) == 1:
                to = at + len(unit)
                places[to] |= past_vowels(spoken, after(spoken, places[at], unit, bare, at))
    return len(spoken) in places[-1]


def after(spoken: str, places: set[int], unit: str, bare: str, at: int) -> set[int]:
    """Where a sound leads; an article's may be silent, and so is an h at the end, or a t."""
    last_h = unit == "h" and at == len(bare) - 1
    heard = (*HEARD.get(unit, (unit,)), *(("t",) if last_h else ()))
    found = {
        place + len(each) for place in places for each in heard if spoken.startswith(each, place)
    }
    return found | places if last_h or (unit == "l" and not at) else found


def past_vowels(spoken: str, places: set[int]) -> set[int]:
    """Those, and where the vowels behind them lead."""
    found = set(places)
    for place in range(len(spoken)):
        if place in found and spoken[place] in VOWELS:
            found.add(place + 1)
    return found
