"""Which words of the market contain what was typed, are spelt nearly so, or sound so."""

import json
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, TextClause, text

from catalog.by_ear import is_bare, sound_alike, sounds
from catalog.near_words import slips

ALIKE = 75
"""Of a hundred: one wrong letter in four, or two swapped."""

CLOSELY_ALIKE = 88
"""One wrong letter in eight."""

LENIENT_LENGTH = 4
"""In shorter words one letter is enough to be unlike: they have their slips."""

MOST_WORDS = 300
"""With more of them the index is no quicker than looking around."""

MOST_ALIKE = 40
TRIGRAM = 3


def containing(connection: Connection, piece: str, most: int = MOST_WORDS) -> list[str]:
    """Words with this piece of at least three letters in them, at most so many."""
    if connection.dialect.name == "sqlite":
        match = " AND ".join(f'"{each}"' for each in dict.fromkeys(trigrams(piece)))
        values = {"match": match, "piece": piece, "most": most}
        return list(connection.execute(SQLITE_CONTAINING, values).scalars())
    values = {"pattern": f"%{piece}%", "most": most}
    return list(connection.execute(POSTGRES_CONTAINING, values).scalars())


def alike(connection: Connection, piece: str, least: int = ALIKE) -> list[str]:
    """Words like this one, the most alike first."""
    within = containing(connection, piece, MOST_ALIKE) if len(piece) >= TRIGRAM else []
    if least > ALIKE:
        return [*within, *spelt_alike(connection, piece, least)]
    near = (*slipped(connection, piece), *heard(connection, piece))
    return list(dict.fromkeys([*within, *spelt_alike(connection, piece, least), *near]))


def spelt_alike(connection: Connection, piece: str, least: int) -> list[str]:
    if len(piece) < LENIENT_LENGTH:
        return []
    found = process.extract(
        piece,
        candidates(connection, piece),
        scorer=fuzz.ratio,
        score_cutoff=least,
        limit=MOST_ALIKE,
    )
    return [word for word, _, _ in found]


def slipped(connection: Connection, piece: str) -> list[str]:
    """Words of the market that are one typing error away from a short one."""
    return known(connection, slips(piece))


def known(connection: Connection, words: Sequence[str]) -> list[str]:
    """Those of them that are words of the market."""
    if not words:
        return []
    statement = KNOWN[connection.dialect.name]
    return list(connection.execute(statement, {"given": given(connection, words)}).scalars())


def given(connection: Connection, words: Sequence[str]) -> object:
    """As one value, so that there is one plan for however many."""
    return json.dumps(words) if connection.dialect.name == "sqlite" else list(words)


def heard(connection: Connection, piece: str) -> list[str]:
    """Words that sound so, where either has no vowels; none where there are too many of them."""
    alike = sorted(sounds(piece))
    if not alike:
        return []
    statement = sounding(connection.dialect.name, bare=is_bare(piece))
    values = {"given": given(connection, alike), "most": MOST_WORDS + 1}
    found = list(connection.execute(statement, values).scalars())
    if len(found) > MOST_WORDS:
        return []
    return [word for word in found if sound_alike(piece, word)]


def candidates(connection: Connection, piece: str) -> Sequence[str]:
    """Words of about its length that share a trigram with it, its first and last letters marked."""
    parts = list(dict.fromkeys(trigrams(f" {piece} ")))
    lengths = {"least": len(piece) * 3 // 5, "most": len(piece) * 5 // 3 + 1}
    if connection.dialect.name == "sqlite":
        match = " OR ".join(f'"{each}"' for each in parts)
        return list(connection.execute(SQLITE_SHARING, {"match": match} | lengths).scalars())
    patterns = {f"p{number}": pattern(each) for number, each in enumerate(parts)}
    return list(connection.execute(sharing(len(parts)), patterns | lengths).scalars())


def trigrams(padded: str) -> Iterable[str]:
    return (padded[start : start + TRIGRAM] for start in range(len(padded) - TRIGRAM + 1))


def pattern(trigram: str) -> str:
    if trigram.startswith(" "):
        return f"{trigram[1:]}%"
    return f"%{trigram[:-1]}" if trigram.endswith(" ") else f"%{trigram}%"


SQLITE_CONTAINING = text(
    "SELECT v.word FROM search_trigrams AS t JOIN vocabulary AS v ON v.id = t.rowid"
    " WHERE t.search_trigrams MATCH :match AND instr(v.word, :piece) LIMIT :most"
)
SQLITE_SHARING = text(
    "SELECT v.word FROM search_trigrams AS t JOIN vocabulary AS v ON v.id = t.rowid"
    " WHERE t.search_trigrams MATCH :match AND length(v.word) BETWEEN :least AND :most"
)
ONE_OF = {
    "sqlite": "{} IN (SELECT value FROM json_each(:given))",
    "postgresql": "{} = ANY(CAST(:given AS text[]))",
}
KNOWN = {
    dialect: text(f"SELECT word FROM vocabulary WHERE {one_of.format('word')}")
    for dialect, one_of in ONE_OF.items()
}
SOUNDS = {
    "sqlite": ("search_sounds", "sound", "word NOT GLOB '*[aeiou]?*' AND word NOT GLOB '*[eiou]'"),
    "postgresql": ("vocabulary", "search_sound(word)", "word !~ '[aeiou].|[eiou]$'"),
}


@cache
def sounding(dialect: str, *, bare: bool) -> TextClause:
    """Words with one of the given sounds; without `bare`, of those written without vowels."""
    table, sound, without = SOUNDS[dialect]
    only = "" if bare else f" AND {without}"
    one_of = ONE_OF[dialect].format(sound)
    return text(f"SELECT word FROM {table} WHERE {one_of}{only} LIMIT :most")


POSTGRES_CONTAINING = text("SELECT word FROM vocabulary WHERE word LIKE :pattern LIMIT :most")


@cache
def sharing(count: int) -> TextClause:
    either = " OR ".join(f"word LIKE :p{number}" for number in range(count))
    return text(
        f"SELECT word FROM vocabulary WHERE ({either}) AND length(word) BETWEEN :least AND :most"
    )
