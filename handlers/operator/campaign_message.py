"""A promotion as its recipients get it: the operator's words, one button, and a way out."""

from markupsafe import Markup

from chat.screen import Button, Photo, Row, Screen, Style
from chat.turn import Turn
from handlers.guest.actions import StopOffers
from handlers.operator.targets import unpacked
from promotions.queries import CampaignView


def campaign_message(turn: Turn, campaign: CampaignView) -> Screen:
    """Kept, so that a press on it answers below; the way out takes one tap and no questions."""
    return Screen(
        text=Markup.escape(campaign.words),
        photo=Photo(campaign.photo) if campaign.photo else None,
        rows=(*_target(campaign), (Button(turn._("Stop offers"), StopOffers()),)),
        keep=True,
    )


def _target(campaign: CampaignView) -> tuple[Row, ...]:
    target = unpacked(campaign.target)
    if target is None:
        return ()
    return ((Button(campaign.target_label, target, Style.PRIMARY),),)
