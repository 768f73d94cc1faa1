"""Which words of the market contain what was typed, or are spelt nearly so: by their trigrams."""

from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, TextClause, text

ALIKE = 75
"""Of a hundred: one wrong letter in four, or two swapped."""

CLOSELY_ALIKE = 88
"""One wrong letter in eight."""

LENIENT_LENGTH = 4
"""Shorter words have no room for errors."""

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
    within = containing(connection, piece, MOST_ALIKE)
    if len(piece) < LENIENT_LENGTH:
        return within
    found = process.extract(
        piece,
        candidates(connection, piece),
        scorer=fuzz.ratio,
        score_cutoff=least,
        limit=MOST_ALIKE,
    )
    return list(dict.fromkeys([*within, *(word for word, _, _ in found)]))


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
POSTGRES_CONTAINING = text("SELECT word FROM vocabulary WHERE word LIKE :pattern LIMIT :most")


@cache
def sharing(count: int) -> TextClause:
    either = " OR ".join(f"word LIKE :p{number}" for number in range(count))
    return text(
        f"SELECT word FROM vocabulary WHERE ({either}) AND length(word) BETWEEN :least AND :most"
    )
