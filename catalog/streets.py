"""A street by other spellings: `C/ Verdi` and `Verdi` for `Carrer de Verdi`, `Hauptstr.` for `Hauptstraße`."""

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

TYPES = (
    (
        "street str st strasse straat calle cl c carrer cr rue r via rua ulica ul ulitsa vulytsia vul"
        " gata gatan gade katu utca jie sokak sk sharia"
    ),
    "avenue ave av avda avinguda avgda avenida",
    "allee al alleya",
    "prospekt prosp pr",
    "road rd",
    "weg",
    "tie vagen vej vei",
    "chaussee shosse sh",
    "carretera ctra",
    "route rte",
    "square sq plaza plz pza platz placa piazza praca ploshchad plein torg tori",
    "place pl",
    "lane ln",
    "gasse",
    "pereulok per",
    "passage passatge pasaje psge",
    "court ct",
    "close",
    "alley aly",
    "boulevard blvd bd bulvar bulevardi bulevar",
    "rambla rbla",
    "ronda rda",
    "passeig pg paseo po",
    "quai kai naberezhnaya nab",
    "drive dr",
    "crescent cres",
    "terrace ter",
    "gardens gdns",
    "highway hwy",
    "freeway fwy",
    "parkway pkwy",
)
"""What stands before or behind the name: a line has one kind of street, in full and in short, folded."""

ENDINGS = MappingProxyType(
    dict.fromkeys(("strasse", "straat", "str", "gatan", "gata", "gade", "katu", "utca"), "street")
    | dict.fromkeys(("vagen", "vej", "tie"), "tie")
    | dict.fromkeys(("platz", "plein", "tori"), "square")
    | {each: each for each in ("weg", "allee", "gasse")}
)
"""Where languages write both as one word."""

BETWEEN = frozenset(
    [
        "de",
        "del",
        "dels",
        "de",
        "la",
        "la",
        "las",
        "el",
        "els",
        "los",
        "les",
        "l",
        "d",
        "du",
        "des",
        "da",
        "do",
        "das",
        "dos",
        "di",
        "dei",
        "degli",
        "della",
        "delle",
        "van",
        "der",
    ]
)
"""Little words between a type and a name."""

NEVER_BEFORE = frozenset({"st", "dr", "ct", "close", "court", "gardens"})
"""St James is a saint."""

NEVER_BEHIND = frozenset({"c", "r", "cl", "cr", "via", "rue", "calle", "carrer"})
SHORTEST = 3


def other_spellings(folded: str) -> Iterator[str]:
    """The street with its kind in one spelling for all, and the bare name."""
    name, kind = taken_apart(folded)
    if kind and len(name) >= SHORTEST:
        yield f"{name} {kind}"
        yield name


def same_spelling(folded: str) -> str | None:
    """What is typed as `other_spellings` has it, where it says of what kind the street is."""
    name, kind = taken_apart(folded)
    return f"{name} {kind}" if kind and len(name) >= SHORTEST else None


def taken_apart(folded: str) -> tuple[str, str | None]:
    """The name, and the kind of street that is said before it, behind it or at its end."""
    words, kinds = folded.split(), kinds_by_word()
    if len(words) > 1 and words[-1] in kinds.keys() - NEVER_BEHIND:
        return " ".join(words[:-1]), kinds[words[-1]]
    if len(words) > 1 and words[0] in kinds.keys() - NEVER_BEFORE:
        return " ".join(without_little_words(words[1:])), kinds[words[0]]
    for ending, kind in ENDINGS.items():
        if words and words[-1].endswith(ending) and len(words[-1]) > len(ending) + 2:
            return " ".join((*words[:-1], words[-1].removesuffix(ending))), kind
    return folded, None


@cache
def kinds_by_word() -> dict[str, str]:
    return {word: line.split()[0] for line in TYPES for word in line.split()}


def without_little_words(words: list[str]) -> list[str]:
    kept = words
    while len(kept) > 1 and kept[0] in BETWEEN:
        kept = kept[1:]
    return kept
