"""The pages of a merchant's hours, closures, chairs, rooms and people, by their actions."""

from dataclasses import dataclass
from datetime import date, datetime

from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenShopPlaces(Page):
    """The places of a merchant that has several, a page of them."""

    code = "splac"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenShopHours(Page):
    """The week of a place or of one of its resources, and the days that differ."""

    code = "swk"
    location: int
    resource: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenWeekday(Page):
    """The hours of one weekday."""

    code = "swkd"
    location: int
    weekday: int
    resource: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenClosing(Page):
    """From which day on it is closed."""

    code = "sclos"
    location: int
    resource: int | None = None
    page: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenClosingUntil(Page):
    """Up to which day it is closed."""

    code = "sclun"
    location: int
    first: date
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class OpenClosingSure(Page):
    """What becomes of the bookings in these days."""

    code = "sclsu"
    location: int
    first: date
    last: date
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class OpenClosure(Page):
    """A closure as it stands."""

    code = "sclo"
    closure: int


@dataclass(frozen=True, slots=True)
class OpenBlocking(Page):
    """On which day a time is blocked."""

    code = "sblk"
    location: int
    resource: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenBlockDay(Page):
    """Which time of the day is blocked."""

    code = "sblkd"
    location: int
    day: date
    resource: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenBlockSure(Page):
    """What becomes of the bookings in this time."""

    code = "sblks"
    location: int
    begin: datetime
    end: datetime
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSpecial(Page):
    """Which day has other hours."""

    code = "sspec"
    location: int
    resource: int | None = None
    page: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenSpecialDay(Page):
    """The hours of a day that differs."""

    code = "sspd"
    location: int
    day: date
    resource: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenResources(Page):
    """The chairs, rooms and people of a place, a page of them."""

    code = "sres"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenResource(Page):
    """One chair, room or person."""

    code = "sre"
    resource: int


@dataclass(frozen=True, slots=True)
class OpenGives(Page):
    """Which services it gives, a page of them."""

    code = "sgive"
    resource: int
    page: int = 0
