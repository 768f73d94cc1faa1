"""A wish on one line, for tests and tables: `what: haircut; day: 2026-12-01; at: 15:00; party: 2`."""

from collections.abc import Iterator

from understanding.wish import Intent, Wish


def noted(wish: Wish) -> str:
    """Every slot that was filled, in a fixed order."""
    return "; ".join(f"{slot}: {value}" for slot, value in slots(wish))


def slots(wish: Wish) -> Iterator[tuple[str, str]]:
    if wish.intent is not Intent.FIND:
        yield "intent", wish.intent.value
    if wish.what:
        yield "what", wish.what.casefold()
    yield from when(wish)
    if wish.party is not None:
        yield "party", str(wish.party)
    if wish.near:
        yield "near", wish.near.casefold()
    if wish.here:
        yield "here", "yes"
    if wish.price_to is not None:
        yield "price", str(wish.price_to)
    if wish.order is not None:
        yield "order", wish.order.value
    if wish.open_now:
        yield "open", "now"
    if wish.giver:
        yield "giver", wish.giver.casefold()
    yield from answered(wish)


def answered(wish: Wish) -> Iterator[tuple[str, str]]:
    if wish.radius is not None:
        yield "radius", str(wish.radius)
    for change in sorted(wish.changes):
        yield "change", change.value
    if wish.number is not None:
        yield "number", str(wish.number)
    if wish.choice is not None:
        yield "choice", str(wish.choice)


def when(wish: Wish) -> Iterator[tuple[str, str]]:
    days, times = wish.when.days, wish.when.times
    if days is not None:
        yield "day", f"{days.first}" if days.single else f"{days.first}..{days.last}"
    if times is not None and times.single:
        yield "at", f"{times.begin:%H:%M}"
    elif times is not None:
        yield "between", f"{times.begin:%H:%M}-{times.end:%H:%M}"
    if wish.when.moment is not None:
        yield "moment", f"{wish.when.moment:%Y-%m-%d %H:%M}"
