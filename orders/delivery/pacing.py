"""How long couriers, guests and places are waited for, and who of the couriers is asked. All of it is pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.geography import distance
from database.point import Point

WAVE = 3
"""So many couriers are asked at once."""

OFFER = timedelta(seconds=45)
"""So long each wave has before the next."""

ASK_AGAIN = timedelta(minutes=3)
"""Whoever did not answer is asked again no sooner."""

NEAR = 8_000
"""Meters from the counter within which a courier is asked."""

AHEAD = timedelta(minutes=15)
"""So long before it is ready it is offered: somebody has to get there."""

TAKE = timedelta(minutes=10)
"""After it is ready, until its guest is told that nobody has it."""

GIVE_UP = timedelta(minutes=40)
"""After it is ready, until the money goes back by itself."""

SILENT_BEFORE = timedelta(minutes=15)
"""Without a sign of the courier until somebody else is asked, before it is fetched."""

SILENT_AFTER = timedelta(minutes=30)
"""Likewise after it is fetched, until place and operators are told."""

DECIDE = timedelta(minutes=60)
"""They have so long to decide before the money goes back by itself."""

DOORSTEP = timedelta(minutes=7)
"""So long a courier waits where nobody opens."""

AT_THE_PLACE = 200
"""Meters from the door at which a courier can be who says that nobody opens."""

FRESH = timedelta(minutes=5)
"""A place older than that says nothing of where somebody is."""

SHIFT = timedelta(hours=4)
"""Without a sign for so long, a shift is over."""

PLACE_KEPT = timedelta(minutes=30)
"""Where a courier was is known no longer."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When a delivery is offered, when it is late, and when it is given up."""

    offer_from: datetime
    take_by: datetime
    give_up_at: datetime


def deadlines(ready_at: datetime, now: datetime) -> Deadlines:
    """Of what is ready then; what is late already is waited for as long from now."""
    counted = max(ready_at, now)
    return Deadlines(min(ready_at - AHEAD, counted), counted + TAKE, counted + GIVE_UP)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A courier who is free, and where they were last, unless that is long ago."""

    person_id: int
    point: Point | None
    heard_at: datetime


def nearest(
    counter: Point, candidates: Sequence[Candidate], number: int
) -> list[tuple[Candidate, int | None]]:
    """The first to be asked, each with their meters to the counter: nearest first, then whose place
    nobody knows, the last heard of first. Whoever is too far away is not asked.
    """
    placed = [
        (each, None if each.point is None else round(distance(each.point, counter)))
        for each in candidates
    ]
    near = [(each, meters) for each, meters in placed if meters is None or meters <= NEAR]
    near.sort(key=lambda one: (one[1] is None, one[1] or 0, -one[0].heard_at.timestamp()))
    return near[:number]
