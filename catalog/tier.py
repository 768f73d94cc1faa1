"""A tier of a search, all bookable or none, or both at once: no more is read than its first places need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from catalog import index_terms
from catalog.candidates import found
from catalog.circles import first_crowded
from catalog.looking import Looking, Sort
from catalog.open_places import surely_open
from catalog.search_shape import Ask, Order
from database.scoring import UNRATED

RINGS = (1_000, 3_000, 10_000)
"""Metres; a sort by price or rating widens until it has a choice."""

STEPS = (60, 250, 1_000, 4_000, 12_000)
"""Metres; what is near is looked for in circles, each many times as large as the one before."""

FIRST_STEP, FIRST_STEP_BOOKABLE = 1, 2
FIRST_STEP_OF_KIND, FIRST_STEP_OF_KIND_BOOKABLE = 2, 3
"""Of one kind there are few near anybody."""

NARROW = 1_000
"""Metres: where words are common they are found within so far."""

ENOUGH = 30
"""So many places are a choice: a sort by price or rating looks no further."""

NOT_FAR = 1_000
"""Metres: where no more are open, there may be few anywhere, as at night."""

MOST_AT_ONCE = 160
"""Where a circle has more, a narrower one will do."""

READ = 1_000
"""Where a circle has no more places, they are read for their words."""

TOP = 500
"""Of the best rated so many are looked through first: many places have common words."""

HALVINGS = 6
"""Of the way from a circle with too few to one with too many."""

MORE = 8

Crowds = dict[bool | None, float | None]
"""By tier the first circle with so many places that they are not read for their words."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One of the two tiers: all bookable, or none."""

    connection: Connection
    looking: Looking
    now: datetime
    ask: Ask
    plain: Ask  # the same without the index of words
    crowds: Crowds
    common: bool  # whether the best rated of all are looked through first

    @property
    def rare(self) -> bool:
        """Whether so few places have the words that all are known."""
        return self.ask.shape.listed

    @property
    def bookable(self) -> bool | None:
        return self.ask.shape.bookable

    def first(self, count: int) -> Sequence[Any] | None:
        """None where `further` finds them, if no few places are known that have what is asked."""
        if self.looking.point is None:
            return self.anywhere(count)
        if self.ask.clauses or self.ask.shape.likes or self.rare:
            return self.near_with_words(count)
        if self.looking.sort is not Sort.DISTANCE:
            return self.near_in_order(count)
        if not self.looking.open_now or self.looking.category:
            return self.nearest(self.ask, count, self.looking.radius)
        rows = self.nearest(self.ask, count, min(self.looking.radius, NOT_FAR))
        return rows if len(rows) == count or self.looking.radius <= NOT_FAR else None

    def further(self, count: int) -> Sequence[Any]:
        """In wider circles than the first ones, or by what the index says of words and areas."""
        if self.ask.clauses:
            return self.by_terms(count)
        return self.nearest(self.ask, count, self.looking.radius, beyond=NOT_FAR)

    # --- without words ---------------------------------------------------------------------------

    def nearest(
        self, ask: Ask, count: int, radius: float, *, leap: bool = True, beyond: float = 0
    ) -> Sequence[Any]:
        """The first circle that holds enough; without `leap` none is left out. `beyond` is too narrow."""
        circles = [*(each for each in STEPS if beyond < each < radius), radius]
        if ask.shape.grows:
            return self.take(self.circle(ask, *circles), count)
        return self.step_by_step(ask, count, circles, leap=leap)

    def step_by_step(
        self, ask: Ask, count: int, circles: Sequence[float], *, leap: bool
    ) -> Sequence[Any]:
        """From circle to circle: back where there are too many in one, on where there are too few.

        Around whom there is none at all there are mostly few: with `leap` the widest is next.
        """
        widest = len(circles) - 1
        step = min(self.first_step, widest) if circles[0] == STEPS[0] else 0
        empty, crowded = -1, len(circles)
        some = ask.but(some=True)
        while empty < step < crowded:
            rows, more = self.some(some, circles[step], count)
            if not more and (len(rows) >= count or step == widest):
                return rows[:count]
            if more:
                crowded, step = step, step - 1
            else:
                near = rows or crowded <= widest or not leap
                empty, step = step, step + 1 if near else widest
        narrower = circles[empty] if empty >= 0 else 0.0
        return self.in_crowds(ask, narrower, circles[crowded:], count)

    @property
    def first_step(self) -> int:
        if self.ask.shape.category:
            return FIRST_STEP_OF_KIND_BOOKABLE if self.bookable else FIRST_STEP_OF_KIND
        return FIRST_STEP_BOOKABLE if self.bookable else FIRST_STEP

    def in_crowds(
        self, ask: Ask, few: float, circles: Sequence[float], count: int
    ) -> Sequence[Any]:
        """Between a circle of too few and those of too many; all of one, where none is between.

        Of a wider one where not enough of them are open.
        """
        many, *wider = circles
        rows: Sequence[Any]
        some = ask.but(some=True)
        for _ in range(HALVINGS):
            radius = (few + many) / 2
            rows, more = self.some(some, radius, count)
            if len(rows) >= count:
                return rows[:count]
            few, many = (few, radius) if more else (radius, many)
        for radius in (many, *wider):
            rows = self.take(self.circle(ask, radius), count)
            if len(rows) == count:
                break
        return rows

    def some(self, ask: Ask, radius: float, count: int) -> tuple[Sequence[Any], bool]:
        """The nearest of `some` in a circle; and whether there are more in it than are read at once."""
        most = max(MOST_AT_ONCE, 2 * count)
        wanted = self.circle(ask, radius)
        rows = found(self.connection, wanted, count, most + 1)
        if not rows or rows[0].total > most:
            return (), bool(rows)
        opened = self.those_open(rows)
        if len(opened) < len(rows) == count:
            opened = self.those_open(found(self.connection, wanted, most, most + 1))
        return opened, False

    def near_in_order(self, count: int) -> Sequence[Any]:
        """Those with a price or a rating in their order, and between or behind them the nearest."""
        radius = self.wide_enough()
        if self.looking.sort is Sort.PRICE:
            priced = self.circle(self.ask.but(priced=True, order=Order.PRICE), radius)
            rows = self.take(priced, count)
            if len(rows) == count or self.looking.price_to is not None:
                return rows
            return [*rows, *self.nearest(self.ask.but(priced=False), count - len(rows), radius)]
        rated = self.take(self.circle(self.ask.but(rated=True, order=Order.RATING), radius), count)
        if all_better(rated, count):
            return rated
        others = self.nearest(self.ask.but(rated=False), count, radius)
        return best((*rated, *others))[:count]

    def wide_enough(self) -> float:
        """The narrowest circle that holds a choice; the same for every page of the results."""
        ask = self.ask.but(open_now=False, some=True)
        steps = RINGS[1:2] if self.looking.words else RINGS
        circles = [each for each in steps if each < self.looking.radius]
        together = [circles] if circles and ask.shape.grows else [[each] for each in circles]
        for each in together:
            rows = found(self.connection, self.circle(ask, *each), 1, ENOUGH)
            if rows and rows[0].total == ENOUGH:
                return float(rows[0].radius)
        return self.looking.radius

    # --- with words ------------------------------------------------------------------------------

    def near_with_words(self, count: int) -> Sequence[Any] | None:
        if self.looking.sort is not Sort.DISTANCE:
            order = Order.PRICE if self.looking.sort is Sort.PRICE else Order.RATING
            return self.take(self.circle(self.ask.but(order=order), self.wide_enough()), count)
        if self.rare:
            return self.take(self.circle(self.ask, self.looking.radius), count)
        if not self.ask.clauses:
            return self.nearest(self.plain, count, self.looking.radius, leap=False)
        near = self.with_few()
        if near:
            rows = self.nearest(self.plain, count, near[-1])
            if len(rows) == count or len(near) == len(self.circles):
                return rows
        return None

    def by_terms(self, count: int) -> Sequence[Any]:
        """By what the index says of words and areas, in the circles that hold many places."""
        circles = self.circles[len(self.with_few()) :]
        steps = [each for each in circles if each >= NARROW] or circles[-1:]
        if not self.ask.shape.grows:
            return self.step_by_step(self.ask, count, steps, leap=True)
        for radius in (steps[0], steps[-1]):
            rows = self.take(self.circle(self.ask, radius), count)
            if len(rows) == count:
                break
        return rows

    @property
    def circles(self) -> Sequence[float]:
        radius = self.looking.radius
        return [*(each for each in STEPS if each < radius), radius]

    def with_few(self) -> Sequence[float]:
        """The circles with so few places of this tier that all are read."""
        if not self.plain.shape.likes:
            return []
        if self.bookable not in self.crowds:
            self.crowds[self.bookable] = self.first_crowded(self.circles)
        crowded = self.crowds[self.bookable]
        return [each for each in self.circles if crowded is None or each < crowded]

    def anywhere(self, count: int) -> Sequence[Any]:
        """The best rated first; those that nobody rated in the order in which they came."""
        ask = self.marked()
        if self.looking.sort is not Sort.PRICE:
            return self.by_rating(ask, count)
        priced = ask.with_terms(index_terms.mark("p")).but(priced=True, order=Order.PRICE_ANYWHERE)
        rows = self.take(priced, count)
        if len(rows) == count:
            return rows
        return [*rows, *self.by_rating(ask.but(priced=False), count - len(rows))]

    def by_rating(self, ask: Ask, count: int) -> Sequence[Any]:
        rated = self.at_the_top(count) if self.common else ()
        if rated:
            return rated
        marked = ask.with_terms(index_terms.mark("r")).but(rated=True, order=Order.RATING)
        rated = self.take(marked, count)
        if all_better(rated, count):
            return rated
        others = self.take(ask.but(rated=False, order=Order.NUMBER), count)
        return best((*rated, *others))[:count]

    def at_the_top(self, count: int) -> Sequence[Any]:
        """Those of the best rated of all that have what is asked; none where they are not enough."""
        rows = self.take(self.plain.but(rated=True, order=Order.RATING, top=TOP), count)
        return rows if all_better(rows, count) else ()

    def marked(self) -> Ask:
        """With what the index of words knows of the rest, where it says more than the words."""
        kind = self.looking.category
        ask = self.ask if kind is None else self.ask.with_terms(index_terms.kinds([kind]))
        if self.bookable:
            return ask.with_terms(index_terms.mark("b"))
        return ask if ask.clauses else ask.with_terms(index_terms.mark("b", set_=False))

    def first_crowded(self, circles: Sequence[float]) -> float | None:
        """On SQLite halfway between one that is and one that is not: a statement costs next to nothing."""
        if self.plain.shape.grows:
            return self.is_crowded(*circles)
        few, many = -1, len(circles)
        while many - few > 1:
            middle = (few + many) // 2
            crowded = self.is_crowded(circles[middle]) is not None
            few, many = (few, middle) if crowded else (middle, many)
        return circles[many] if many < len(circles) else None

    def is_crowded(self, *circles: float) -> float | None:
        return first_crowded(self.connection, self.circle(self.plain, *circles), READ)

    def has_more_than(self, most: int) -> bool:
        """Places within the radius, or in the cells at its edge, whatever is asked of them."""
        widest = self.circle(self.plain, self.looking.radius)
        return first_crowded(self.connection, widest, most) is not None

    # --- both ------------------------------------------------------------------------------------

    def circle(self, ask: Ask, *radii: float) -> Ask:
        """One, or several of which each is wider."""
        point = self.looking.point
        assert point is not None
        if ask.clauses and not self.rare:
            clauses = (*self.marked().clauses, *index_terms.areas(point, radii[-1]))
            ask = replace(ask, clauses=clauses)
        return ask.within(point, *radii)

    def take(self, ask: Ask, count: int) -> Sequence[Any]:
        """The first that are open, if that is asked: more are read until there are enough."""
        limit = count
        while True:
            rows = found(self.connection, ask, limit)
            chosen = self.those_open(rows)
            if len(chosen) >= count or len(rows) < limit:
                return chosen[:count]
            limit *= MORE

    def those_open(self, rows: Sequence[Any]) -> Sequence[Any]:
        return surely_open(self.connection, rows, self.now) if self.looking.open_now else rows


def all_better(rated: Sequence[Any], count: int) -> bool:
    """Whether so many have ratings above what those start from that nobody rated."""
    return len(rated) == count and rated[-1].score > UNRATED


def best(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (-row.score, row.metres, row.id))
