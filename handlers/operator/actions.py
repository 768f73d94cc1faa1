"""The operators' pages that link to each other in circles, by their actions."""

from dataclasses import dataclass

from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenOperatorDesk(Page):
    """The operators' front door."""

    code = "opdesk"


@dataclass(frozen=True, slots=True)
class OpenOperators(Page):
    """Everybody who runs the market, a page of them."""

    code = "op-team"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenDeserted(Page):
    """Places with something booked and nobody who works there, a page of them."""

    code = "op-empty"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenMerchants(Page):
    """The merchants, a page of them; `named` narrows them to a folded part of the name."""

    code = "op-shops"
    page: int = 0
    named: str | None = None


@dataclass(frozen=True, slots=True)
class OpenMerchantCard(Page):
    """One merchant and what an operator can do about it."""

    code = "op-shop"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenClaims(Page):
    """Who says that a listed place is theirs, a page of them."""

    code = "op-claims"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenClaimCase(Page):
    """One claim, to be decided."""

    code = "op-claim"
    claim: int


@dataclass(frozen=True, slots=True)
class OpenRefunds(Page):
    """Refunds that no program can make, a page of them."""

    code = "op-refunds"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenRefund(Page):
    """One refund to do by hand."""

    code = "op-refund"
    refund: int


@dataclass(frozen=True, slots=True)
class OpenDisputes(Page):
    """Payments that banks ask for back, a page of them."""

    code = "op-disputes"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenDispute(Page):
    """One of them."""

    code = "op-dispute"
    dispute: int


@dataclass(frozen=True, slots=True)
class OpenPayouts(Page):
    """What was settled and not marked as paid out, a page of it."""

    code = "op-payouts"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenMarketCouriers(Page):
    """What the market's couriers get for a week, so many weeks back, a page of it."""

    code = "op-cour"
    back: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenPayout(Page):
    """The payout of one settlement."""

    code = "op-payout"
    settlement: int


@dataclass(frozen=True, slots=True)
class OpenParked(Page):
    """Payments and messages that were given up, a page of them."""

    code = "op-parked"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenTalks(Page):
    """Guests who wrote and wait for an answer, a page of them."""

    code = "op-talks"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenTalkOf(Page):
    """One guest's talk with the operators."""

    code = "op-talk"
    guest: int
    order: int | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskAnswer(Page):
    """Ask for a message to one guest."""

    code = "op-write"
    guest: int
    order: int | None


@dataclass(frozen=True, slots=True)
class OpenOrder(Page):
    """An order with its whole history, as operators see it."""

    code = "op-order"
    order: int


@dataclass(frozen=True, slots=True)
class OpenPerson(Page):
    """A person and their orders, a page of them, as operators see them."""

    code = "op-person"
    person: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCampaigns(Page):
    """The promotions, a page of them."""

    code = "op-promos"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCampaign(Page):
    """One promotion: being written, waiting for its time, on its way, or over."""

    code = "op-promo"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenWords(Page):
    """Ask for the words of a promotion; `first` leads on from question to question."""

    code = "op-words"
    campaign: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class OpenPicture(Page):
    """Ask for a picture."""

    code = "op-photo"
    campaign: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class OpenTarget(Page):
    """What the promotion's button opens."""

    code = "op-target"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenAudience(Page):
    """Whom a promotion is for."""

    code = "op-aim"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenSchedule(Page):
    """When a promotion goes out; `again`: what was typed was no time."""

    code = "op-when"
    campaign: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenSending(Page):
    """Whether they are sure to send it now."""

    code = "op-send"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenResultsOf(Page):
    """What a promotion brought."""

    code = "op-brought"
    campaign: int
