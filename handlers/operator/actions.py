"""The operators' pages that link to each other in circles, by their actions."""

from dataclasses import dataclass

from chat.action import Action


@dataclass(frozen=True, slots=True)
class OpenOperatorDesk(Action):
    """The operators' front door."""

    code = "opdesk"


@dataclass(frozen=True, slots=True)
class OpenOperators(Action):
    """Everybody who runs the market."""

    code = "op-team"


@dataclass(frozen=True, slots=True)
class OpenDeserted(Action):
    """Places with something booked and nobody who works there."""

    code = "op-empty"


@dataclass(frozen=True, slots=True)
class OpenMerchants(Action):
    """The merchants, a page of them; `named` narrows them to a folded part of the name."""

    code = "op-shops"
    page: int = 0
    named: str | None = None


@dataclass(frozen=True, slots=True)
class OpenMerchantCard(Action):
    """One merchant and what an operator can do about it."""

    code = "op-shop"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenClaims(Action):
    """Who says that a listed place is theirs."""

    code = "op-claims"


@dataclass(frozen=True, slots=True)
class OpenClaimCase(Action):
    """One claim, to be decided."""

    code = "op-claim"
    claim: int


@dataclass(frozen=True, slots=True)
class OpenRefunds(Action):
    """Refunds that no program can make."""

    code = "op-refunds"


@dataclass(frozen=True, slots=True)
class OpenRefund(Action):
    """One refund to do by hand."""

    code = "op-refund"
    refund: int


@dataclass(frozen=True, slots=True)
class OpenDisputes(Action):
    """Payments that banks ask for back."""

    code = "op-disputes"


@dataclass(frozen=True, slots=True)
class OpenDispute(Action):
    """One of them."""

    code = "op-dispute"
    dispute: int


@dataclass(frozen=True, slots=True)
class OpenParked(Action):
    """Payments and messages that were given up."""

    code = "op-parked"


@dataclass(frozen=True, slots=True)
class OpenCampaigns(Action):
    """The promotions, a page of them."""

    code = "op-promos"
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCampaign(Action):
    """One promotion: being written, waiting for its time, on its way, or over."""

    code = "op-promo"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenWords(Action):
    """Ask for the words of a promotion; `first` leads on from question to question."""

    code = "op-words"
    campaign: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class OpenPicture(Action):
    """Ask for a picture."""

    code = "op-photo"
    campaign: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class OpenTarget(Action):
    """What the promotion's button opens."""

    code = "op-target"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenAudience(Action):
    """Whom a promotion is for."""

    code = "op-aim"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenSchedule(Action):
    """When a promotion goes out; `again`: what was typed was no time."""

    code = "op-when"
    campaign: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenSending(Action):
    """Whether they are sure to send it now."""

    code = "op-send"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenResultsOf(Action):
    """What a promotion brought."""

    code = "op-brought"
    campaign: int
