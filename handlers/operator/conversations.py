"""Conversations that guests or places reported: read, closed with a word, or stopped for both."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Seen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.layout import columns, leafing, shortened
from handlers.names import called
from handlers.operator.actions import OpenOperatorDesk, OpenOrder
from handlers.operator.conversation_actions import (
    AskClosing,
    AskStopping,
    CloseReport,
    OpenReportedConversation,
    OpenReportedConversations,
    StopConversation,
)
from handlers.operator.guarding import OperatorFlow
from handlers.talk import SHOWN, room_for, said_words
from orders import (
    BookingMessage,
    Report,
    ReportedConversation,
    Side,
    conversations,
    message_reports,
)
from people.looking import Place
from people.rights import Right

flow = OperatorFlow(Right.PERSONS)

PAGE = 8
LABEL = 24


@flow.page(OpenReportedConversations)
def conversations_page(turn: Turn, press: OpenReportedConversations) -> Screen:
    read = conversations.decided if press.decided else conversations.reported
    found = read(turn.connection, PAGE + 1, press.page * PAGE)
    return Screen(
        text=_heading(turn, press, some=bool(found)),
        rows=(
            *columns(1, (_one(turn, each) for each in found[:PAGE])),
            *leafing(
                turn,
                press.page,
                lambda page: replace(press, page=page),
                more=len(found) > PAGE,
            ),
            (_other(turn, press),),
        ),
        back=OpenOperatorDesk(),
        shows=tuple(_seen(each) for each in found[:PAGE]),
    )


def _heading(turn: Turn, press: OpenReportedConversations, *, some: bool) -> Markup:
    if press.decided:
        return turn._("Decided, the latest first:") if some else turn._("Nothing here yet.")
    return turn._("Reported, longest first:") if some else turn._("No reported conversations.")


def _one(turn: Turn, found: ReportedConversation) -> Button:
    guest = shortened(called(turn, found.guest), LABEL)
    place = shortened(found.merchant, LABEL)
    label = turn._("✉️ {guest} · {place}", guest=guest, place=place)
    return Button(label, OpenReportedConversation(found.order_id))


def _other(turn: Turn, press: OpenReportedConversations) -> Button:
    if press.decided:
        return Button(turn._("Reported"), OpenReportedConversations())
    return Button(turn._("Decided"), OpenReportedConversations(decided=True))


@flow.page(OpenReportedConversation)
def conversation_page(turn: Turn, press: OpenReportedConversation) -> Screen:
    found = _reported(turn, press.order)
    latest = conversations.messages(
        turn.connection, found.order_id, SHOWN + 1, press.before, found.until
    )
    shown = room_for(latest)
    earlier = replace(press, before=shown[-1].id) if len(latest) > len(shown) else None
    return Screen(
        text=paragraphs(
            _about(turn, found),
            *(_words(turn, found, each) for each in reversed(shown)),
            *(_report(turn, found, each) for each in found.reports),
            turn._("🚫 This conversation was ended for both sides.") if found.is_stopped else None,
        ),
        rows=(
            *(() if earlier is None else ((Button(turn._("‹ Earlier messages"), earlier),),)),
            *_rows(turn, found),
        ),
        back=OpenReportedConversations(decided=not found.undecided),
        shows=(_seen(found),),
    )


def _about(turn: Turn, found: ReportedConversation) -> Markup:
    return lines(
        turn._("<b>✉️ {guest} · {place}</b>", guest=called(turn, found.guest), place=found.merchant),
        turn._("{words}", words=found.title),
    )


def _words(turn: Turn, found: ReportedConversation, message: BookingMessage) -> Markup:
    guest = called(turn, found.guest)
    author = guest if message.side is Side.GUEST else found.merchant
    return said_words(turn, author, message.words, message.at, found.zone)


def _report(turn: Turn, found: ReportedConversation, report: Report) -> Markup:
    who = called(turn, found.guest) if report.side is Side.GUEST else found.merchant
    return lines(
        turn._("🚩 {who} reported it: {words}", who=who, words=report.words),
        turn._("Your answer: {reason}", reason=report.reason) if report.reason else None,
    )


def _rows(turn: Turn, found: ReportedConversation) -> Iterator[Row]:
    if found.undecided:
        yield (
            Button(turn._("Close with a reply"), AskClosing(found.order_id), Style.SUCCESS),
            Button(turn._("🚫 End it for both"), AskStopping(found.order_id), Style.DANGER),
        )
    order = turn._("🎟 Order {order}", order=str(found.order_id))
    yield (Button(order, OpenOrder(found.order_id)),)


@flow.page(AskClosing)
def ask_closing_page(turn: Turn, press: AskClosing) -> Screen:
    question = turn._(
        "What do you reply to whoever reported it? Type it. The conversation goes on."
    )
    return _asked(turn, press.order, question, CloseReport(press.order))


@flow.page(AskStopping)
def ask_stopping_page(turn: Turn, press: AskStopping) -> Screen:
    question = turn._("Why is it ended? Type it: both sides read it, and can write no more.")
    return _asked(turn, press.order, question, StopConversation(press.order))


def _asked(
    turn: Turn, order_id: int, question: Markup, asks: CloseReport | StopConversation
) -> Screen:
    found = _reported(turn, order_id)
    if not found.undecided:
        raise PageOutdated(OpenReportedConversation(order_id))
    reports = (_report(turn, found, each) for each in found.reports)
    return Screen(
        text=paragraphs(_about(turn, found), *reports, question),
        back=OpenReportedConversation(order_id),
        asks=asks,
        shows=(_seen(found),),
    )


@flow.move(CloseReport)
def close_report(turn: Turn, press: CloseReport) -> Page:
    reason = fitting(press.text, message_reports.LONGEST, AskClosing(press.order))
    if not reason:
        return AskClosing(press.order)
    message_reports.close(turn.connection, press.order, turn.person.id, reason, turn.now)
    return OpenReportedConversation(press.order)


@flow.move(StopConversation)
def stop_conversation(turn: Turn, press: StopConversation) -> Page:
    reason = fitting(press.text, message_reports.LONGEST, AskStopping(press.order))
    if not reason:
        return AskStopping(press.order)
    message_reports.stop(turn.connection, press.order, turn.person.id, reason, turn.now)
    return OpenReportedConversation(press.order)


def conversation_reported(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """A guest or a place asks the operators to look at what the other wrote."""
    found = conversations.reported_of(turn.connection, payload["order"])
    if found is None or not found.undecided or not turn.person.may(Right.PERSONS):
        return None
    return Screen(
        text=paragraphs(
            _about(turn, found), *(_report(turn, found, each) for each in found.reports)
        ),
        rows=((Button(turn._("See it"), OpenReportedConversation(found.order_id)),),),
        keep=True,
        subject=f"reported-conversation-{found.order_id}",
        shows=(_seen(found),),
    )


def _reported(turn: Turn, order_id: int) -> ReportedConversation:
    """Operators read what was reported, and nothing else."""
    found = conversations.reported_of(turn.connection, order_id)
    if found is None:
        raise PageOutdated(OpenReportedConversations())
    return found


def _seen(found: ReportedConversation) -> Seen:
    return Seen(found.guest_id, Place.CONVERSATION, found.order_id)
