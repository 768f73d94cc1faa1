"""What a promotion brought: who opened it, what they ordered, and the money that stayed."""

from collections.abc import Iterable

from markupsafe import Markup

from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import beginning
from handlers.operator.actions import OpenCampaign, OpenCampaigns, OpenResultsOf
from handlers.operator.guarding import OperatorFlow
from handlers.operator.progress import outcome_words
from people.rights import Right
from promotions import queries, results
from promotions.queries import CampaignView
from promotions.results import Results, Taken
from promotions.states import CampaignState

flow = OperatorFlow(Right.CAMPAIGNS)

LONGEST = 120
UNDER_WAY = {CampaignState.SENDING, CampaignState.PAUSED}


@flow.page(OpenResultsOf)
def results_of(turn: Turn, press: OpenResultsOf) -> Screen:
    return results_page(turn, queries.campaign(turn.connection, press.campaign))


def results_page(turn: Turn, campaign: CampaignView) -> Screen:
    """The results so far; orders that come through it later are added."""
    brought = results.results(turn.connection, campaign.id)
    under_way = campaign.state in UNDER_WAY
    return Screen(
        text=paragraphs(
            _heading(turn, campaign),
            turn._("<i>{words}</i>", words=beginning(campaign.words, LONGEST)),
            outcome_words(turn, brought.progress),
            lines(*_brought(turn, brought)),
        ),
        rows=((Button(turn._("🔄 Refresh"), OpenResultsOf(campaign.id)),),),
        back=OpenCampaign(campaign.id) if under_way else OpenCampaigns(),
    )


def _heading(turn: Turn, campaign: CampaignView) -> Markup:
    if campaign.finished_at is None:
        return turn._("<b>📊 Results so far</b>")
    when = turn.texts.stamp(campaign.finished_at, turn.market.zone)
    if campaign.state == CampaignState.STOPPED:
        return turn._("<b>⏹ Stopped {when}</b>", when=when)
    return turn._("<b>✅ Sent {when}</b>", when=when)


def _brought(turn: Turn, brought: Results) -> Iterable[Markup]:
    yield turn._("👀 Opened by {number}", number=turn.texts.number(brought.opened))
    yield turn._("🛍 Orders: {number}", number=turn.texts.number(brought.orders))
    yield from (_money(turn, each) for each in brought.money)


def _money(turn: Turn, taken: Taken) -> Markup:
    ordered = turn.texts.money(taken.ordered, taken.currency)
    if not taken.refunded:
        return turn._("💰 {amount}", amount=ordered)
    return turn._(
        "💰 {kept}: {ordered} ordered, {refunded} refunded",
        kept=turn.texts.money(taken.kept, taken.currency),
        ordered=ordered,
        refunded=turn.texts.money(taken.refunded, taken.currency),
    )
