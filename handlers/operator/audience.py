"""Whom a promotion is for, each choice with the number of people it would reach now."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog import places
from chat.action import Move, Page, given
from chat.screen import Button, Screen, paragraphs, plain
from chat.turn import Turn
from database.point import Point
from handlers.guest.categories import SHOWN
from handlers.layout import columns, leafing
from handlers.operator.actions import OpenAudience, OpenCampaign
from handlers.operator.audience_words import audience_words, reached_words
from handlers.operator.guarding import OperatorFlow
from people.rights import Right
from promotions import audiences, composing, queries
from promotions.audiences import Audience, Bought, Everyone, Near
from wording.kinds import kind_label, packed, unpacked
from wording.places import place_words

flow = OperatorFlow(Right.CAMPAIGNS)

RADII = (1_000, 3_000, 10_000, 30_000)
USUAL_RADIUS = 3_000
LONGEST = 100
KINDS = 16


@dataclass(frozen=True, slots=True)
class OpenAround(Page):
    """Which place; `again`: the typed one is unknown."""

    code = "op-around"
    campaign: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class OpenRadius(Page):
    """How far around the place."""

    code = "op-radius"
    campaign: int


@dataclass(frozen=True, slots=True)
class OpenBuyers(Page):
    """Who has bought from which kind of places."""

    code = "op-buyers"
    campaign: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ForEveryone(Move):
    """All who agreed."""

    code = "op-for-all"
    campaign: int


@dataclass(frozen=True, slots=True)
class ForAround(Move):
    """Those who last looked around a place, typed or shared."""

    code = "op-for-near"
    campaign: int
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class Widen(Move):
    """So many metres around the place."""

    code = "op-metres"
    campaign: int
    radius: int


@dataclass(frozen=True, slots=True)
class ForBuyers(Move):
    """Those who bought from a kind of places."""

    code = "op-for-kind"
    campaign: int
    kind: str


@flow.page(OpenAudience)
def audience_page(turn: Turn, press: OpenAudience) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    everyone = audiences.count(turn.connection, Everyone())
    number = turn.texts.number(everyone)
    return Screen(
        text=paragraphs(
            turn._("<b>Who is it for?</b>"),
            audience_words(turn, campaign.audience),
            turn._("Only people who agreed to offers and can be reached will get it."),
        ),
        rows=(
            (Button(turn._("👥 Everyone · {number}", number=number), ForEveryone(press.campaign)),),
            (Button(turn._("📍 Near a place"), OpenAround(press.campaign)),),
            (Button(turn._("🛍 Bought before"), OpenBuyers(press.campaign)),),
        ),
        back=OpenCampaign(press.campaign),
    )


@flow.move(ForEveryone)
def for_everyone(turn: Turn, press: ForEveryone) -> Page:
    composing.choose_audience(turn.connection, press.campaign, turn.person.id, Everyone())
    return OpenCampaign(press.campaign)


@flow.page(OpenAround)
def around_page(turn: Turn, press: OpenAround) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("I can't find that place. Is the spelling right?") if press.again else None,
            turn._("<b>Near which place?</b>"),
            turn._("Type a district, a street or a town, or share a location."),
        ),
        asks=ForAround(press.campaign),
        asks_place=turn._("📍 Share my location"),
        back=OpenAudience(press.campaign),
    )


@flow.move(ForAround)
def for_around(turn: Turn, press: ForAround) -> Page:
    spot, label = _meant(turn, press)
    if spot is None:
        return OpenAround(press.campaign, again=True)
    near = Near(spot.latitude, spot.longitude, USUAL_RADIUS, label)
    composing.choose_audience(turn.connection, press.campaign, turn.person.id, near)
    return OpenRadius(press.campaign)


def _meant(turn: Turn, press: ForAround) -> tuple[Point | None, str]:
    if press.point is not None:
        return press.point, turn._("the location you shared")
    found = places.find(turn.connection, press.text[:LONGEST])
    if not found:
        return None, ""
    first = found[0]
    return first.point, plain(place_words(turn, first))


@flow.page(OpenRadius)
def radius_page(turn: Turn, press: OpenRadius) -> Screen:
    audience = queries.campaign(turn.connection, press.campaign).audience
    count = audiences.count(turn.connection, audience)
    return Screen(
        text=paragraphs(
            turn._("<b>Within what distance?</b>"),
            audience_words(turn, audience),
            reached_words(turn, count),
        ),
        rows=(
            *columns(2, _radii(turn, press, audience)),
            (Button(turn._("Use this area"), OpenCampaign(press.campaign)),),
        ),
        asks=ForAround(press.campaign),
        back=OpenAudience(press.campaign),
    )


def _radii(turn: Turn, press: OpenRadius, audience: Audience) -> Iterable[Button]:
    for radius in RADII:
        words: str = turn.texts.distance(radius)
        if isinstance(audience, Near) and audience.radius == radius:
            words = turn._("· {number} ·", number=words)
        yield Button(words, Widen(press.campaign, radius))


@flow.move(Widen)
def widen(turn: Turn, press: Widen) -> Page:
    audience = queries.campaign(turn.connection, press.campaign).audience
    if isinstance(audience, Near):
        near = Near(audience.latitude, audience.longitude, press.radius, audience.label)
        composing.choose_audience(turn.connection, press.campaign, turn.person.id, near)
    return OpenRadius(press.campaign)


@flow.page(OpenBuyers)
def buyers_page(turn: Turn, press: OpenBuyers) -> Screen:
    shown = SHOWN[press.page * KINDS : (press.page + 1) * KINDS]
    more = (press.page + 1) * KINDS < len(SHOWN)
    kinds = (
        Button(kind_label(turn, each), ForBuyers(press.campaign, packed(each))) for each in shown
    )
    return Screen(
        text=turn._("<b>Bought from which category?</b>"),
        rows=(
            *columns(2, kinds),
            *leafing(turn, press.page, lambda page: OpenBuyers(press.campaign, page), more=more),
        ),
        back=OpenAudience(press.campaign),
    )


@flow.move(ForBuyers)
def for_buyers(turn: Turn, press: ForBuyers) -> Page:
    bought = Bought(unpacked(press.kind).value)
    composing.choose_audience(turn.connection, press.campaign, turn.person.id, bought)
    return OpenCampaign(press.campaign)
