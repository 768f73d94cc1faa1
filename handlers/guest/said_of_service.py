"""Friday works, at four, for three, earlier: what a sentence makes of the page where a time is chosen."""

from dataclasses import replace
from datetime import date

from catalog import queries as catalog
from catalog.queries import givers
from catalog.views import ServiceView
from chat.action import Hour
from chat.turn import Turn
from handlers.guest.actions import LookFor, OpenService
from handlers.guest.times import neighbour, offered
from handlers.guest.wishing import hour_of, preferred_of
from orders import Availability, Offer
from understanding import Change, Intent, Wish

AFTERNOON = 12
FIRST_OPEN = 8
LAST_HOUR = 23

TURNS = frozenset({Change.EARLIER, Change.LATER, Change.ANYONE, Change.ANY_DAY, Change.ANY_TIME})
"""What can be otherwise with a service."""


def of_service(turn: Turn, press: LookFor, wish: Wish) -> OpenService | None:
    """The service that is looked at, then, for so many or with somebody; None for other things."""
    if (
        press.service is None
        or wish.what
        or wish.near
        or wish.intent not in {Intent.FIND, Intent.MOVE}
    ):
        return None
    service = catalog.service(turn.connection, press.service)
    if service is None or not _says(wish):
        return None
    shown = OpenService(
        press.service, press.day, press.seats, press.search, press.hour, press.resource
    )
    given = _with(turn, shown, wish)
    return None if given is None else _at(turn, service, _for(service, given, wish), wish)


def _says(wish: Wish) -> bool:
    return bool(wish.when or wish.party or wish.number or wish.giver or wish.changes & TURNS)


def _with(turn: Turn, shown: OpenService, wish: Wish) -> OpenService | None:
    """None where nobody of that name gives it."""
    if Change.ANYONE in wish.changes:
        return replace(shown, resource=None)
    if wish.giver is None:
        return shown
    wanted = wish.giver.casefold()
    named = (each for each in givers(turn.connection, shown.service))
    found = next((each for each in named if each.name.casefold().startswith(wanted)), None)
    return None if found is None else replace(shown, resource=found.id)


def _for(service: ServiceView, shown: OpenService, wish: Wish) -> OpenService:
    """A bare number is how many; where only one may come, it is the hour."""
    if wish.number is not None and service.max_seats == 1:
        return replace(shown, hour=_hour(wish.number) or shown.hour)
    return replace(shown, seats=wish.party or wish.number or shown.seats)


def _hour(number: int) -> Hour | None:
    if number > LAST_HOUR:
        return None
    return Hour(number if number >= FIRST_OPEN else number + AFTERNOON)


def _at(turn: Turn, service: ServiceView, shown: OpenService, wish: Wish) -> OpenService:
    said = preferred_of(wish)
    day, hour = said.first_day or shown.day, hour_of(said)
    if Change.ANY_DAY in wish.changes:
        day = None
    if Change.ANY_TIME in wish.changes:
        hour = None
    elif hour is None:
        hour = shown.hour
    if day is None and hour is not None and Change.ANY_DAY not in wish.changes:
        day = _shown_day(turn, service, shown)
    to = replace(shown, day=day, hour=hour if day else None)
    if Change.EARLIER in wish.changes or Change.LATER in wish.changes:
        return _shifted(turn, service, to, 1 if Change.LATER in wish.changes else -1)
    return to


def _shown_day(turn: Turn, service: ServiceView, shown: OpenService) -> date | None:
    if service.duration_minutes is None:
        return None
    return offered(_free(turn, service, shown), shown.day, shown.hour).shown


def _shifted(turn: Turn, service: ServiceView, shown: OpenService, step: int) -> OpenService:
    """An hour, where one was said; else the day before or after that has anything free."""
    if shown.hour is not None:
        return replace(shown, hour=Hour(max(0, min(LAST_HOUR, shown.hour + step))))
    day = _shown_day(turn, service, shown)
    if day is None:
        return shown
    return replace(shown, day=neighbour(_free(turn, service, shown), day, step))


def _free(turn: Turn, service: ServiceView, shown: OpenService) -> Availability:
    offer = Offer.of_service(service)
    return Availability.of(turn.connection, offer, shown.seats, turn.now, shown.resource)
