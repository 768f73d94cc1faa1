"""Offers are off until somebody wants them; what they agreed to is kept word for word."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenOffers, OpenPrivacy, StopOffers
from people import consenting
from people.consenting import PROMOTIONS

flow = Flow()


@dataclass(frozen=True, slots=True)
class WantOffers(Move):
    """Offers from now on."""

    code = "offers-on"


@flow.page(OpenOffers)
def offers_page(turn: Turn, _press: OpenOffers) -> Screen:
    wanted = consenting.consents(turn.connection, turn.person.id, PROMOTIONS)
    return Screen(
        text=paragraphs(
            turn._("<b>Offers</b>"),
            turn._("You get offers now and then. You can stop them any time.")
            if wanted
            else paragraphs(turn._("You don't get offers yet. Would you like to?"), wording(turn)),
        ),
        rows=(
            (Button(turn._("Stop offers"), StopOffers()),)
            if wanted
            else (Button(turn._("Yes, send me offers"), WantOffers(), Style.PRIMARY),),
        ),
        back=OpenPrivacy(),
    )


@flow.move(WantOffers)
def want_offers(turn: Turn, _press: WantOffers) -> Page:
    consenting.grant(
        turn.connection,
        turn.person.id,
        PROMOTIONS,
        wording=str(wording(turn)),
        locale=turn.texts.code,
        channel=turn.channel,
        source=turn.source,
        now=turn.now,
    )
    return OpenOffers()


@flow.move(StopOffers)
def stop_offers(turn: Turn, _press: StopOffers) -> Page:
    consenting.withdraw(
        turn.connection,
        turn.person.id,
        PROMOTIONS,
        wording=str(turn._("Stop offers")),
        locale=turn.texts.code,
        channel=turn.channel,
        source=turn.source,
        now=turn.now,
    )
    return OpenOffers()


def wording(turn: Turn) -> Markup:
    """What somebody agrees to who wants offers."""
    return turn._(
        "I agree that {market} sends me offers from places in this chat, based on where I searched"
        " and what I booked. I can stop this at any time, here or with /stop.",
        market=turn.market.name,
    )
