"""What rules say of a day: what opens on it and until when, what is unknown, and in which words.

A night belongs to the day on which it began: it runs on after midnight whatever the next day's
rules say, unless they close hours of it by name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalog.opening_hours.rules import DAY_MINUTES, Expression, Rule, State
from catalog.opening_hours.surroundings import Surroundings

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Minutes from the midnight of the day they belong to, and what the rule says of them.

    `timed` is false of what holds all day long. `guessed` has no end that anybody wrote.
    """

    begin: int
    end: int
    state: State
    order: int
    comment: str | None = None
    timed: bool = True
    guessed: bool = False


def pieces_of(rules: Sequence[Rule], day: date, around: Surroundings) -> list[Piece]:
    """The day's own pieces, none over another; nights end after 1440, nothing is said between."""
    said: list[Piece] = []
    for order, rule in in_force(rules, day, around):
        for piece in pieces_by(rule, order, day, around):
            if rule.fallback:
                taken = [each for each in said if each.state is not State.CLOSED]
                said = [*without(said, filling(piece, taken)), *filling(piece, taken)]
            else:
                said = [*without(said, [piece]), piece]
    return said


def in_force(rules: Sequence[Rule], day: date, around: Surroundings) -> Iterable[tuple[int, Rule]]:
    found: list[tuple[int, Rule]] = []
    for order, rule in enumerate(rules):
        if rule.applies(day, around):
            found = [] if rule.replaces else found
            found.append((order, rule))
    return found


def pieces_by(rule: Rule, order: int, day: date, around: Surroundings) -> Iterator[Piece]:
    if not rule.times:
        end = 2 * DAY_MINUTES if rule.state is State.CLOSED else DAY_MINUTES
        yield Piece(0, end, rule.state, order, rule.comment, timed=False)
    spans = [(times, times.on(day, around)) for times in rule.times]
    begins = [span[0] for _, span in spans if span]
    for times, span in spans:
        if span is None:
            continue
        begin, end = span
        guessed = times.closes is None
        if guessed:
            end = min((each for each in begins if begin < each < end), default=end)
        yield Piece(begin, end, rule.state, order, rule.comment, guessed=guessed)
        if times.open_end and not guessed and rule.state is State.OPEN and end < DAY_MINUTES:
            yield Piece(end, DAY_MINUTES, State.UNKNOWN, order, rule.comment, guessed=True)


def without(said: Iterable[Piece], cuts: Iterable[Piece]) -> list[Piece]:
    """What is left of the pieces beside the cuts."""
    left = list(said)
    for cut in cuts:
        left = [
            replace(each, begin=begin, end=end)
            for each in left
            for begin, end in (
                (each.begin, min(each.end, cut.begin)),
                (max(each.begin, cut.end), each.end),
            )
            if begin < end
        ]
    return left


def filling(piece: Piece, taken: Iterable[Piece]) -> list[Piece]:
    return without([piece], taken)


@dataclass(frozen=True, slots=True)
class Day:
    """The pieces that begin on a day, after what the days beside it close of them."""

    open: tuple[Piece, ...]
    unknown: tuple[Piece, ...]


def day_of(text: Expression, day: date, around: Surroundings) -> Day:
    """Unknown where school holidays would make a difference, for nobody here knows them."""
    known = settled(text, day, around)
    if not text.knows_schools:
        return known
    other = settled(text, day, replace(around, school_holiday=True))
    doubtful = differing(known.open, other.open)
    return Day(
        tuple(without(known.open, doubtful)),
        (*without(known.unknown, doubtful), *doubtful),
    )


def differing(here: Sequence[Piece], there: Sequence[Piece]) -> list[Piece]:
    either = [*without(here, there), *without(there, here)]
    return [replace(each, state=State.UNKNOWN, comment=None) for each in either]


def settled(text: Expression, day: date, around: Surroundings) -> Day:
    own = pieces_of(text.rules, day, around)
    if text.closes_hours:
        own = cut_by(own, pieces_of(text.rules, day + ONE_DAY, around), DAY_MINUTES)
        own = cut_by(own, pieces_of(text.rules, day - ONE_DAY, around), -DAY_MINUTES)
    return Day(
        tuple(each for each in own if each.state is State.OPEN),
        tuple(each for each in own if each.state is State.UNKNOWN),
    )


def cut_by(own: list[Piece], beside: list[Piece], shift: int) -> list[Piece]:
    """Hours that a later rule closes by name on the day beside, as minutes of this one."""
    for each in beside:
        if each.state is State.CLOSED and each.timed:
            moved = replace(each, begin=each.begin + shift, end=each.end + shift)
            kept = [piece for piece in own if piece.order >= each.order]
            own = kept + without((piece for piece in own if piece.order < each.order), [moved])
    return own
