"""What a promotion says and shows: the operator writes, and sends a picture or none."""

from dataclasses import dataclass

from chat.action import Move, Page, given
from chat.screen import Button, Photo, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.operator.actions import OpenCampaign, OpenPicture, OpenTarget, OpenWords
from handlers.operator.guarding import OperatorFlow
from people.rights import Right
from promotions import composing, queries

flow = OperatorFlow(Right.CAMPAIGNS)


@dataclass(frozen=True, slots=True)
class GiveWords(Move):
    """The words, typed."""

    code = "op-say"
    campaign: int
    first: bool = False
    text: str = given("")


@dataclass(frozen=True, slots=True)
class GivePicture(Move):
    """The picture, sent."""

    code = "op-show"
    campaign: int
    first: bool = False
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class DropPicture(Move):
    """No picture."""

    code = "op-no-photo"
    campaign: int


@flow.page(OpenWords)
def words_page(turn: Turn, press: OpenWords) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    return Screen(
        text=paragraphs(
            turn._("<b>What should the promotion say?</b>"),
            turn._("<i>{words}</i>", words=campaign.words) if campaign.words else None,
            turn._(
                "Write it the way people will read it, up to {number} characters. "
                "Say who it's from and how long it's valid.",
                number=turn.texts.number(composing.WORDS_LENGTH),
            ),
        ),
        asks=GiveWords(press.campaign, press.first),
        back=OpenCampaign(press.campaign),
    )


@flow.move(GiveWords)
def give_words(turn: Turn, press: GiveWords) -> Page:
    composing.give_words(turn.connection, press.campaign, turn.person.id, press.text)
    return OpenPicture(press.campaign, first=True) if press.first else OpenCampaign(press.campaign)


@flow.page(OpenPicture)
def picture_page(turn: Turn, press: OpenPicture) -> Screen:
    campaign = queries.campaign(turn.connection, press.campaign)
    return Screen(
        text=paragraphs(
            turn._("<b>Add a picture?</b>"),
            turn._(
                "Send a picture, or skip this step. People notice a picture before "
                "they read a word."
            ),
        ),
        photo=Photo(campaign.photo) if campaign.photo else None,
        rows=_skip(turn, press, has_one=campaign.photo is not None),
        asks=GivePicture(press.campaign, press.first),
        back=OpenCampaign(press.campaign),
    )


def _skip(turn: Turn, press: OpenPicture, *, has_one: bool) -> tuple[Row, ...]:
    if has_one:
        return ((Button(turn._("Without a picture"), DropPicture(press.campaign)),),)
    return ((Button(turn._("Skip"), _next(press.campaign, first=press.first)),),)


@flow.move(GivePicture)
def give_picture(turn: Turn, press: GivePicture) -> Page:
    composing.give_photo(turn.connection, press.campaign, turn.person.id, press.photo)
    return _next(press.campaign, first=press.first)


@flow.move(DropPicture)
def drop_picture(turn: Turn, press: DropPicture) -> Page:
    composing.give_photo(turn.connection, press.campaign, turn.person.id, None)
    return OpenCampaign(press.campaign)


def _next(campaign: int, *, first: bool) -> Page:
    return OpenTarget(campaign) if first else OpenCampaign(campaign)
