"""The staff's pages by their actions, so that pages and news can link to each other."""

from dataclasses import dataclass
from datetime import date

from catalog.legal import LegalField
from chat.action import Hour, Move, Page


@dataclass(frozen=True, slots=True)
class OpenDesks(Page):
    """The merchants for whom the person works, a page of them."""

    code = "desks"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenDesk(Page):
    """What a merchant's staff has before it."""

    code = "desk"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenDay(Page):
    """A merchant's bookings of one day, so many days from today, a page of them; or of one chair."""

    code = "day"
    merchant: int
    ahead: int = 0
    page: int = 0
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class OpenWeek(Page):
    """So many weeks from now, day by day; or of one chair."""

    code = "week"
    merchant: int
    week: int = 0
    resource: int | None = None


@dataclass(frozen=True, slots=True)
class OpenDayGivers(Page):
    """Whose day shall be shown, a page of them."""

    code = "daywho"
    merchant: int
    ahead: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenUnanswered(Page):
    """Bookings that wait for the merchant's yes or no, a page of them."""

    code = "unans"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenStaffBooking(Page):
    """One booking as the staff sees it."""

    code = "sbook"
    order: int


@dataclass(frozen=True, slots=True)
class OpenTickets(Page):
    """What was ordered from a merchant's menus and is still to be handed over, a page of it."""

    code = "tickets"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskDecline(Page):
    """Whether they are sure to say no."""

    code = "sno"
    order: int


@dataclass(frozen=True, slots=True)
class OpenMoving(Page):
    """When a booking could be instead, for its staff: with whom is wanted, or with `anyone`."""

    code = "smove"
    order: int
    day: date | None = None
    hour: Hour | None = None
    resource: int | None = None
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawProposal(Move):
    """Ask its guest no more."""

    code = "smoveno"
    order: int


@dataclass(frozen=True, slots=True)
class OpenWritingIn(Page):
    """What somebody who walks in or telephones can be written in for, a page of it."""

    code = "snew"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnReviews(Page):
    """What guests thought of a merchant, for its staff, a page of it."""

    code = "sreviews"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskCode(Page):
    """Ask for the code that a guest shows."""

    code = "askcode"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenPaying(Page):
    """How guests may pay."""

    code = "mpay"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenServed(Page):
    """What was just redeemed, or paid at the counter."""

    code = "served"
    order: int


@dataclass(frozen=True, slots=True)
class OpenRedemption(Page):
    """What a code is for, with the button that uses it; its guest sees the voucher instead."""

    code = "redeem"
    tracked = False
    voucher: str


@dataclass(frozen=True, slots=True)
class OpenSales(Page):
    """What a merchant sold and earned in a day, week or month, so many of them back."""

    code = "sales"
    merchant: int
    back: int = 0
    span: str = "day"


@dataclass(frozen=True, slots=True)
class OpenSettlements(Page):
    """What was settled with a merchant so far, page by page."""

    code = "setts"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenSettlement(Page):
    """One statement: what was earned, what is paid out."""

    code = "sett"
    settlement: int


@dataclass(frozen=True, slots=True)
class OpenMerchantSettings(Page):
    """What the staff may set by itself."""

    code = "mset"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenGuests(Page):
    """Who has ordered at a merchant's: all, those who come often, those who stay away."""

    code = "crm"
    merchant: int
    kind: str = "all"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenGuest(Page):
    """One guest, as the merchant's people know them."""

    code = "guest"
    merchant: int
    guest: int


@dataclass(frozen=True, slots=True)
class OpenPeople(Page):
    """Who works for a merchant and as what, a page of them."""

    code = "mates"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class SayCame(Move):
    """The guest came, and their code was forgotten."""

    code = "scame"
    order: int


@dataclass(frozen=True, slots=True)
class AskNobodyCame(Page):
    """Whether they are sure that the guest did not come."""

    code = "sasknone"
    order: int


@dataclass(frozen=True, slots=True)
class AskCancelByStaff(Page):
    """Whether they are sure to call a confirmed booking off."""

    code = "soff"
    order: int


@dataclass(frozen=True, slots=True)
class OpenGivingBack(Page):
    """How much of a booking's money goes back; `again`: what was typed was no amount."""

    code = "gback"
    order: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class AskErasing(Page):
    """Whether the name of somebody who was written in shall go."""

    code = "saskerase"
    order: int


@dataclass(frozen=True, slots=True)
class OpenConsole(Page):
    """The way to the desk in the browser."""

    code = "console"


@dataclass(frozen=True, slots=True)
class OpenLegal(Page):
    """What stands on a merchant's receipts of itself."""

    code = "legal"
    merchant: int


@dataclass(frozen=True, slots=True)
class AskLegalField(Page):
    """What one of it is."""

    code = "legal-ask"
    merchant: int
    field: LegalField


@dataclass(frozen=True, slots=True)
class OpenPayoutAccount(Page):
    """Where a merchant's payouts go."""

    code = "account"
    merchant: int


@dataclass(frozen=True, slots=True)
class AskHolder(Page):
    """In whose name the account is."""

    code = "acc-name"
    merchant: int


@dataclass(frozen=True, slots=True)
class AskAccount(Page):
    """Which account it is."""

    code = "acc-iban"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenOwnDay(Page):
    """A day of one's own, so many days from today."""

    code = "ownday"
    merchant: int
    ahead: int = 0
