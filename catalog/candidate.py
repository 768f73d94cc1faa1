"""What an import reads from a file: merchants to be, places, and what it could not use and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from catalog.categories import Category
from catalog.places import Named
from database.point import Point


class Reason(StrEnum):
    """Why a row or a part of it was not taken."""

    NO_NAME = "no_name"
    NO_PLACE = "no_place"  # no coordinates at all
    BAD_COORDINATES = "bad_coordinates"  # not on earth
    NOT_A_MERCHANT = "not_a_merchant"  # a bench, a police station, a bus stop
    CLOSED = "closed"  # given up, not built yet, or past its last day
    NOT_PUBLIC = "not_public"  # for those who live or work there
    DOUBLE = "double"  # the file has it already, as another thing on the map
    NOT_A_FEATURE = "not_a_feature"  # valid JSON, but nothing like a place
    UNREADABLE = "unreadable"  # broken or cut short; what follows was not read
    UNKNOWN_LETTERS = "unknown_letters"  # no encoding makes letters of the file
    BAD_LETTERS = "bad_letters"  # bytes that are no letters, here or wherever it was before
    BAD_HOURS = "bad_hours"
    BAD_PHONE = "bad_phone"
    BAD_WEBSITE = "bad_website"
    BAD_CATEGORY = "bad_category"
    BAD_SERVICE = "bad_service"  # a name, currency or number that makes no sense
    BAD_PRICE = "bad_price"  # not one amount of its currency
    UNCLEAR_PRICE = "unclear_price"  # thousands to some, cents to others
    UNPAYABLE_PRICE = "unpayable_price"  # less or more than one payment may come to
    BAD_PEOPLE = "bad_people"  # nobody to come to at a time, or too many to choose from
    BAD_CURRENCY = "bad_currency"  # nobody can pay in it here
    DOUBLE_SERVICE = "double_service"  # the merchant has another of this name
    DOUBLE_ID = "double_id"  # another merchant of the file has it
    BROKEN_ROW = "broken_row"  # a quote that is never closed, or text behind one
    TOO_MANY_CELLS = "too_many_cells"  # more than there are columns: they have shifted
    MISSING_COLUMN = "missing_column"
    DOUBLE_COLUMN = "double_column"  # two of one name
    UNKNOWN_PLACE = (
        "unknown_place"  # a menu's row names no merchant that is here, or no address of it
    )
    NO_SECTION = "no_section"  # an item that stands nowhere on the menu
    TOO_LONG = "too_long"  # a name that fits no button
    BAD_OPTIONS = "bad_options"  # not written as options are
    BAD_MARK = "bad_mark"  # a diet or an allergen that is none
    BAD_NUMBER = "bad_number"  # how many a day, or the tax rate
    BAD_SERVED = "bad_served"  # no one span of a day, or several for one section
    DOUBLE_ITEM = "double_item"  # the section has another of this name
    MENU_FULL = "menu_full"  # nobody reads on for so long
    BAD_PHOTO = "bad_photo"  # no picture of that name beside the file
    UNKNOWN_COLUMN = "unknown_column"  # nothing that a menu has

    @property
    def partial(self) -> bool:
        """Whether the rest of the row was taken."""
        return self in PARTIAL

    @property
    def actionable(self) -> bool:
        """Whether there is something to mend in the file."""
        return self not in NOTHING_TO_DO

    @property
    def broken(self) -> bool:
        """Whether more may have been lost than is known."""
        return self in BROKEN


PARTIAL = frozenset(
    {
        Reason.BAD_HOURS,
        Reason.BAD_PHONE,
        Reason.BAD_WEBSITE,
        Reason.BAD_CATEGORY,
        Reason.BAD_SERVICE,
        Reason.BAD_PRICE,
        Reason.UNCLEAR_PRICE,
        Reason.UNPAYABLE_PRICE,
        Reason.BAD_CURRENCY,
        Reason.BAD_PEOPLE,
        Reason.DOUBLE_SERVICE,
    }
)


NOTHING_TO_DO = frozenset({Reason.NOT_A_MERCHANT, Reason.CLOSED, Reason.NOT_PUBLIC, Reason.DOUBLE})
BROKEN = frozenset(
    {
        Reason.UNREADABLE,
        Reason.UNKNOWN_LETTERS,
        Reason.BROKEN_ROW,
        Reason.TOO_MANY_CELLS,
        Reason.MISSING_COLUMN,
        Reason.DOUBLE_COLUMN,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something not taken: `where` is the source's id or the line, `what` the text in question."""

    where: str
    name: str
    reason: Reason
    what: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of a spreadsheet; `price` in minor units.

    `people` give it, each to as many as its capacity says; None where the file does not say.
    """

    name: str
    price: int
    currency: str
    duration_minutes: int | None
    capacity: int
    description: str
    people: tuple[str, ...] | None = None


@dataclass(slots=True)  # an import makes one of each place: frozen, that takes four times as long
class Candidate:
    """A merchant with one location, cleaned and checked, and what of it was left out."""

    source: str
    source_id: str
    attribution: str | None
    name: str
    description: str
    keywords: str | None
    category: Category
    point: Point
    zone: str
    address: str
    phone: str | None
    website: str | None
    opening_hours: str | None
    offered: tuple[Offered, ...] = ()
    named: tuple[Named, ...] = ()
    problems: tuple[Problem, ...] = ()
    fingerprint: int | None = field(default=None, compare=False)
    """Of the text it was read from; None where that says something else on another day."""


class Unchanged(NamedTuple):
    """A merchant that is here as it is in the file, so that it was not read again."""

    source_id: str
    attribution: str | None
    name: str
    category: str
    point: Point
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenPlace:
    """A town or district that the file itself names."""

    named: Named
    point: Point


Read = Candidate | Unchanged | SeenPlace | Problem
Tags = Mapping[str, str]
