"""Whether a place of OpenStreetMap is still there, and for everybody."""

import re
from collections.abc import Collection
from datetime import date

from catalog.candidate import Tags

GONE = frozenset({
    "disused", "abandoned", "demolished", "destroyed", "razed", "removed", "closed", "vacant",
    "was", "proposed", "planned", "construction",
})  # fmt: skip
"""Said of the whole place (`disused=yes`), or of what it was (`disused:shop=bakery`)."""

NOT_SO = frozenset({"no", "false", "0"})
NOT_PUBLIC = frozenset({"private", "no", "permit", "employees", "residents", "members", "military"})
SOME_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def is_gone(tags: Tags, today: date | None) -> bool:
    """Given up, not built yet, or past its last day."""
    said = () if GONE.isdisjoint(tags) else GONE.intersection(tags)
    if any(tags[each].lower() not in NOT_SO for each in said):
        return True
    if today is None:
        return False
    ends, starts = tags.get("end_date"), tags.get("start_date")
    return bool((ends and has_ended(ends, today)) or (starts and is_to_come(starts, today)))


def was_something(tags: Tags, keys: Collection[str]) -> bool:
    """Whether one of these keys says what it was, and none what it is."""
    said = (tag.partition(":") for tag in tags if ":" in tag)
    return any(phase in GONE and key in keys for phase, _, key in said)


def has_ended(text: str, today: date) -> bool:
    """By the last date in it, which may be a month or a year: over when it is over."""
    dates = SOME_DATE.findall(text)
    if not dates:
        return False
    year, month, day = dates[-1]
    last = f"{year}-{month or '12'}-{day or '31'}"
    return last < today.isoformat()


def is_to_come(text: str, today: date) -> bool:
    """By the first date in it, and the first day that it may mean."""
    dates = SOME_DATE.findall(text)
    if not dates:
        return False
    year, month, day = dates[0]
    return f"{year}-{month or '01'}-{day or '01'}" > today.isoformat()


def is_closed_to_the_public(tags: Tags) -> bool:
    """Whoever lets in customers too, as `private;customers` says, is public."""
    access = tags.get("access")
    return access is not None and all(
        each.strip() in NOT_PUBLIC for each in access.lower().split(";")
    )
