"""“Is this yours?”: whoever runs a listed place tells the operator so, who decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog import claiming, lists, queries
from catalog.views import ClaimView
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import OpenHome, OpenMerchant
from handlers.guest.application_actions import OpenApplying
from handlers.guest.found import known_merchant
from handlers.merchant.opening_up import next_row, next_step
from handlers.roles import merchant_desk_of

flow = Flow()

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class OpenClaim(Page):
    """Ask how the operator can tell that a place is theirs."""

    code = "claim"
    merchant: int


@dataclass(frozen=True, slots=True)
class MakeClaim(Move):
    """Tell the operator, with a few words of proof."""

    code = "claiming"
    answers_links = True
    merchant: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenClaimMade(Page):
    """What happens now."""

    code = "claimed"
    merchant: int


@flow.page(OpenClaim)
def claim_page(turn: Turn, press: OpenClaim) -> Screen:
    merchant = known_merchant(turn, press.merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>Is {merchant} yours?</b>", merchant=merchant.name),
            turn._(
                "Then you get a desk for it: bookings, codes and reviews. Guests can book it as"
                " soon as you have set your services, prices and hours there. Tell us how we can"
                " check that it's yours: your role, and the place's phone number or email address."
            ),
        ),
        asks=MakeClaim(press.merchant),
        back=OpenMerchant(press.merchant),
    )


@flow.move(MakeClaim)
def make_claim(turn: Turn, press: MakeClaim) -> Page:
    if not press.text:
        return OpenClaim(press.merchant)
    note = fitting(press.text, LONGEST_NOTE, OpenClaim(press.merchant))
    claiming.claim(turn.connection, press.merchant, turn.person.id, note, turn.now)
    return OpenClaimMade(press.merchant)


@flow.page(OpenClaimMade)
def claim_made_page(turn: Turn, press: OpenClaimMade) -> Screen:
    claims = lists.claims_of(turn.connection, turn.person.id)
    claim = next((each for each in claims if each.merchant_id == press.merchant), None)
    if claim is None:
        raise PageOutdated(OpenMerchant(press.merchant))
    return Screen(
        text=paragraphs(
            turn._("<b>Thank you!</b>"),
            turn._(
                "An operator will check it and you'll get a message here. This is "
                "what they'll read:"
            ),
            turn._("<i>{note}</i>", note=claim.note),
        ),
        rows=((Button(turn._("🏠 Home"), OpenHome(), Style.PRIMARY),),),
    )


def claim_decided(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The operator's answer, for whoever asked."""
    claim = lists.claim(turn.connection, payload["claim"])
    if claim is None or claim.person_id != turn.person.id:
        return None
    if claim.state != "approved":
        return (
            _refused_place(turn, claim)
            if claim.new_place
            else Screen(
                text=turn._(
                    "We couldn't confirm that {merchant} is yours. You can try again "
                    "with more details.",
                    merchant=claim.merchant_name,
                ),
                rows=((Button(turn._("Try again"), OpenClaim(claim.merchant_id)),),),
                keep=True,
            )
        )
    merchant = queries.merchant(turn.connection, claim.merchant_id)
    return Screen(
        text=paragraphs(
            turn._("{merchant} is yours now. Welcome!", merchant=claim.merchant_name),
            next_step(turn, merchant) if merchant else None,
        ),
        rows=(
            *(next_row(turn, merchant) if merchant else ()),
            (Button(turn._("🏪 My desk"), merchant_desk_of(claim.merchant_id)),),
        ),
        keep=True,
    )


def _refused_place(turn: Turn, claim: ClaimView) -> Screen:
    return Screen(
        text=turn._(
            "We couldn't approve {merchant}. You can add it again with other details.",
            merchant=claim.merchant_name,
        ),
        rows=((Button(turn._("🏪 Add your place"), OpenApplying()),),),
        keep=True,
    )
