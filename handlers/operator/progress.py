"""A promotion on its way: one message that keeps up, with the brakes beside it."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.operator.actions import OpenCampaign, OpenCampaigns, OpenResultsOf
from handlers.operator.guarding import OperatorFlow
from people.rights import Right
from promotions import queries, results, sending
from promotions.queries import CampaignView
from promotions.results import Progress
from promotions.states import CampaignState

flow = OperatorFlow(Right.CAMPAIGNS)

STEPS = 12


@dataclass(frozen=True, slots=True)
class Pause(Move):
    """Send no more for now."""

    code = "op-pause"
    campaign: int


@dataclass(frozen=True, slots=True)
class Resume(Move):
    """On with it."""

    code = "op-resume"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenStopping(Page):
    """Whether they are sure to stop for good."""

    code = "op-stop"
    campaign: int


@dataclass(frozen=True, slots=True)
class Stop(Move):
    """Stop for good."""

    code = "op-stop-now"
    campaign: int


def progress_page(turn: Turn, campaign: CampaignView) -> Screen:
    """How far it is; news about it edit the message that shows this."""
    progress = results.progress(turn.connection, campaign.id)
    paused = campaign.state == CampaignState.PAUSED
    return Screen(
        text=paragraphs(
            turn._("<b>⏸ Paused</b>") if paused else turn._("<b>📤 Sending</b>"),
            lines(_bar(progress), _done(turn, progress)),
            outcome_words(turn, progress),
        ),
        rows=_brakes(turn, campaign.id, paused=paused),
        subject=f"campaign-{campaign.id}",
        back=OpenCampaigns(),
    )


def _bar(progress: Progress) -> str:
    full = STEPS * progress.done // max(progress.total, 1)
    return "▓" * full + "░" * (STEPS - full)


def _done(turn: Turn, progress: Progress) -> Markup:
    return turn._(
        "{done} of {total}",
        done=turn.texts.number(progress.done),
        total=turn.texts.number(progress.total),
    )


def outcome_words(turn: Turn, progress: Progress) -> Markup:
    """What became of the messages so far; what did not happen is not mentioned."""
    counts = (
        (progress.sent, turn._("✅ Sent: {number}", number=turn.texts.number(progress.sent))),
        (
            progress.blocked,
            turn._("🚫 Blocked us: {number}", number=turn.texts.number(progress.blocked)),
        ),
        (
            progress.skipped,
            turn._("🙅 Opted out: {number}", number=turn.texts.number(progress.skipped)),
        ),
        (progress.failed, turn._("❌ Failed: {number}", number=turn.texts.number(progress.failed))),
        (
            progress.unknown,
            turn._(
                "❔ Unknown, not sent again: {number}", number=turn.texts.number(progress.unknown)
            ),
        ),
    )
    return lines(*(words for number, words in counts if number))


def _brakes(turn: Turn, campaign: int, *, paused: bool) -> tuple[Row, ...]:
    brake = (
        Button(turn._("▶️ Resume"), Resume(campaign), Style.PRIMARY)
        if paused
        else Button(turn._("⏸ Pause"), Pause(campaign))
    )
    return (
        (brake, Button(turn._("⏹ Stop"), OpenStopping(campaign))),
        (
            Button(turn._("🔄 Refresh"), OpenCampaign(campaign)),
            Button(turn._("📊 Results so far"), OpenResultsOf(campaign)),
        ),
    )


@flow.move(Pause)
def pause(turn: Turn, press: Pause) -> Page:
    sending.pause(turn.connection, press.campaign, turn.person.id)
    return OpenCampaign(press.campaign)


@flow.move(Resume)
def resume(turn: Turn, press: Resume) -> Page:
    sending.resume(turn.connection, press.campaign, turn.person.id)
    return OpenCampaign(press.campaign)


@flow.page(OpenStopping)
def stopping_page(turn: Turn, press: OpenStopping) -> Screen:
    queries.campaign(turn.connection, press.campaign)
    left = results.progress(turn.connection, press.campaign).waiting
    return Screen(
        text=paragraphs(
            turn._("<b>Stop it permanently?</b>"),
            turn.ngettext(
                "{number} person still waiting won't get it.",
                "{number} people still waiting won't get it.",
                left,
            ),
        ),
        rows=((Button(turn._("Yes, stop it"), Stop(press.campaign), Style.DANGER),),),
        back=OpenCampaign(press.campaign),
    )


@flow.move(Stop)
def stop(turn: Turn, press: Stop) -> Page:
    sending.stop(turn.connection, press.campaign, turn.person.id, turn.now)
    return OpenCampaign(press.campaign)
