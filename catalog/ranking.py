"""Which locations answer a search, in which order: bookable ones first, no more read than needed."""

from datetime import datetime

from sqlalchemy import Connection

from catalog.brands import other_names
from catalog.candidates import some_with
from catalog.looking import Looking
from catalog.search_shape import Ask, Shape
from catalog.tier import Tier
from catalog.vocabulary import ALIKE
from catalog.wording import Worded, forgives, says
from database.metadata import to_microseconds

RARE = 1_000
"""What fewer places say is looked for among them all, wherever they are."""


def ranked(
    connection: Connection,
    looking: Looking,
    now: datetime,
    count: int,
    *,
    forgive: bool = True,
    least: int = ALIKE,
) -> list[int]:
    """The ids of the first `count` locations, bookable ones first; `least` is how alike names are."""
    if not looking.words.strip():
        return tiers(connection, looking, now, count, Worded(()))
    words = says(connection, looking.words)
    if words is None:  # there is nothing in them that a name could have
        return []
    exact = tiers(connection, looking, now, count, words)
    exact = exact or of_brand(connection, looking, now, count)
    if exact or not forgive:
        return exact
    similar = forgives(connection, looking.words, least)
    return tiers(connection, looking, now, count, similar) if similar is not None else []


def of_brand(connection: Connection, looking: Looking, now: datetime, count: int) -> list[int]:
    """Those that are called as the brand is in another script."""
    for name in other_names(looking.words):
        words = says(connection, name)
        if words and (found := tiers(connection, looking, now, count, words)):
            return found
    return []


def tiers(
    connection: Connection, looking: Looking, now: datetime, count: int, words: Worded
) -> list[int]:
    places = how_many(connection, words)
    if not places:
        return []
    ids: list[int] = []
    for bookable in (True,) if looking.bookable_only else (True, False):
        if len(ids) < count:
            ask = asked(connection, looking, now, words, bookable)
            tier = Tier(connection, looking, now, ask, rare=places < RARE)
            ids += [row.id for row in tier.first(count - len(ids))]
    return ids


def how_many(connection: Connection, words: Worded) -> int:
    """Places anywhere that fit what the index knows of the words, no further than `RARE`.

    PostgreSQL has no first places of an index of words: to count some it finds all of them, and
    that takes longer than to find the nearest.
    """
    if not words.possible:
        return 0
    if not words.clauses or connection.dialect.name == "postgresql":
        return RARE
    return some_with(connection, Ask(Shape(connection.dialect.name), clauses=words.clauses), RARE)


def asked(
    connection: Connection, looking: Looking, now: datetime, words: Worded, bookable: bool
) -> Ask:
    shape = Shape(
        connection.dialect.name,
        bookable=bookable,
        category=looking.category is not None,
        background=bool(looking.category or looking.words or bookable),
        price_to=looking.price_to is not None,
        open_now=looking.open_now,
        likes=tuple(kinds for _, kinds in words.likes),
    )
    values = {
        "category": looking.category,
        "price_to": looking.price_to,
        "now": to_microseconds(now),
        **{f"like{number}": f"%{piece}%" for number, (piece, _) in enumerate(words.likes)},
    }
    return Ask(shape, values, words.clauses)
