"""A conversation about a booking as one of its two sides reads it: the same pages with other ways out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.names import called
from handlers.orders import view_label, when_words
from handlers.talk import SHOWN, room_for, said_words
from orders import (
    BookingMessage,
    Conversation,
    OrderView,
    Side,
    conversations,
    messages,
)
from wording.conversing import standing


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the buttons of one side lead, most by the order; `home` is the booking if it `has_page`."""

    side: Side
    home: Page
    open: Callable[[int, int | None], Page]
    ask: Callable[[int], Page]
    ask_report: Callable[[int], Page]
    end: Callable[[int], Move]
    resume: Callable[[int], Move]
    has_page: bool = True


def way_in(turn: Turn, order: OrderView, ways: Ways, label: Markup) -> tuple[Button, ...]:
    """The button on a booking's page: to what was written, or to the first message."""
    found = conversations.conversation(turn.connection, order.id)
    if found is not None:
        return (Button(turn._("✉️ Messages"), ways.open(order.id, None)),)
    if messages.can_write(turn.connection, order, turn.now):
        return (Button(label, ways.ask(order.id)),)
    return ()


def conversation_screen(turn: Turn, order: OrderView, ways: Ways, before: int | None) -> Screen:
    found = conversations.conversation(turn.connection, order.id)
    latest = conversations.messages(turn.connection, order.id, SHOWN + 1, before)
    shown = room_for(latest)
    earlier = ways.open(order.id, shown[-1].id) if len(latest) > len(shown) else None
    return Screen(
        text=paragraphs(
            heading(turn, order, ways.side),
            *(message_words(turn, order, each, ways.side) for each in reversed(shown)),
            None if shown else turn._("No messages yet."),
            *standing(turn, order, found, ways.side),
        ),
        rows=(
            *(() if earlier is None else ((Button(turn._("‹ Earlier messages"), earlier),),)),
            *_rows(turn, order, found, ways, turn._("✍️ Write")),
        ),
        back=ways.home,
    )


def ask_screen(
    turn: Turn, order: OrderView, ways: Ways, asks: Move, question: Markup, *more: Markup | None
) -> Screen:
    """Asks for a message, below the last one."""
    if not messages.can_write(turn.connection, order, turn.now):
        raise PageOutdated(ways.open(order.id, None))
    last = conversations.messages(turn.connection, order.id, 1)
    earlier = ((Button(turn._("Earlier messages"), ways.open(order.id, None)),),) if last else ()
    return Screen(
        text=paragraphs(
            heading(turn, order, ways.side),
            *(message_words(turn, order, each, ways.side) for each in last),
            question,
            *more,
        ),
        rows=earlier,
        back=ways.home,
        asks=asks,
    )


def report_screen(turn: Turn, order: OrderView, ways: Ways, asks: Move) -> Screen:
    """Asks what is wrong, where something can be."""
    found = conversations.conversation(turn.connection, order.id)
    if found is None or not conversations.can_report(turn.connection, found, ways.side):
        raise PageOutdated(ways.open(order.id, None))
    return Screen(
        text=paragraphs(
            heading(turn, order, ways.side),
            turn._(
                "What is wrong? Type it for the people who run {market}. They will read this"
                " conversation, and can end it.",
                market=turn.market.name,
            ),
        ),
        back=ways.open(order.id, None),
        asks=asks,
    )


def message_screen(
    turn: Turn, order: OrderView, ways: Ways, headline: Markup, payload: Mapping[str, Any]
) -> Screen | None:
    """News of a message; nothing where it is gone."""
    said = conversations.message(turn.connection, order.id, payload["message"])
    found = conversations.conversation(turn.connection, order.id)
    if said is None or found is None:
        return None
    answered = ways.side is Side.MERCHANT and conversations.was_answered(
        turn.connection, order.id, said
    )
    write = turn._("✍️ Write") if answered else turn._("✍️ Answer")
    view = ((Button(view_label(turn, order), ways.home),),) if ways.has_page else ()
    return Screen(
        text=paragraphs(
            lines(headline, *_about(turn, order)),
            message_words(turn, order, said, ways.side),
            turn._("✅ Answered.") if answered else None,
            *standing(turn, order, found, ways.side),
        ),
        rows=(*_rows(turn, order, found, ways, write), *view),
        keep=True,
        subject=f"message-{said.id}",
    )


def heading(turn: Turn, order: OrderView, side: Side) -> Markup:
    """With whom, about what."""
    other = order.merchant if side is Side.GUEST else called(turn, order.guest)
    return lines(turn._("<b>✉️ {name}</b>", name=other), *_about(turn, order))


def _about(turn: Turn, order: OrderView) -> Iterator[Markup | None]:
    yield turn._("{words}", words=order.title)
    yield when_words(turn, order)


def message_words(turn: Turn, order: OrderView, message: BookingMessage, side: Side) -> Markup:
    """Of the place's people the guest reads the place's name only."""
    author = _author(turn, order, message, side)
    return said_words(turn, author, message.words, message.at, order.zone)


def _author(turn: Turn, order: OrderView, message: BookingMessage, side: Side) -> str:
    if message.side is side and message.author_id == turn.person.id:
        return turn._("You")
    if message.side is Side.GUEST:
        return called(turn, order.guest)
    return order.merchant if side is Side.GUEST else called(turn, message.author)


def _rows(
    turn: Turn, order: OrderView, found: Conversation | None, ways: Ways, write: Markup
) -> Iterator[Row]:
    if messages.can_write(turn.connection, order, turn.now):
        yield (Button(write, ways.ask(order.id), Style.PRIMARY),)
    if found is None:
        return
    row = []
    if found.ended_by == ways.side:
        row.append(Button(turn._("Resume the conversation"), ways.resume(order.id)))
    elif found.ended_by is None:
        row.append(Button(turn._("🔕 End the conversation"), ways.end(order.id)))
    if conversations.can_report(turn.connection, found, ways.side):
        row.append(Button(turn._("🚩 Report"), ways.ask_report(order.id)))
    if row:
        yield tuple(row)
