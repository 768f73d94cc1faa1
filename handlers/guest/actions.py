"""The pages that link to each other in circles, by their actions: what each needs to be opened."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from chat.action import Hour, Move, Page, given
from database.point import Point


@dataclass(frozen=True, slots=True)
class OpenHome(Page):
    """The front door."""

    code = "home"


@dataclass(frozen=True, slots=True)
class OpenHelp(Page):
    """How it works."""

    code = "help"


@dataclass(frozen=True, slots=True)
class OpenTerms(Page):
    """The terms of booking and paying; with an order, the way back leads to its checkout."""

    code = "terms"
    order: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSupport(Page):
    """Whom to turn to."""

    code = "support"


@dataclass(frozen=True, slots=True)
class OpenTalk(Page):
    """The person's talk with the operators, about one of their orders or anything else."""

    code = "talk"
    order: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskSupport(Page):
    """Ask for a message to the operators, about one of the person's orders or anything else."""

    code = "ask"
    order: int | None = None


@dataclass(frozen=True, slots=True)
class OpenReviews(Page):
    """What guests thought of a merchant, a page of it: the latest first, or what helped most."""

    code = "reviews"
    merchant: int
    page: int = 0
    search: int | None = None
    helpful: bool = False


@dataclass(frozen=True, slots=True)
class OpenLanguage(Page):
    """The languages."""

    code = "lang"


@dataclass(frozen=True, slots=True)
class OpenPrivacy(Page):
    """What we know of the person, and what they can do about it."""

    code = "privacy"


@dataclass(frozen=True, slots=True)
class OpenOffers(Page):
    """Whether the person wants offers."""

    code = "offers"


@dataclass(frozen=True, slots=True)
class GoNear(Move):
    """Look around the place that the person named last; ask for one where there is none."""

    code = "near"


@dataclass(frozen=True, slots=True)
class OpenPlace(Page):
    """Ask where to look; with a search, that one is moved there. `again`: the last was unknown."""

    code = "place"
    search: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenCategories(Page):
    """What kinds of places there are; with a search, that one is narrowed."""

    code = "kinds"
    search: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenResults(Page):
    """A page of what a search finds, the first one being 0."""

    code = "found"
    search: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenFilters(Page):
    """What narrows and sorts a search."""

    code = "filter"
    search: int


@dataclass(frozen=True, slots=True)
class OpenMerchant(Page):
    """A merchant's page; with the search that led to it, the way back leads there.

    `page` is that of its services, which open on the `day`, from the `hour` on and for as many as
    were asked for.
    """

    code = "at"
    merchant: int
    search: int | None = None
    page: int = 0
    day: date | None = None
    seats: int = 1
    hour: Hour | None = None


@dataclass(frozen=True, slots=True)
class OpenThere(Page):
    """What a merchant has of what the search asks for, and when."""

    code = "there"
    merchant: int
    search: int


@dataclass(frozen=True, slots=True)
class OpenService(Page):
    """What a service is, and when it can be had: on a day (the first free one) for so many.

    Where a day has many times, they are shown from the `hour` on. Where several people, chairs or
    rooms give it, times are those of the `resource`, or anyone's.
    """

    code = "svc"
    service: int
    day: date | None = None
    seats: int = 1
    search: int | None = None
    hour: Hour | None = None
    resource: int | None = None

    def at(self, day: date, hour: Hour | None = None) -> Self:
        """The same wish on a day, from an hour on."""
        return type(self)(self.service, day, self.seats, self.search, hour, self.resource)


@dataclass(frozen=True, slots=True)
class OpenCheckout(Page):
    """What a hold is about to become."""

    code = "check"
    order: int


@dataclass(frozen=True, slots=True)
class OpenInvoice(Page):
    """What to pay."""

    code = "invoice"
    payment: int


@dataclass(frozen=True, slots=True)
class OpenBookings(Page):
    """The person's bookings: those to come, or a page of those that were."""

    code = "mine"
    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenBooking(Page):
    """One booking and what can be done about it."""

    code = "booking"
    order: int


@dataclass(frozen=True, slots=True)
class OpenVoucher(Page):
    """The code to show at the counter."""

    code = "code"
    order: int


@dataclass(frozen=True, slots=True)
class OpenDirections(Page):
    """Where a merchant's location is, on the map."""

    code = "where"
    merchant: int
    location: int


@dataclass(frozen=True, slots=True)
class OpenFavourites(Page):
    """The places that the person likes."""

    code = "liked"
    page: int = 0


@dataclass(frozen=True, slots=True)
class GivePlace(Move):
    """Where to look, typed or shared; with a search, that one is moved there."""

    code = "here"
    answers_links = True
    search: int | None = None
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class SaysBeside(Move):
    """What somebody types beside a page, however they came to it, and whatever it may be about; it opens pages."""

    answers_links = True
    listens = True


@dataclass(frozen=True, slots=True)
class LookFor(SaysBeside):
    """Search by words; beside a `service`, a day or a number alone are of that one.

    Beside the list of a `search`, what is said of it changes that search. `day`, `hour` and
    `resource` are those of the service's page.
    """

    code = "look"
    passing = True
    text: str = given("")
    service: int | None = None
    seats: int = 1
    search: int | None = None
    day: date | None = None
    hour: Hour | None = None
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class LookThere(SaysBeside):
    """What somebody types who looks at a merchant, or at what it has of what a `search` asks for."""

    code = "lookat"
    passing = True
    merchant: int
    search: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SayOfBooking(SaysBeside):
    """What somebody types who is shown a booking of theirs, or another `day` for it."""

    code = "say"
    order: int
    text: str = given("")
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SayOfHold(SaysBeside):
    """What somebody types who is shown what is held for them."""

    code = "sayhold"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SayOfPayment(SaysBeside):
    """What somebody types who is asked to pay."""

    code = "sayinv"
    payment: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenNote(Page):
    """Ask for what the place should know."""

    code = "opnote"
    order: int


@dataclass(frozen=True, slots=True)
class OpenMeant(Page):
    """Whether what was typed beside a hold, and is kept as a search, is a note or to be looked for."""

    code = "meant"
    order: int
    search: int


@dataclass(frozen=True, slots=True)
class StopOffers(Move):
    """No offers any more, at once; whoever says so under a promotion was not brought by it."""

    code = "stop"
    tracked = False


@dataclass(frozen=True, slots=True)
class OpenCancel(Page):
    """What cancelling a booking would give back, and whether they are sure."""

    code = "cancel"
    order: int


@dataclass(frozen=True, slots=True)
class OpenReschedule(Page):
    """When a booking could be instead, with whom its guest chose or with `anyone`."""

    code = "move"
    order: int
    day: date | None = None
    hour: int | None = None
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class OpenCalendar(Page):
    """The booking as a file for one's own calendar."""

    code = "ics"
    order: int


@dataclass(frozen=True, slots=True)
class OpenReceipt(Page):
    """What was paid, and what went back; a page of the papers about it."""

    code = "receipt"
    order: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenRating(Page):
    """What the guest thought of it."""

    code = "rating"
    order: int
