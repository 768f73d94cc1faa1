"""Which locations answer a search, in which order: what is called so, what can be booked, what is near.

No more is read than needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from catalog import index_terms
from catalog.brands import other_names
from catalog.candidates import Told, some_with, told
from catalog.forgiving import forgives
from catalog.index_terms import Clauses
from catalog.looking import Looking, Sort
from catalog.search_shape import Ask, Shape
from catalog.tier import Crowds, Tier
from catalog.vocabulary import ALIKE, Vocabulary
from catalog.wording import (
    Worded,
    at_once,
    calls,
    graded,
    in_patterns,
    in_respelt,
    respelt,
    typed,
)
from database.metadata import to_microseconds

RARE = 1_000
"""What fewer places say is looked for among them all, wherever they are; the index is asked once."""

READ = 300
"""So few places are read, to see what else they say."""

NOTHING_KNOWN: Mapping[Worded, Sequence[int]] = MappingProxyType({})


def ranked(
    connection: Connection, looking: Looking, now: datetime, count: int, *, forgive: bool = True
) -> list[int]:
    """The ids of the first `count` locations, bookable ones first."""
    return found(Vocabulary(connection), looking, now, count, forgive=forgive)


def found(
    vocabulary: Vocabulary,
    looking: Looking,
    now: datetime,
    count: int,
    *,
    forgive: bool = True,
    least: int = ALIKE,
) -> list[int]:
    """The same, of a search that looks up more than once; `least` is how alike names are."""
    connection = vocabulary.connection
    if not looking.words.strip():
        return bookable_first(connection, looking, now, count, (Worded(()),))
    if not typed(looking.words):  # there is nothing in them that a name could have
        return []
    exact = exactly(vocabulary, looking, now, count)
    exact = exact or of_brand(vocabulary, looking, now, count)
    if exact or not forgive:
        return exact
    similar = forgives(
        vocabulary, looking.words, least, lambda c: those_few(connection, looking, c)
    )
    if similar is None:
        return []
    known = {} if similar.ids is None else {similar.words: similar.ids}
    return bookable_first(connection, looking, now, count, (similar.words,), known=known)


def exactly(vocabulary: Vocabulary, looking: Looking, now: datetime, count: int) -> list[int]:
    """Those of which it is the whole name, then those that have its words, also written apart or together."""
    called = of_name(vocabulary, looking, now, count)
    if len(called) == count:
        return called
    having = spelt(vocabulary, looking, now, count + len(called))
    for words in () if having else respelt(vocabulary, looking.words):
        having = spelt(vocabulary, replace(looking, words=words), now, count + len(called))
        if having:
            break
    return list(dict.fromkeys((*called, *having)))[:count]


def of_name(vocabulary: Vocabulary, looking: Looking, now: datetime, count: int) -> list[int]:
    """Whatever else is asked for, a sort by price or rating asks for no name."""
    name = calls(looking.words) if looking.sort is Sort.DISTANCE else None
    if name is None or name.clauses in vocabulary.not_called:
        return []
    return bookable_first(vocabulary.connection, looking, now, count, (name,))


def foresee(vocabulary: Vocabulary, several: Sequence[str]) -> None:
    """What several searches after each other will look up, at once."""
    vocabulary.known({each for words in several for each in in_respelt(words)})
    names = [name for words in several if (name := calls(words)) is not None]
    terms = tuple(dict.fromkeys(term for name in names for (term,) in name.clauses))
    if terms and not if_few(vocabulary.connection, Worded((terms,), named=True)):
        vocabulary.not_called |= {name.clauses for name in names}


def spelt(vocabulary: Vocabulary, looking: Looking, now: datetime, count: int) -> list[int]:
    """Those with all the words, the nearest to what was typed first; not where price or rating sorts them."""
    grades = list(graded(vocabulary, looking.words))
    if looking.sort is not Sort.DISTANCE:
        grades = grades[-1:]
    return bookable_first(vocabulary.connection, looking, now, count, grades)


def of_brand(vocabulary: Vocabulary, looking: Looking, now: datetime, count: int) -> list[int]:
    """Those that are called as the brand is in another script."""
    for name in other_names(looking.words):
        having = exactly(vocabulary, replace(looking, words=name), now, count)
        if having:
            return having
    return []


def bookable_first(
    connection: Connection,
    looking: Looking,
    now: datetime,
    count: int,
    grades: Sequence[Worded],
    *,
    known: Mapping[Worded, Sequence[int]] = NOTHING_KNOWN,
) -> list[int]:
    """Of each tier those of the first grade, then those that are new in the next one."""
    few: dict[Worded, Sequence[int] | None] = dict(known)
    crowds: Crowds = {}

    def those(words: Worded) -> Sequence[int] | None:
        if words not in few:
            few[words] = if_few(connection, words)
        return few[words]

    def first(words: Worded, bookable: bool | None, most: int) -> Iterator[int]:
        ids = those(words)
        if ids is None or ids:
            ask = asked(connection, looking, now, words, bookable)
            plain = asked(connection, looking, now, in_patterns(words), bookable)
            ask = ask if ids is None else ask.among(ids)
            tier = Tier(connection, looking, now, ask, plain, crowds)
            yield from (row.id for row in tier.first(most))

    nearest = looking.point is not None and looking.sort is Sort.DISTANCE
    if nearest and grades and (all_of_them := those(grades[-1])) is not None:
        every = at_once(grades[-1]) if len(grades) > 1 else grades[-1]
        few[every] = all_of_them
        return list(first(every, True if looking.bookable_only else None, count))
    ids: dict[int, None] = {}
    for bookable in (True,) if looking.bookable_only else (True, False):
        before = len(ids)
        for words in grades:
            if len(ids) < count:
                ids |= dict.fromkeys(first(words, bookable, count - before))
    return list(ids)[:count]


def if_few(connection: Connection, words: Worded) -> Sequence[int] | None:
    """All places anywhere that fit what the index knows of the words; None where they may be many.

    PostgreSQL has no first places of an index of words: to list some it finds all of them, and of
    what many say that takes longer than to find the nearest.
    """
    if not words.possible:
        return ()
    on_postgres = connection.dialect.name == "postgresql"
    if not words.clauses or (on_postgres and not words.says_much):
        return None
    ask = Ask(Shape(connection.dialect.name), clauses=words.clauses)
    ids = some_with(connection, ask, RARE)
    return ids if len(ids) < RARE else None


def those_few(connection: Connection, looking: Looking, clauses: Clauses) -> Sequence[Told] | None:
    """The places there that have these terms; None where too many have them to be read."""
    if looking.point is not None:
        clauses = (*clauses, *index_terms.areas(looking.point, looking.radius))
    places = told(connection, Ask(Shape(connection.dialect.name), clauses=clauses), READ)
    return places if len(places) < READ else None


def asked(
    connection: Connection, looking: Looking, now: datetime, words: Worded, bookable: bool | None
) -> Ask:
    """Of one of the tiers; of both, with what can be booked before the others, where it is None."""
    shape = Shape(
        connection.dialect.name,
        bookable=bookable,
        category=looking.category is not None,
        background=bool(looking.category or looking.words or bookable),
        price_to=looking.price_to is not None,
        open_now=looking.open_now,
        likes=tuple(kinds for _, kinds in words.likes),
        graded=tuple(kinds for _, kinds in words.graded),
    )
    values = {
        "category": looking.category,
        "price_to": looking.price_to,
        "now": to_microseconds(now),
        **{f"like{number}": pattern for number, (pattern, _) in enumerate(words.likes)},
        **{f"whole{number}": f"% {piece} %" for number, (piece, _) in enumerate(words.graded)},
        **{f"begun{number}": f"% {piece}%" for number, (piece, _) in enumerate(words.graded)},
    }
    return Ask(shape, values, words.clauses)
