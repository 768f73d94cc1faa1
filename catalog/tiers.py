"""Both tiers of what is looked for, grade by grade: what can be booked comes first, and in each the very words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from catalog import index_terms
from catalog.candidates import Told, some_with, told
from catalog.index_terms import Clauses, is_of_words
from catalog.looking import Looking, Sort
from catalog.open_places import open_hours
from catalog.search_shape import Ask, Shape
from catalog.tier import Crowds, Tier
from catalog.wording import Worded, at_once, in_patterns
from database.metadata import to_microseconds

RARE = 1_000
"""What fewer places say is looked for among them all, wherever they are; the index is asked once."""

READ = 300
"""So few places are read, to see what else they say."""

MANY = 4_000
"""Places around somebody, of which each takes longer to be asked for its hours than all hours there are."""

MOST_TERMS = 16
"""Of more, many places are likely to have one."""

SELDOM = 2
"""Places of a tier within the whole radius."""

NOTHING_KNOWN: Mapping[Worded, Sequence[int]] = MappingProxyType({})


def bookable_first(
    connection: Connection,
    looking: Looking,
    now: datetime,
    count: int,
    grades: Sequence[Worded],
    *,
    known: Mapping[Worded, Sequence[int]] = NOTHING_KNOWN,
) -> list[int]:
    """Of each tier those of the first grade, then those that are new in the next one.

    `known` are all places that there are of some of the words.
    """
    return Tiers(connection, looking, now, grades, dict(known)).first(count)


@dataclass(frozen=True, slots=True)
class Tiers:
    """One search; of the same words nothing is listed twice."""

    connection: Connection
    looking: Looking
    now: datetime
    grades: Sequence[Worded]
    few: dict[Worded, Sequence[int] | None]
    near: dict[Worded, Sequence[int] | None] = field(default_factory=dict)
    hours: list[Sequence[int] | None] = field(default_factory=list)  # that are open, once asked
    crowds: Crowds = field(default_factory=dict)
    common: bool = False  # so many have what is asked that enough of the best rated do

    @property
    def nearest(self) -> bool:
        return self.looking.point is not None and self.looking.sort is Sort.DISTANCE

    def first(self, count: int) -> list[int]:
        all_of_them = self.those(self.grades[-1]) if self.nearest and self.grades else None
        if all_of_them is not None:
            return self.all_grades(all_of_them, count)
        if self.is_common(count):
            nothing_listed = dict.fromkeys(self.grades)
            return replace(self, few=nothing_listed, common=True).grade_by_grade(count)
        return self.grade_by_grade(count)

    def is_common(self, count: int) -> bool:
        """Whether enough of the best rated of all have what the last grade asks for."""
        if self.looking.point is not None or self.looking.sort is Sort.PRICE or not self.grades:
            return False
        last = self.grades[-1]
        told = bool(last.patterns or not self.looking.words)
        if not told or (last.terms <= MOST_TERMS and self.those(last) is not None):
            return False
        return bool(self.tier_of(last, True, None).at_the_top(count))

    def grade_by_grade(self, count: int) -> list[int]:
        """Until those around somebody are few that have what the last grade asks for."""
        ids: dict[int, None] = {}
        for bookable in (True,) if self.looking.bookable_only else (True, False):
            before = len(ids)
            for words in self.grades:
                tier = self.tier(words, bookable) if len(ids) < count else None
                if tier is None:
                    continue
                rows = tier.first(count - before)
                if tier.ask.clauses and (rows is None or self.are_seldom(words, rows)):
                    few_around = self.around(self.grades[-1])
                    if few_around is not None:
                        return self.all_grades(few_around, count)
                rows = self.further(tier, count - before) if rows is None else rows
                ids |= dict.fromkeys(row.id for row in rows)
        return list(ids)[:count]

    def are_seldom(self, words: Worded, rows: Sequence[Any]) -> bool:
        """Whether so few of a tier have them around that the index sooner says who else does, in all grades."""
        return self.nearest and len(rows) <= SELDOM and any(map(is_of_words, words.clauses))

    def further(self, tier: Tier, count: int) -> Sequence[Any]:
        """At night few hours are open: that a place has one of them is seen sooner than what each says."""
        if tier.ask.clauses or not tier.has_more_than(MANY):
            return tier.further(count)
        if not self.hours:
            self.hours.append(open_hours(self.connection, self.now))
        hours = self.hours[0]
        ask = tier.ask if hours is None else tier.ask.open_by(hours)
        return replace(tier, ask=ask).further(count)

    def all_grades(self, among: Sequence[int], count: int) -> list[int]:
        """Of both tiers, in one statement."""
        last = self.grades[-1]
        every = at_once(last) if len(self.grades) > 1 else last
        self.few[every] = among
        tier = self.tier(every, True if self.looking.bookable_only else None)
        return [row.id for row in tier.first(count) or ()] if tier else []

    def tier(self, words: Worded, bookable: bool | None) -> Tier | None:
        """None where no place has the words."""
        ids = self.those(words)
        if ids is not None and not ids:
            return None
        return self.tier_of(words, bookable, ids)

    def tier_of(self, words: Worded, bookable: bool | None, ids: Sequence[int] | None) -> Tier:
        ask = asked(self.connection, self.looking, self.now, words, bookable)
        plain = asked(self.connection, self.looking, self.now, in_patterns(words), bookable)
        among = ask if ids is None else ask.among(ids)
        return Tier(self.connection, self.looking, self.now, among, plain, self.crowds, self.common)

    def those(self, words: Worded) -> Sequence[int] | None:
        """All that fit what the index knows of the words; None where they may be many.

        PostgreSQL has no first places of an index of words: to list some it finds all of them. So it
        lists no more than are around, and of one word no more than are shown.
        """
        if words not in self.few:
            self.few[words] = self.if_few(words)
        return self.few[words]

    def if_few(self, words: Worded) -> Sequence[int] | None:
        if not words.possible:
            return ()
        if self.connection.dialect.name == "postgresql":
            of_one = self.looking.point is None and len(words.clauses) == 1 and not words.named
            return self.around(words) if words.says_much and not of_one else None
        if self.nearest and words != self.grades[-1] and words.terms > MOST_TERMS:
            return None  # and many have what the last grade asks for: they are found around first
        return listed(self.connection, words.clauses)

    def around(self, words: Worded) -> Sequence[int] | None:
        """The same of those around somebody."""
        if words not in self.near:
            areas = areas_of(self.looking)
            self.near[words] = listed(self.connection, words.clauses, areas)
        return self.near[words]


def areas_of(looking: Looking) -> Clauses:
    return index_terms.areas(looking.point, looking.radius) if looking.point else ()


def any_called(connection: Connection, looking: Looking, names: Clauses) -> bool:
    """Whether one of the names may be the whole name of a place there."""
    ids = listed(
        connection, names, () if connection.dialect.name == "sqlite" else areas_of(looking)
    )
    return ids is None or bool(ids)


def listed(connection: Connection, clauses: Clauses, areas: Clauses = ()) -> Sequence[int] | None:
    if not clauses:
        return None
    ask = Ask(Shape(connection.dialect.name), clauses=(*clauses, *areas))
    ids = some_with(connection, ask, RARE)
    return ids if len(ids) < RARE else None


def those_few(connection: Connection, looking: Looking, clauses: Clauses) -> Sequence[Told] | None:
    """The places there that have these terms; None where too many have them to be read."""
    ask = Ask(Shape(connection.dialect.name), clauses=(*clauses, *areas_of(looking)))
    places = told(connection, ask, READ)
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
