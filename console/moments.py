"""Days and times as an address or a form carries them: 2026-03-04 and 15:30, by the clock of a place."""

import re
from datetime import UTC, date, datetime, timedelta

from console.asking import NotHere

CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
FURTHEST = timedelta(days=800)


def day_of(text: str | None, today: date) -> date:
    """A day not too far from today; today for what is none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if abs(day - today) <= FURTHEST else today


def day_or_none(text: str | None) -> date | None:
    """A day that calendars have room around; None for what is none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 < day.year < 3000 else None


def minutes_of(text: str | None) -> int | None:
    """Minutes of the day; None for what is no time."""
    found = CLOCK.fullmatch((text or "").strip())
    return None if found is None else int(found[1]) * 60 + int(found[2])


def moment_of(text: str | None) -> datetime:
    """A moment as one of our forms carries it; NotHere for anything else."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError as error:
        raise NotHere from error
    if moment.tzinfo is None or not 2000 < moment.year < 3000:
        raise NotHere
    return moment.astimezone(UTC)
