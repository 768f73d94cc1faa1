"""How a merchant serves its guests beside the market: each measure as words, and whether it is worse."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.turn import Turn
from orders import MarketScore, Score
from wording.figures import percent

FEWEST = 5
"""Orders of which parts say something."""

WORSE = 1.5
"""So many times the market's stands out."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of them: what it is, the merchant's, the market's, and whether it stands out."""

    label: Markup
    own: str
    markets: str
    stands_out: bool = False


def scorecard(turn: Turn, own: Score, market: MarketScore | None) -> list[Measure]:
    """All of them; the market's are blank until it was measured."""
    of_all = None if market is None else market.score
    return [
        Measure(turn._("Orders"), turn.texts.number(own.orders), ""),
        _speed(turn, own, of_all),
        *(_part(turn, label, name, own, of_all) for label, name in _parts(turn)),
        _stars(turn, own, of_all),
    ]


def _parts(turn: Turn) -> tuple[tuple[Markup, str], ...]:
    return (
        (turn._("Declined"), "declined"),
        (turn._("Not answered in time"), "unanswered"),
        (turn._("Cancelled by the merchant"), "cancelled"),
        (turn._("Nobody came"), "unused"),
        (turn._("Refunded"), "refunded"),
        (turn._("Complaints"), "complained"),
    )


def _part(turn: Turn, label: Markup, name: str, own: Score, market: Score | None) -> Measure:
    mine, theirs = part_of(own, name), None if market is None else part_of(market, name)
    worse = (
        mine is not None
        and theirs is not None
        and own.orders >= FEWEST
        and mine > theirs * WORSE
        and name != "unused"  # that is the guests' doing
    )
    number = getattr(own, name)
    said = "–" if mine is None else f"{turn.texts.number(number)} · {_percent(turn, mine)}"
    return Measure(label, said, "–" if theirs is None else _percent(turn, theirs), worse)


def part_of(score: Score, name: str) -> float | None:
    """Of those that it could have happened to; None where there were none, or nobody counts it."""
    number = getattr(score, name)
    whole = score.waited if name in {"declined", "unanswered"} else score.orders
    return None if number is None or not whole else number / whole


def _percent(turn: Turn, part: float) -> str:
    return percent(turn.texts, round(100 * part, 1))


def _speed(turn: Turn, own: Score, market: Score | None) -> Measure:
    mine = own.confirm_seconds
    theirs = None if market is None else market.confirm_seconds
    worse = mine is not None and theirs is not None and mine > theirs * WORSE
    times = (_time(turn, mine), _time(turn, theirs))
    return Measure(turn._("Time to confirm (median)"), *times, worse and own.answered >= FEWEST)


def _time(turn: Turn, seconds: int | None) -> str:
    return "–" if seconds is None else turn.texts.minutes(max(1, round(seconds / 60)))


def _stars(turn: Turn, own: Score, market: Score | None) -> Measure:
    mine, theirs = own.average, None if market is None else market.average
    worse = mine is not None and theirs is not None and mine < theirs - 0.5
    here, there = (
        "–" if each is None else f"★ {turn.texts.stars(each)}" for each in (mine, theirs)
    )
    return Measure(turn._("Stars"), here, there, worse and own.ratings >= FEWEST)
