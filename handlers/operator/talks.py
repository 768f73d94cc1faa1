"""Guests who wrote to support, and the answers that they get."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat.action import Move, Page, given
from chat.screen import Button, Row, Screen, Seen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, leafing
from handlers.names import called, told_apart
from handlers.operator.actions import (
    AskAnswer,
    OpenOperatorDesk,
    OpenOrder,
    OpenPerson,
    OpenTalkOf,
    OpenTalks,
)
from handlers.operator.guarding import OperatorFlow
from handlers.talk import SHOWN, room_for, talk_words
from orders import Talk, supporting
from people import queries
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.PERSONS)

PAGE = 8


@dataclass(frozen=True, slots=True)
class AnswerTalk(Move):
    """An answer to a guest."""

    code = "op-answer"
    guest: int
    order: int | None
    text: str = given("")


@flow.page(OpenTalks)
def talks_page(turn: Turn, press: OpenTalks) -> Screen:
    found = supporting.waiting(turn.connection, PAGE + 1, press.page * PAGE)
    return Screen(
        text=turn._("Waiting for a reply, longest first:")
        if found
        else turn._("No open questions."),
        rows=(
            *columns(1, _buttons(turn, found[:PAGE])),
            *leafing(turn, press.page, OpenTalks, more=len(found) > PAGE),
        ),
        back=OpenOperatorDesk(),
        shows=tuple(Seen(each.guest_id, Place.TALK, each.order_id) for each in found[:PAGE]),
    )


@flow.page(OpenTalkOf)
def talk_page(turn: Turn, press: OpenTalkOf) -> Screen:
    talk = Talk(press.guest, press.order)
    found = supporting.messages(turn.connection, talk, SHOWN + 1, press.before)
    shown = room_for(found)
    guest = _name(turn, press.guest)
    earlier = (
        OpenTalkOf(press.guest, press.order, shown[-1].id) if len(found) > len(shown) else None
    )
    return Screen(
        text=paragraphs(turn._("<b>💬 {guest}</b>", guest=guest), talk_words(turn, shown, guest)),
        rows=(
            *(() if earlier is None else ((Button(turn._("‹ Earlier messages"), earlier),),)),
            (Button(turn._("✍️ Write"), AskAnswer(press.guest, press.order)),),
            _about(turn, talk),
        ),
        back=OpenTalks(),
        shows=(Seen(press.guest, Place.TALK, press.order),),
    )


@flow.page(AskAnswer)
def ask_answer_page(turn: Turn, press: AskAnswer) -> Screen:
    talk = Talk(press.guest, press.order)
    last = supporting.messages(turn.connection, talk, 1)
    guest = _name(turn, press.guest)
    return Screen(
        text=paragraphs(
            turn._("<b>💬 {guest}</b>", guest=guest),
            talk_words(turn, last, guest),
            turn._("Type your message: the guest reads it with your name."),
        ),
        rows=(
            *(() if not last else ((Button(turn._("Earlier messages"), _all_of(talk)),),)),
            _about(turn, talk),
        ),
        back=OpenTalks(),
        asks=AnswerTalk(press.guest, press.order),
        shows=(Seen(press.guest, Place.TALK, press.order),),
    )


@flow.move(AnswerTalk)
def answer_talk(turn: Turn, press: AnswerTalk) -> Page:
    talk = Talk(press.guest, press.order)
    words = fitting(press.text, supporting.LONGEST, AskAnswer(press.guest, press.order))
    if words:
        supporting.answer(turn.connection, talk, turn.person.id, words, turn.now)
    return _all_of(talk)


def support_asked(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A guest's message, for every operator."""
    talk = Talk(payload["guest"], payload["order"])
    found = supporting.messages(turn.connection, talk, 1)
    if not found or not turn.person.operator:
        return None
    guest = _name(turn, talk.guest_id)
    answer = AskAnswer(talk.guest_id, talk.order_id)
    return Screen(
        text=paragraphs(
            turn._("<b>💬 A guest asks for help</b>"),
            None if talk.order_id is None else turn._("Order {order}", order=str(talk.order_id)),
            talk_words(turn, found, guest),
        ),
        rows=((Button(turn._("Reply"), answer, Style.PRIMARY),),),
        keep=True,
        subject=f"talk-{talk.guest_id}-{talk.order_id or 0}",
    )


def _buttons(turn: Turn, talks: Sequence[Talk]) -> Iterable[Button]:
    guests = queries.persons(turn.connection, [each.guest_id for each in talks])
    names = {each.id: told_apart(turn, each) for each in guests}
    for talk in talks:
        guest = names[talk.guest_id]
        label = (
            turn._("{guest}", guest=guest)
            if talk.order_id is None
            else turn._("{guest} · order {order}", guest=guest, order=str(talk.order_id))
        )
        yield Button(label, _all_of(talk))


def _all_of(talk: Talk) -> OpenTalkOf:
    return OpenTalkOf(talk.guest_id, talk.order_id)


def _about(turn: Turn, talk: Talk) -> Row:
    person = Button(turn._("👤 Guest"), OpenPerson(talk.guest_id))
    if talk.order_id is None:
        return (person,)
    return person, Button(
        turn._("🎟 Order {order}", order=str(talk.order_id)), OpenOrder(talk.order_id)
    )


def _name(turn: Turn, person_id: int) -> str:
    person = queries.person(turn.connection, person_id)
    return called(turn, "") if person is None else told_apart(turn, person)
