"""When one would come and how many, as buttons: what a sentence said can be changed by a press."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from catalog import searching
from catalog.looking import Preferred
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenResults
from handlers.guest.wishing import zone
from handlers.layout import columns

flow = Flow()

DAYS = 6
MOST = 8
LARGEST_PARTY = 99
MORNING, AFTERNOON, EVENING = (8 * 60, 12 * 60), (12 * 60, 17 * 60), (17 * 60, 22 * 60)
DAY_MINUTES = 24 * 60
STEP = 5
"""Minutes: who wants it earlier than at four ends one before, who wants it later begins one after."""


@dataclass(frozen=True, slots=True)
class OpenPreferred(Page):
    """Choose the day, the time and the number of a search."""

    code = "prefer"
    search: int


@dataclass(frozen=True, slots=True)
class PreferDay(Move):
    """The same search on another day; None is any."""

    code = "pday"
    search: int
    day: date | None


@dataclass(frozen=True, slots=True)
class PreferTime(Move):
    """The same search at another time, in minutes of the day; None is any."""

    code = "ptime"
    search: int
    minute_from: int | None
    minute_to: int | None


@dataclass(frozen=True, slots=True)
class PreferParty(Move):
    """The same search for so many."""

    code = "pmany"
    search: int
    party: int | None


@dataclass(frozen=True, slots=True)
class PreferAnyone(Move):
    """The same search, whoever gives it."""

    code = "panyone"
    search: int


@flow.page(OpenPreferred)
def preferred_page(turn: Turn, press: OpenPreferred) -> Screen:
    preferred = searching.recall(turn.connection, press.search, turn.person.id).preferred
    return Screen(
        text=paragraphs(
            turn._("<b>When, and for how many?</b>"),
            turn._("Choose, then press “Show places”. You can also just type it."),
        ),
        rows=(
            (Button(turn._("Show places"), OpenResults(press.search), Style.PRIMARY),),
            *_days(turn, press, preferred),
            *_times(turn, press, preferred),
            *_parties(turn, press, preferred),
            *_giver(turn, press, preferred),
        ),
        back=OpenResults(press.search),
    )


@flow.move(PreferDay)
def prefer_day(turn: Turn, press: PreferDay) -> Page:
    return _changed(turn, press.search, first_day=press.day, last_day=press.day)


@flow.move(PreferTime)
def prefer_time(turn: Turn, press: PreferTime) -> Page:
    span = (press.minute_from, press.minute_to)
    if span != (None, None) and not all(0 <= (each or 0) < DAY_MINUTES for each in span):
        raise PageOutdated(OpenHome())
    return _changed(turn, press.search, minute_from=span[0], minute_to=span[1])


@flow.move(PreferParty)
def prefer_party(turn: Turn, press: PreferParty) -> Page:
    if press.party is not None and not 0 < press.party <= LARGEST_PARTY:
        raise PageOutdated(OpenHome())
    return _changed(turn, press.search, party=press.party)


@flow.move(PreferAnyone)
def prefer_anyone(turn: Turn, press: PreferAnyone) -> Page:
    return _changed(turn, press.search, giver=None)


def preferred_words(turn: Turn, preferred: Preferred) -> list[str]:
    """What was understood, if anything."""
    said = (
        _day_words(turn, preferred),
        _time_words(turn, preferred),
        _party_words(turn, preferred),
        _giver_words(turn, preferred),
    )
    return [words for words in said if words is not None]


def _changed(turn: Turn, search: int, **changes: Any) -> Page:
    looking = searching.recall(turn.connection, search, turn.person.id)
    preferred = replace(looking.preferred, **changes)
    return OpenPreferred(
        searching.refine(turn.connection, search, turn.person.id, turn.now, preferred=preferred)
    )


def _days(turn: Turn, press: OpenPreferred, preferred: Preferred) -> tuple[Row, ...]:
    today = turn.now.astimezone(zone(turn)).date()
    shown = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    if preferred.first_day is not None and preferred.first_day not in shown:
        shown = sorted((*shown[:-1], preferred.first_day))
    any_day = Button(
        _marked(turn._("Any day"), preferred.first_day is None), PreferDay(press.search, None)
    )
    days = (
        Button(_marked(_name(turn, each), _is_on(preferred, each)), PreferDay(press.search, each))
        for each in shown
    )
    return ((any_day,), *columns(3, days))


def _is_on(preferred: Preferred, day: date) -> bool:
    first, last = preferred.first_day, preferred.last_day
    return first is not None and last is not None and first <= day <= last


def _times(turn: Turn, press: OpenPreferred, preferred: Preferred) -> tuple[Row, ...]:
    chosen = (preferred.minute_from, preferred.minute_to)
    ways: list[tuple[str, tuple[int | None, int | None]]] = [
        (turn._("Any time"), (None, None)),
        (turn._("Morning"), MORNING),
        (turn._("Afternoon"), AFTERNOON),
        (turn._("Evening"), EVENING),
    ]
    if chosen not in [span for _, span in ways]:
        ways.insert(1, (_time_words(turn, preferred) or "", chosen))
    buttons = (
        Button(_marked(label, span == chosen), PreferTime(press.search, *span))
        for label, span in ways
    )
    return columns(2, buttons)


def _parties(turn: Turn, press: OpenPreferred, preferred: Preferred) -> tuple[Row, ...]:
    shown = sorted({*range(1, MOST + 1), preferred.party or 1})
    buttons = (
        Button(
            _marked(turn.texts.number(each), each == (preferred.party or 1)),
            PreferParty(press.search, each),
        )
        for each in shown
    )
    return columns(4, buttons)


def _giver(turn: Turn, press: OpenPreferred, preferred: Preferred) -> tuple[Row, ...]:
    words = _giver_words(turn, preferred)
    if words is None:
        return ()
    same, anyone = OpenPreferred(press.search), PreferAnyone(press.search)
    return ((Button(f"● {words}", same), Button(f"○ {turn._('Anyone')}", anyone)),)


def _giver_words(turn: Turn, preferred: Preferred) -> str | None:
    return None if preferred.giver is None else turn._("with {resource}", resource=preferred.giver)


def _day_words(turn: Turn, preferred: Preferred) -> str | None:
    first, last = preferred.first_day, preferred.last_day
    if first is None:
        return None
    if last is None or first == last:
        return turn._("📅 {day}", day=_name(turn, first))
    return turn._(
        "📅 {first}–{last}", first=turn.texts.short_day(first), last=turn.texts.short_day(last)
    )


def _name(turn: Turn, day: date) -> str:
    ahead = (day - turn.now.astimezone(zone(turn)).date()).days
    if ahead == 0:
        return turn._("Today")
    return turn._("Tomorrow") if ahead == 1 else turn.texts.day(day)


def _time_words(turn: Turn, preferred: Preferred) -> str | None:
    begin, end = preferred.minute_from, preferred.minute_to
    if begin is None or end is None:
        return None
    if begin == end:
        return turn._("⏰ {time}", time=turn.texts.clock(begin))
    if end == DAY_MINUTES - 1:
        return _from_words(turn, begin)
    if begin == 0:
        return _until_words(turn, end)
    return turn._("⏰ {begin}–{end}", begin=turn.texts.clock(begin), end=turn.texts.clock(end))


def _from_words(turn: Turn, begin: int) -> str:
    if begin % STEP:
        return turn._("⏰ after {time}", time=turn.texts.clock(begin - 1))
    return turn._("⏰ from {time}", time=turn.texts.clock(begin))


def _until_words(turn: Turn, end: int) -> str:
    if end % STEP:
        return turn._("⏰ before {time}", time=turn.texts.clock(end + 1))
    return turn._("⏰ until {time}", time=turn.texts.clock(end))


def _party_words(turn: Turn, preferred: Preferred) -> str | None:
    if preferred.party is None:
        return None
    return turn.ngettext("👤 {number} person", "👥 {number} people", preferred.party)


def _marked(label: str, chosen: bool) -> str:
    return f"● {label}" if chosen else f"○ {label}"
