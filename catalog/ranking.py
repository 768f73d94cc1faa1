"""Which locations answer a search, in which order: what is called so, what can be booked, what is near.

No more is read than needed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from catalog.brands import other_names
from catalog.forgiving import forgives
from catalog.looking import Looking, Sort
from catalog.tiers import any_called, bookable_first, those_few
from catalog.vocabulary import ALIKE, Vocabulary
from catalog.wording import Worded, calls, graded, in_respelt, respelt, typed


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


def foresee(vocabulary: Vocabulary, looking: Looking, several: Sequence[str]) -> None:
    """What several searches after each other will look up, at once."""
    vocabulary.known({each for words in several for each in in_respelt(words)})
    names = [name for words in several if (name := calls(words)) is not None]
    terms = tuple(dict.fromkeys(term for name in names for (term,) in name.clauses))
    if terms and not any_called(vocabulary.connection, looking, (terms,)):
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
