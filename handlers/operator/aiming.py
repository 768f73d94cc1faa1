"""What a promotion's button opens: a place, one of its services, or a kind of places."""

from collections.abc import Iterable
from dataclasses import dataclass

from chat.action import Move, Page, given
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.categories import SHOWN, LookForKind
from handlers.layout import columns, leafing, shortened
from handlers.operator import targets
from handlers.operator.actions import OpenCampaign, OpenTarget
from handlers.operator.aiming_places import OpenTargetMerchants
from handlers.operator.guarding import OperatorFlow
from people.rights import Right
from promotions import composing, queries
from wording.kinds import kind_label, packed, unpacked

flow = OperatorFlow(Right.CAMPAIGNS)

KINDS = 16
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class OpenTargetKinds(Page):
    """Which kind of places."""

    code = "op-kinds"
    campaign: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AimAtKind(Move):
    """The button looks for a kind of places around whoever presses it."""

    code = "op-to-kind"
    campaign: int
    kind: str


@dataclass(frozen=True, slots=True)
class AimAtNothing(Move):
    """No button."""

    code = "op-to-none"
    campaign: int


@dataclass(frozen=True, slots=True)
class GiveLabel(Move):
    """What the button says, typed."""

    code = "op-label"
    campaign: int
    text: str = given("")


@flow.page(OpenTarget)
def target_page(turn: Turn, press: OpenTarget) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    return Screen(
        text=paragraphs(
            turn._("<b>What does the button open?</b>"),
            turn._(
                "The button says “{label}”. Type something else to change it.",
                label=campaign.target_label,
            )
            if campaign.target
            else turn._("Orders made through it count towards this promotion."),
        ),
        rows=(
            (Button(turn._("🏪 A place"), OpenTargetMerchants(press.campaign)),),
            (Button(turn._("🔎 A category"), OpenTargetKinds(press.campaign)),),
            (Button(turn._("No button"), AimAtNothing(press.campaign)),),
        ),
        asks=GiveLabel(press.campaign) if campaign.target else None,
        back=OpenCampaign(press.campaign),
    )


@flow.page(OpenTargetKinds)
def kinds_page(turn: Turn, press: OpenTargetKinds) -> Screen:
    return Screen(
        text=turn._("<b>Which category?</b>"),
        rows=(
            *columns(2, _kinds(turn, press)),
            *leafing(
                turn,
                press.page,
                lambda page: OpenTargetKinds(press.campaign, page),
                more=(press.page + 1) * KINDS < len(SHOWN),
            ),
        ),
        back=OpenTarget(press.campaign),
    )


def _kinds(turn: Turn, press: OpenTargetKinds) -> Iterable[Button]:
    for kind in SHOWN[press.page * KINDS : (press.page + 1) * KINDS]:
        yield Button(kind_label(turn, kind), AimAtKind(press.campaign, packed(kind)))


@flow.move(AimAtKind)
def aim_at_kind(turn: Turn, press: AimAtKind) -> Page:
    label = kind_label(turn, unpacked(press.kind))
    target = targets.packed(LookForKind(press.kind))
    composing.choose_target(turn.connection, press.campaign, turn.person.id, target, label)
    return OpenCampaign(press.campaign)


@flow.move(AimAtNothing)
def aim_at_nothing(turn: Turn, press: AimAtNothing) -> Page:
    composing.choose_target(turn.connection, press.campaign, turn.person.id, None, "")
    return OpenCampaign(press.campaign)


@flow.move(GiveLabel)
def give_label(turn: Turn, press: GiveLabel) -> Page:
    campaign = queries.campaign(turn.connection, press.campaign)
    label = shortened(press.text, LONGEST_LABEL) or campaign.target_label
    composing.choose_target(turn.connection, press.campaign, turn.person.id, campaign.target, label)
    return OpenCampaign(press.campaign)
