"""A time of a day as two moments, as which an action carries it, and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.closing import Closed
from catalog.weekly import MINUTE, Span, local_time
from catalog.whose import Whose


def moments_of(closed: Closed, zone: str) -> tuple[datetime, datetime]:
    """When the clock of the place shows its beginning and its end."""
    assert closed.times is not None
    begin, end = (
        local_time(closed.first, each).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for each in (closed.times.opens, closed.times.closes)
    )
    return begin, end


def closed_between(whose: Whose, begin: datetime, end: datetime, zone: str) -> Closed | None:
    """The same back; None for what is no time within a day and its night."""
    first, last = (each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in (begin, end))
    midnight = datetime.combine(first.date(), datetime.min.time())
    if not timedelta() < last - first <= timedelta(days=1):
        return None
    times = Span((first - midnight) // MINUTE, (last - midnight) // MINUTE)
    return Closed(whose, first.date(), first.date(), times)
