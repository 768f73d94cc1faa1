"""How a queue is run: how long whoever is called has, who waits together, the code at its door."""

from markupsafe import Markup

from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.queue_actions import OpenQueue
from handlers.layout import columns
from handlers.merchant.grounds import place_name
from handlers.merchant.queue_actions import (
    OpenOwnQueue,
    OpenQueueCode,
    OpenQueueSettings,
    SetGrace,
    SetLines,
)
from handlers.merchant.queueing import our_place
from handlers.qr import qr
from people.rights import Right
from queueing import queues
from queueing.lines import lines_of
from wording.queueing import MINUTE, line_words

flow = Flow()

GRACES = (5, 10, 15, 20)
SPLITS = ((), (2, 4), (2, 4, 6))


@flow.page(OpenQueueSettings)
def queue_settings_page(turn: Turn, press: OpenQueueSettings) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    queue = queues.queue_of(turn.connection, press.location)
    grace = queues.GRACE if queue is None else queue.grace // MINUTE
    limits = () if queue is None else queue.limits
    return Screen(
        text=paragraphs(
            turn._("<b>🎫 Queue: {place}</b>", place=place_name(place)),
            turn._(
                "Whoever is called has {minutes} to come in.", minutes=turn.texts.minutes(grace)
            ),
            lines(turn._("Who waits together:"), *_split_words(turn, limits)),
        ),
        rows=(*_graces(turn, press.location, grace), *_splits(turn, press.location, limits)),
        back=OpenOwnQueue(press.location),
    )


@flow.move(SetGrace)
def set_grace(turn: Turn, press: SetGrace) -> Page:
    our_place(turn, press.location, Right.SHOP)
    queues.set_grace(turn.connection, press.location, press.minutes, turn.person.id)
    return OpenQueueSettings(press.location)


@flow.move(SetLines)
def set_lines(turn: Turn, press: SetLines) -> Page:
    our_place(turn, press.location, Right.SHOP)
    limits = [each for each in (press.first, press.second, press.third) if each]
    queues.set_lines(turn.connection, press.location, limits, turn.person.id)
    return OpenQueueSettings(press.location)


@flow.page(OpenQueueCode)
def queue_code_page(turn: Turn, press: OpenQueueCode) -> Screen:
    merchant, _place = our_place(turn, press.location, Right.SHOP)
    return Screen(
        text=turn._(
            "Put it at your door. Anyone who scans it can take a number for {merchant}.",
            merchant=merchant.name,
        ),
        photo=qr(turn.link(OpenQueue(press.location))),
        back=OpenOwnQueue(press.location),
    )


def _split_words(turn: Turn, limits: tuple[int, ...]) -> list[Markup | str]:
    if not limits:
        return [turn._("All in one line")]
    return [
        turn._("{letter}: {people}", letter=line.letter, people=line_words(turn, line))
        for line in lines_of(limits)
    ]


def _graces(turn: Turn, location: int, grace: int) -> tuple[Row, ...]:
    return columns(
        4,
        (
            Button(
                _marked(turn, turn.texts.minutes(each), chosen=each == grace),
                SetGrace(location, each),
            )
            for each in GRACES
        ),
    )


def _splits(turn: Turn, location: int, limits: tuple[int, ...]) -> tuple[Row, ...]:
    return columns(
        1,
        (
            Button(
                _marked(turn, _split_label(turn, each), chosen=each == limits),
                SetLines(location, *each),
            )
            for each in SPLITS
        ),
    )


def _split_label(turn: Turn, limits: tuple[int, ...]) -> str:
    if not limits:
        return turn._("One line for all")
    spans = []
    for line in lines_of(limits):
        least = turn.texts.number(line.least)
        spans.append(
            f"{least}+" if line.most is None else f"{least}–{turn.texts.number(line.most)}"
        )
    return turn._("Lines: {sizes}", sizes=" · ".join(spans))


def _marked(turn: Turn, label: str, *, chosen: bool) -> str:
    return turn._("· {choice} ·", choice=label) if chosen else label
