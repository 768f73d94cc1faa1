"""The pages that link to each other in circles, by their actions: what each needs to be opened."""

from dataclasses import dataclass
from datetime import date

from chat.action import Action, Point, given


@dataclass(frozen=True, slots=True)
class OpenHome(Action):
    """The front door."""

    code = "home"


@dataclass(frozen=True, slots=True)
class OpenHelp(Action):
    """How it works."""

    code = "help"


@dataclass(frozen=True, slots=True)
class OpenTerms(Action):
    """The terms of booking and paying; with an order, the way back leads to its checkout."""

    code = "terms"
    order: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSupport(Action):
    """Whom to turn to."""

    code = "support"


@dataclass(frozen=True, slots=True)
class OpenLanguage(Action):
    """The languages."""

    code = "lang"


@dataclass(frozen=True, slots=True)
class OpenPrivacy(Action):
    """What we know of the person, and what they can do about it."""

    code = "privacy"


@dataclass(frozen=True, slots=True)
class OpenOffers(Action):
    """Whether the person wants offers."""

    code = "offers"


@dataclass(frozen=True, slots=True)
class GoNear(Action):
    """Look around the place that the person named last; ask for one where there is none."""

    code = "near"


@dataclass(frozen=True, slots=True)
class OpenPlace(Action):
    """Ask where to look; with a search, that one is moved there. `again`: the last was unknown."""

    code = "place"
    search: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenCategories(Action):
    """What kinds of places there are; with a search, that one is narrowed."""

    code = "kinds"
    search: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenResults(Action):
    """A page of what a search finds, the first one being 0."""

    code = "found"
    search: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenFilters(Action):
    """What narrows and sorts a search."""

    code = "filter"
    search: int


@dataclass(frozen=True, slots=True)
class OpenMerchant(Action):
    """A merchant's page; with the search that led to it, the way back leads there."""

    code = "at"
    merchant: int
    search: int | None = None


@dataclass(frozen=True, slots=True)
class OpenService(Action):
    """What a service is, and when it can be had: on a day (the first free one) for so many."""

    code = "svc"
    service: int
    day: date | None = None
    seats: int = 1
    search: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCheckout(Action):
    """What a hold is about to become."""

    code = "check"
    order: int


@dataclass(frozen=True, slots=True)
class OpenInvoice(Action):
    """What to pay."""

    code = "invoice"
    payment: int


@dataclass(frozen=True, slots=True)
class OpenBookings(Action):
    """The person's bookings: those to come, or a page of those that were."""

    code = "mine"
    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenBooking(Action):
    """One booking and what can be done about it."""

    code = "booking"
    order: int


@dataclass(frozen=True, slots=True)
class OpenVoucher(Action):
    """The code to show at the counter."""

    code = "code"
    order: int


@dataclass(frozen=True, slots=True)
class OpenDirections(Action):
    """Where a merchant's location is, on the map."""

    code = "where"
    merchant: int
    location: int


@dataclass(frozen=True, slots=True)
class OpenFavourites(Action):
    """The places that the person likes."""

    code = "liked"
    page: int = 0


@dataclass(frozen=True, slots=True)
class GivePlace(Action):
    """Where to look, typed or shared; with a search, that one is moved there."""

    code = "here"
    search: int | None = None
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class LookFor(Action):
    """Search by words."""

    code = "look"
    text: str = given("")


@dataclass(frozen=True, slots=True)
class StopOffers(Action):
    """No offers any more, at once; whoever says so under a promotion was not brought by it."""

    code = "stop"
    tracked = False


@dataclass(frozen=True, slots=True)
class OpenCancel(Action):
    """What cancelling a booking would give back, and whether they are sure."""

    code = "cancel"
    order: int


@dataclass(frozen=True, slots=True)
class OpenReschedule(Action):
    """When a booking could be instead."""

    code = "move"
    order: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OpenCalendar(Action):
    """The booking as a file for one's own calendar."""

    code = "ics"
    order: int


@dataclass(frozen=True, slots=True)
class OpenReceipt(Action):
    """What was paid, and what went back."""

    code = "receipt"
    order: int


@dataclass(frozen=True, slots=True)
class OpenRating(Action):
    """What the guest thought of it."""

    code = "rating"
    order: int
