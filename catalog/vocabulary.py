"""Which words of the market contain what was typed, are spelt nearly so, or sound so."""

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from catalog.by_ear import is_bare, sound_alike, sounds
from catalog.index_terms import Clauses
from catalog.near_words import slips
from catalog.prepared import Statement, prepared, unseen
from database.text_index import FIRST_HALF, LAST_HALF

ALIKE = 75
"""Of a hundred: one wrong letter in four, or two swapped."""

CLOSELY_ALIKE = 88
"""One wrong letter in eight."""

LENIENT_LENGTH = 4
"""In shorter words one letter is enough to be unlike: they have their slips."""

MOST_FOUND = 300
"""With more of them the index is no quicker than looking around."""

MOST_ALIKE = 40
LARGE = 50_000
"""So many words are not all compared with one that may be slipped, only those that share a half with it."""

MOST_SHARING = 2_000
"""Words with one half."""

OTHER_LENGTH = 2
"""Letters more or less."""

TRIGRAM = 3


class Vocabulary:
    """The words of the market, of which one search looks nothing up twice."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.not_called: set[Clauses] = set()  # whole names that no place has
        self._containing: dict[str, list[str]] = {}
        self._known: dict[str, bool] = {}
        self._all: Sequence[str] | None = None

    def containing(self, piece: str) -> list[str]:
        """Words with this piece of at least three letters in them; more than `MOST_FOUND` are not all."""
        self.look_up([piece])
        return self._containing[piece]

    def look_up(self, pieces: Iterable[str]) -> None:
        """Those that will be asked for, at once: on PostgreSQL a statement costs more than a word."""
        new = [each for each in dict.fromkeys(pieces) if each not in self._containing]
        if not new:
            return
        if self.connection.dialect.name == "sqlite":
            self._containing |= {each: trigram_search(self.connection, each) for each in new}
            return
        self._containing |= {each: [] for each in new}
        values = {"given": new, "most": MOST_FOUND + 1}
        for row in POSTGRES_CONTAINING.rows(self.connection, values):
            self._containing[row.piece].append(row.word)

    def known(self, words: Collection[str]) -> set[str]:
        """Those of them that are words of the market."""
        new = sorted({each for each in words if each not in self._known})
        if new:
            there = set(known(self.connection, new))
            self._known |= {each: each in there for each in new}
        return {each for each in words if self._known[each]}

    def beginning(self, piece: str) -> list[str]:
        """Words that begin so; more than `MOST_FOUND` are not all."""
        statement = BEGINNING[self.connection.dialect.name]
        values = {"piece": piece, "most": MOST_FOUND + 1}
        return statement.firsts(self.connection, values)

    def alike(self, piece: str, least: int = ALIKE) -> list[str]:
        """Words like this one, the most alike first."""
        within = self.containing(piece)[:MOST_ALIKE] if len(piece) >= TRIGRAM else []
        nearly = (
            spelt_alike(piece, self.candidates(piece), least)
            if len(piece) >= LENIENT_LENGTH
            else []
        )
        if least > ALIKE:
            return [*within, *nearly]
        near = (*slipped(self.connection, piece), *heard(self.connection, piece))
        return list(dict.fromkeys([*within, *nearly, *near]))

    def candidates(self, piece: str) -> Sequence[str]:
        """Words that may be spelt nearly so: all, which are read once, or some of very many."""
        if self._all is None:
            self._all = all_words(self.connection)
        return self._all or halves(self.connection, piece)


def trigram_search(connection: Connection, piece: str) -> list[str]:
    match = " AND ".join(f'"{each}"' for each in dict.fromkeys(trigrams(piece)))
    values = {"match": match, "piece": piece, "most": MOST_FOUND + 1}
    return SQLITE_CONTAINING.firsts(connection, values)


def spelt_alike(piece: str, words: Sequence[str], least: int) -> list[str]:
    """The most alike first, and of equals in the order of the alphabet."""
    found = process.extract(piece, words, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    alike = sorted((-likeness, word) for word, likeness, _ in found)
    return [word for _, word in alike[:MOST_ALIKE]]


def all_words(connection: Connection) -> Sequence[str]:
    """None where there are too many. They come as one text: a row takes longer than a word."""
    (text,) = ALL_WORDS[connection.dialect.name].firsts(connection, {"large": LARGE})
    return (text or "").split()


def slipped(connection: Connection, piece: str) -> list[str]:
    """Words of the market that are one typing error away from a short one."""
    return known(connection, slips(piece))


def known(connection: Connection, words: Sequence[str]) -> list[str]:
    """Those of them that are words of the market."""
    if not words:
        return []
    statement = KNOWN[connection.dialect.name]
    return statement.firsts(connection, {"given": given(connection, words)})


def given(connection: Connection, words: Sequence[str]) -> object:
    """As one value, so that there is one plan for however many."""
    return json.dumps(words) if connection.dialect.name == "sqlite" else list(words)


def heard(connection: Connection, piece: str) -> list[str]:
    """Words that sound so, where either has no vowels; none where there are too many of them."""
    alike = sorted(sounds(piece))
    if not alike:
        return []
    statement = sounding(connection.dialect.name, bare=is_bare(piece))
    values = {"given": given(connection, alike), "most": MOST_FOUND + 1}
    found = statement.firsts(connection, values)
    if len(found) > MOST_FOUND:
        return []
    return [word for word in found if sound_alike(piece, word)]


def halves(connection: Connection, piece: str) -> Sequence[str]:
    """Words of about its length with its first half or its last."""
    size = len(piece)
    others = sorted(
        range(size - OTHER_LENGTH, size + OTHER_LENGTH + 1), key=lambda n: abs(n - size)
    )
    lengths = [each for each in others if each > OTHER_LENGTH]
    ends = [(each - 1) // 2 for each in lengths]
    firsts, lasts = [piece[:end] for end in ends], [piece[-end:] for end in ends]
    if connection.dialect.name == "sqlite":
        values = {"firsts": json.dumps([*zip(lengths, firsts, strict=True)])}
        values |= {"lasts": json.dumps([*zip(lengths, lasts, strict=True)])}
        found = SQLITE_HALVES.firsts(connection, {**values, "most": MOST_SHARING})
    else:
        given = {"lengths": lengths, "firsts": firsts, "lasts": lasts, "most": MOST_SHARING}
        found = POSTGRES_HALVES.firsts(connection, given)
    return (found[0] or "").split()


def trigrams(padded: str) -> Iterable[str]:
    return (padded[start : start + TRIGRAM] for start in range(len(padded) - TRIGRAM + 1))


SQLITE, POSTGRES = "sqlite", "postgresql"
SQLITE_CONTAINING = prepared(
    SQLITE,
    "SELECT v.word FROM search_trigrams AS t JOIN vocabulary AS v ON v.id = t.rowid"
    " WHERE t.search_trigrams MATCH :match AND instr(v.word, :piece) LIMIT :most",
)
BEGUN_BY = {
    SQLITE: "word >= :piece AND word < :piece || '{'",
    POSTGRES: f"word LIKE {unseen('piece', 'text')} || '%'",
}
BEGINNING = {
    dialect: prepared(dialect, f"SELECT word FROM vocabulary WHERE {begun} LIMIT :most")
    for dialect, begun in BEGUN_BY.items()
}
TOGETHER = {SQLITE: "group_concat", POSTGRES: "string_agg"}
ALL_WORDS = {
    dialect: prepared(
        dialect,
        f"SELECT {together}(word, ' ') FROM vocabulary"
        " WHERE (SELECT max(id) FROM vocabulary) <= CAST(:large AS BIGINT)",
    )
    for dialect, together in TOGETHER.items()
}
SQLITE_HALF = (
    "SELECT * FROM (SELECT word FROM json_each(:{0}s) AS given CROSS JOIN search_halves"
    " WHERE last = {1} AND length = json_extract(given.value, '$[0]')"
    " AND half = json_extract(given.value, '$[1]') LIMIT :most)"
)
POSTGRES_HALF = (
    "(SELECT found.word FROM unnest(CAST(:lengths AS int[]), CAST(:{0}s AS text[])) AS given(length, half)"
    " CROSS JOIN LATERAL (SELECT word FROM vocabulary"
    " WHERE length(word) = given.length AND {1} = given.half OFFSET 0) AS found LIMIT :most)"
)


def either(half: str, first: str, last: str) -> str:
    """Words with one of the halves, each once, as one text."""
    return f"({half.format('first', first)} UNION {half.format('last', last)}) AS found"


SQLITE_HALVES = prepared(
    SQLITE, f"SELECT group_concat(word, ' ') FROM {either(SQLITE_HALF, '0', '1')}"
)
POSTGRES_HALVES = prepared(
    POSTGRES,
    "SELECT string_agg(word, ' ') FROM"
    f" {either(POSTGRES_HALF, FIRST_HALF.format('word'), LAST_HALF.format('word'))}",
)
ONE_OF = {
    "sqlite": "{} IN (SELECT value FROM json_each(:given))",
    "postgresql": "{} = ANY(ARRAY(SELECT unnest(CAST(:given AS text[]))))",
}
KNOWN = {
    dialect: prepared(dialect, f"SELECT word FROM vocabulary WHERE {one_of.format('word')}")
    for dialect, one_of in ONE_OF.items()
}
SOUNDS = {
    "sqlite": ("search_sounds", "sound", "word NOT GLOB '*[aeiou]?*' AND word NOT GLOB '*[eiou]'"),
    "postgresql": ("vocabulary", "search_sound(word)", "word !~ '[aeiou].|[eiou]$'"),
}


@cache
def sounding(dialect: str, *, bare: bool) -> Statement:
    """Words with one of the given sounds; without `bare`, of those written without vowels."""
    table, sound, without = SOUNDS[dialect]
    only = "" if bare else f" AND {without}"
    one_of = ONE_OF[dialect].format(sound)
    return prepared(dialect, f"SELECT word FROM {table} WHERE {one_of}{only} LIMIT :most")


POSTGRES_CONTAINING = prepared(
    POSTGRES,
    "SELECT piece, found.word FROM unnest(CAST(:given AS text[])) AS given(piece) CROSS JOIN LATERAL"
    " (SELECT word FROM vocabulary WHERE word LIKE '%' || piece || '%' LIMIT :most) AS found",
)
