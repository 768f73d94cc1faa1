"""One promotion, wherever it stands: a draft to work on, waiting, on its way, or over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import beginning
from handlers.operator.actions import (
    OpenAudience,
    OpenCampaign,
    OpenCampaigns,
    OpenPicture,
    OpenSchedule,
    OpenSending,
    OpenTarget,
    OpenWords,
)
from handlers.operator.audience_words import audience_words, reached_words
from handlers.operator.guarding import OperatorFlow
from handlers.operator.progress import progress_page
from handlers.operator.results import results_page
from people.rights import Right
from promotions import audiences, queries, sending
from promotions.queries import CampaignView
from promotions.states import CampaignState

flow = OperatorFlow(Right.CAMPAIGNS)

LONGEST = 350
"""Of the words, so that the page fits under the picture; all of them come with a trial."""


@dataclass(frozen=True, slots=True)
class TryOut(Move):
    """Send it to the operator alone."""

    code = "op-try"
    campaign: int


@dataclass(frozen=True, slots=True)
class Unschedule(Move):
    """Make a draft of it again."""

    code = "op-not-yet"
    campaign: int


@dataclass(frozen=True, slots=True)
class Discard(Move):
    """Throw a draft away."""

    code = "op-discard"
    campaign: int


@flow.page(OpenCampaign)
def campaign_page(turn: Turn, press: OpenCampaign) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    return PAGES[CampaignState(campaign.state)](turn, campaign)


def _draft(turn: Turn, campaign: CampaignView) -> Screen:
    return Screen(
        text=paragraphs(turn._("<b>Promotion</b>"), *_contents(turn, campaign)),
        photo=Photo(campaign.photo) if campaign.photo else None,
        rows=(
            (
                Button(turn._("✏️ Text"), OpenWords(campaign.id)),
                Button(turn._("🖼 Picture"), OpenPicture(campaign.id)),
            ),
            (
                Button(turn._("🔘 Button"), OpenTarget(campaign.id)),
                Button(turn._("👥 Audience"), OpenAudience(campaign.id)),
            ),
            *_ways_out(turn, campaign),
            (Button(turn._("🗑 Discard"), Discard(campaign.id)),),
        ),
        back=OpenCampaigns(),
    )


def _contents(turn: Turn, campaign: CampaignView) -> tuple[Markup, ...]:
    count = audiences.count(turn.connection, campaign.audience)
    return (
        turn._("<i>{words}</i>", words=beginning(campaign.words, LONGEST))
        if campaign.words
        else turn._("No text yet"),
        lines(
            turn._("🔘 {label}", label=campaign.target_label)
            if campaign.target
            else turn._("🔘 No button"),
            turn._("👥 {audience}", audience=audience_words(turn, campaign.audience)),
            reached_words(turn, count),
        ),
    )


def _ways_out(turn: Turn, campaign: CampaignView) -> tuple[Row, ...]:
    if not campaign.words:
        return ()
    return (
        (Button(turn._("👁 Send me a preview"), TryOut(campaign.id)),),
        (
            Button(turn._("📤 Send now"), OpenSending(campaign.id), Style.PRIMARY),
            Button(turn._("🕐 Send later"), OpenSchedule(campaign.id)),
        ),
    )


def _scheduled(turn: Turn, campaign: CampaignView) -> Screen:
    assert campaign.send_at is not None
    when = turn.texts.day_and_time(campaign.send_at, turn.market.zone)
    return Screen(
        text=paragraphs(
            turn._("<b>Scheduled for {when}</b>", when=when),
            *_contents(turn, campaign),
            turn._("Anyone who agrees by then gets it too; anyone who opts out does not."),
        ),
        photo=Photo(campaign.photo) if campaign.photo else None,
        rows=(
            (Button(turn._("🕐 Another time"), OpenSchedule(campaign.id)),),
            (Button(turn._("👁 Send me a preview"), TryOut(campaign.id)),),
            (Button(turn._("✏️ Back to editing"), Unschedule(campaign.id)),),
        ),
        back=OpenCampaigns(),
    )


PAGES: Mapping[CampaignState, Callable[[Turn, CampaignView], Screen]] = MappingProxyType(
    {
        CampaignState.DRAFT: _draft,
        CampaignState.SCHEDULED: _scheduled,
        CampaignState.SENDING: progress_page,
        CampaignState.PAUSED: progress_page,
        CampaignState.STOPPED: results_page,
        CampaignState.SENT: results_page,
    }
)


@flow.move(TryOut)
def try_out(turn: Turn, press: TryOut) -> Page:
    sending.send_trial(turn.connection, press.campaign, turn.person.id, turn.now)
    return OpenCampaign(press.campaign)


@flow.move(Unschedule)
def unschedule(turn: Turn, press: Unschedule) -> Page:
    sending.unschedule(turn.connection, press.campaign, turn.person.id)
    return OpenCampaign(press.campaign)


@flow.move(Discard)
def discard(turn: Turn, press: Discard) -> Page:
    sending.discard(turn.connection, press.campaign, turn.person.id, turn.now)
    return OpenCampaigns()
