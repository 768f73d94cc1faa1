"""The promotions, newest first, and the way to a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leafing, shortened
from handlers.operator.actions import (
    OpenCampaign,
    OpenCampaigns,
    OpenOperatorDesk,
    OpenWords,
)
from handlers.operator.guarding import OperatorFlow
from people.rights import Right
from promotions import audiences, composing, queries
from promotions.audiences import Everyone
from promotions.queries import CampaignView
from promotions.states import CampaignState

flow = OperatorFlow(Right.CAMPAIGNS)

PAGE = 8
LONGEST_LABEL = 40
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        CampaignState.DRAFT: "✏️",
        CampaignState.SCHEDULED: "🕐",
        CampaignState.SENDING: "📤",
        CampaignState.PAUSED: "⏸",
        CampaignState.STOPPED: "⏹",
        CampaignState.SENT: "✅",
    }
)


@dataclass(frozen=True, slots=True)
class BeginCampaign(Move):
    """Write a new promotion."""

    code = "op-new-promo"


@flow.page(OpenCampaigns)
def campaigns_page(turn: Turn, press: OpenCampaigns) -> Screen:
    found = queries.newest(turn.connection, PAGE + 1, press.page * PAGE)
    agreed = audiences.count(turn.connection, Everyone())
    return Screen(
        text=paragraphs(
            turn._("<b>Promotions</b>"),
            turn.ngettext(
                "{number} person has agreed to offers.",
                "{number} people have agreed to offers.",
                agreed,
            ),
        ),
        rows=(
            (Button(turn._("➕ New promotion"), BeginCampaign(), Style.PRIMARY),),
            *columns(1, _buttons(turn, found[:PAGE])),
            *leafing(turn, press.page, OpenCampaigns, more=len(found) > PAGE),
        ),
        back=OpenOperatorDesk(),
    )


def _buttons(turn: Turn, found: Iterable[CampaignView]) -> Iterable[Button]:
    for each in found:
        label = turn._("{sign} {words}", sign=SIGNS[each.state], words=headline(turn, each))
        yield Button(label, OpenCampaign(each.id))


def headline(turn: Turn, campaign: CampaignView) -> Markup | str:
    """What a promotion is called in lists: its first line, or how that begins."""
    first, _, _ = campaign.words.strip().partition("\n")
    return shortened(first, LONGEST_LABEL) or turn._("No text yet")


@flow.move(BeginCampaign)
def begin_campaign(turn: Turn, _press: BeginCampaign) -> Page:
    campaign = composing.begin(turn.connection, turn.person.id, turn.now)
    return OpenWords(campaign, first=True)
