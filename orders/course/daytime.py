"""When people are written to about a visit that is over: by day, on the clock of the place."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
EVENING = time(20)
NIGHT = time(22)
DAY = timedelta(days=1)

SOME_TIME = timedelta(hours=1)
"""After a visit without a slot, or the end of one with it, until somebody is asked of it."""

AFTER_SLOT = timedelta(minutes=30)


def by_day(moment: datetime, zone: str) -> datetime:
    """The same moment, or the next morning when it is at night there."""
    there = moment.astimezone(ZoneInfo(zone))
    if there.time() >= NIGHT:
        there = (there + DAY).replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    elif there.time() < MORNING:
        there = there.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return there.astimezone(UTC)


def in_the_evening(ends_at: datetime, zone: str) -> datetime:
    """Of the day of a slot, some time after its end; late ones are asked of the next morning."""
    asked = by_day(ends_at + SOME_TIME, zone)
    there = asked.astimezone(ZoneInfo(zone))
    if asked == (ends_at + SOME_TIME).astimezone(UTC) and there.time() < EVENING:
        there = there.replace(hour=EVENING.hour, minute=0, second=0, microsecond=0)
    return there.astimezone(UTC)


def after_visit(ends_at: datetime | None, now: datetime, zone: str) -> datetime:
    """When a guest is asked how it was: never before it is over."""
    over = now + SOME_TIME if ends_at is None else max(now, ends_at + AFTER_SLOT)
    return by_day(over, zone)
