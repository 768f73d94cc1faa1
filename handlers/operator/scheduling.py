"""When a promotion goes out: now, after a last look, or at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Move, Page, given
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.hours import near_time
from handlers.layout import columns
from handlers.operator.actions import OpenCampaign, OpenSchedule, OpenSending
from handlers.operator.audience_words import audience_words, reached_words
from handlers.operator.guarding import OperatorFlow
from handlers.operator.moments import at, read_moment
from people.rights import Right
from promotions import audiences, queries, sending

flow = OperatorFlow(Right.CAMPAIGNS)

HOURS = (time(9), time(12), time(17))
WAKING = range(9, 20)
"""Hours at which people do not mind an offer."""


@dataclass(frozen=True, slots=True)
class SendCampaign(Move):
    """Send it now."""

    code = "op-send-now"
    campaign: int


@dataclass(frozen=True, slots=True)
class Schedule(Move):
    """Send it at a moment."""

    code = "op-at-time"
    campaign: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AskNight(Page):
    """Whether it shall really go out while people are asleep."""

    code = "op-night"
    campaign: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TypeTime(Move):
    """Send it at a moment, typed."""

    code = "op-typed-time"
    campaign: int
    text: str = given("")


@flow.page(OpenSending)
def sending_page(turn: Turn, press: OpenSending) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    count = audiences.count(turn.connection, campaign.audience)
    label = turn.ngettext("Yes, send it to {number}", "Yes, send it to {number}", count)
    send = (Button(label, SendCampaign(press.campaign), Style.SUCCESS),)
    return Screen(
        text=paragraphs(
            turn._("<b>Send it now?</b>"),
            audience_words(turn, campaign.audience),
            reached_words(turn, count),
            _asleep(turn),
        ),
        rows=(
            *((send,) if count else ()),
            (Button(turn._("🕐 Send later"), OpenSchedule(press.campaign)),),
        ),
        back=OpenCampaign(press.campaign),
    )


def _asleep(turn: Turn) -> Markup | None:
    if not _at_night(turn, turn.now):
        return None
    clock = turn.texts.time(turn.now, turn.market.zone)
    return turn._("It's {time}: many people are asleep and won't welcome an offer.", time=clock)


def _at_night(turn: Turn, moment: datetime) -> bool:
    return moment.astimezone(ZoneInfo(turn.market.zone)).hour not in WAKING


@flow.move(SendCampaign)
def send_campaign(turn: Turn, press: SendCampaign) -> Page:
    sending.start(turn.connection, press.campaign, turn.person.id, turn.now)
    return OpenCampaign(press.campaign)


@flow.page(OpenSchedule)
def schedule_page(turn: Turn, press: OpenSchedule) -> Screen:
    buttons = (
        Button(near_time(turn, moment, turn.market.zone), Schedule(press.campaign, moment))
        for moment in suggested(turn)
    )
    return Screen(
        text=paragraphs(
            turn._("That doesn't look like a time.") if press.again else None,
            turn._("<b>When?</b>"),
            turn._("Choose a time, or type one, like 6:30 PM, tomorrow at 9, or 12/24 9:00."),
        ),
        rows=columns(2, buttons),
        asks=TypeTime(press.campaign),
        back=OpenCampaign(press.campaign),
    )


def suggested(turn: Turn) -> Iterable[datetime]:
    """The good moments of today and tomorrow that are still to come."""
    place = ZoneInfo(turn.market.zone)
    today = turn.now.astimezone(place).date()
    moments = (at(today + timedelta(days=n), hour, place) for n in (0, 1) for hour in HOURS)
    return [moment for moment in moments if moment > turn.now]


@flow.move(Schedule)
def schedule(turn: Turn, press: Schedule) -> Page:
    sending.schedule(turn.connection, press.campaign, turn.person.id, press.at, turn.now)
    return OpenCampaign(press.campaign)


@flow.move(TypeTime)
def type_time(turn: Turn, press: TypeTime) -> Page:
    moment = read_moment(press.text, turn.market.zone, turn.now, turn.texts.locale)
    if moment is None:
        return OpenSchedule(press.campaign, again=True)
    if moment > turn.now and _at_night(turn, moment):
        return AskNight(press.campaign, moment)
    sending.schedule(turn.connection, press.campaign, turn.person.id, moment, turn.now)
    return OpenCampaign(press.campaign)


@flow.page(AskNight)
def ask_night_page(turn: Turn, press: AskNight) -> Screen:
    when = near_time(turn, press.at, turn.market.zone)
    return Screen(
        text=paragraphs(
            turn._("<b>Send it {when}?</b>", when=when),
            turn._("Many people are asleep then and won't welcome an offer."),
        ),
        rows=(
            (Button(turn._("Yes, send it then"), Schedule(press.campaign, press.at)),),
            (
                Button(
                    turn._("🕐 Choose another time"), OpenSchedule(press.campaign), Style.PRIMARY
                ),
            ),
        ),
        back=OpenSchedule(press.campaign),
    )
