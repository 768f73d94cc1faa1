"""What was given up: payments that could not be applied, what could not be delivered or handled."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.screen import Button, CopyButton, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from database import dead_updates, outbox
from database.dead_updates import Dead
from database.outbox import Parked
from handlers.hours import near_time
from handlers.layout import leaf, leafing, shortened
from handlers.operator.actions import OpenOperatorDesk, OpenParked
from handlers.operator.dead import dead_row, dead_words
from handlers.operator.guarding import OperatorFlow
from orders import ParkedEvent, paying, reports
from people.rights import Right

flow = OperatorFlow(Right.REFUND)

SHOWN = 8
LONGEST_ERROR = 200

Stuck = ParkedEvent | Parked | Dead


@dataclass(frozen=True, slots=True)
class RetryPayment(Move):
    """Apply a payment once more."""

    code = "op-pay-again"
    event: int


@dataclass(frozen=True, slots=True)
class OpenGivenBack(Page):
    """Whether they are sure that money for no order went back."""

    code = "op-unpaid"
    event: int


@dataclass(frozen=True, slots=True)
class PaymentWentBack(Move):
    """Money for no order went back."""

    code = "op-went-back"
    event: int


@dataclass(frozen=True, slots=True)
class RetryMessage(Move):
    """Deliver a message once more."""

    code = "op-tell-again"
    message: int


@flow.page(OpenParked)
def parked_page(turn: Turn, press: OpenParked) -> Screen:
    stuck: list[Stuck] = [
        *reports.parked_events(turn.connection, limit=None),
        *outbox.parked(turn.connection),
        *dead_updates.waiting(turn.connection),
    ]
    page, shown, more = leaf(stuck, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Stuck</b>"),
            *(_words(turn, each) for each in shown),
            None if stuck else turn._("Nothing is stuck."),
        ),
        rows=(
            *(_row(turn, each) for each in shown),
            *leafing(turn, page, OpenParked, more=more),
        ),
        back=OpenOperatorDesk(),
    )


def _words(turn: Turn, stuck: Stuck) -> Markup:
    match stuck:
        case ParkedEvent():
            return _payment(turn, stuck)
        case Parked():
            return _message(turn, stuck)
        case Dead():
            return dead_words(turn, stuck)


def _row(turn: Turn, stuck: Stuck) -> Row:
    match stuck:
        case ParkedEvent():
            return tuple(_ways_on(turn, stuck))
        case Parked():
            label = turn._("🔁 {key}", key=shortened(stuck.key, LONGEST_ERROR // 5))
            return (Button(label, RetryMessage(stuck.id)),)
        case Dead():
            return dead_row(turn, stuck)


def _payment(turn: Turn, event: ParkedEvent) -> Markup:
    return lines(
        turn._(
            "💳 Payment {event} by {provider}, {when}",
            event=str(event.event_id),
            provider=event.provider,
            when=near_time(turn, event.received_at, turn.market.zone),
        ),
        turn._("<code>{key}</code>", key=event.charge),
        what_to_do(turn, event),
        _error(turn, event.error),
    )


def what_to_do(turn: Turn, event: ParkedEvent) -> Markup:
    """With money that came and has no effect yet."""
    if event.order_id is not None:
        return turn._("Order {order}", order=str(event.order_id))
    if event.aside:
        return turn._(
            "It could not be recorded. Try again once the cause is fixed, or "
            "refund it on the provider's website."
        )
    return turn._("It doesn't belong to any order here. Refund it on the provider's website.")


def _message(turn: Turn, message: Parked) -> Markup:
    return lines(
        turn._("📮 {key}", key=message.key),
        turn._("Gave up {when}", when=near_time(turn, message.parked_at, turn.market.zone))
        if message.parked_at
        else None,
        _error(turn, message.last_error),
    )


def _error(turn: Turn, error: str | None) -> Markup | None:
    return turn._("<i>{error}</i>", error=shortened(error, LONGEST_ERROR)) if error else None


def _ways_on(turn: Turn, event: ParkedEvent) -> Iterable[Button]:
    number = str(event.event_id)
    if event.order_id is not None or event.aside:
        yield Button(turn._("🔁 Payment {event}", event=number), RetryPayment(event.event_id))
    if event.order_id is None:
        yield Button(turn._("↩️ Payment {event}", event=number), OpenGivenBack(event.event_id))


@flow.page(OpenGivenBack)
def sure_page(turn: Turn, press: OpenGivenBack) -> Screen:
    event = reports.parked_event(turn.connection, press.event)
    if event is None or event.order_id is not None:
        raise PageOutdated(OpenParked())
    sure = Button(turn._("Yes, it was refunded"), PaymentWentBack(event.event_id), Style.SUCCESS)
    return Screen(
        text=paragraphs(
            turn._("<b>Was payment {event} refunded?</b>", event=str(event.event_id)),
            _payment(turn, event),
            turn._("Your name and the time are recorded. This can't be undone here."),
        ),
        rows=((CopyButton(turn._("📋 Copy the charge"), event.charge),), (sure,)),
        back=OpenParked(),
    )


@flow.move(PaymentWentBack)
def payment_went_back(turn: Turn, press: PaymentWentBack) -> Page:
    if not paying.given_back(turn.connection, press.event, turn.person.id, turn.now):
        raise PageOutdated(OpenParked())
    return OpenParked()


@flow.move(RetryPayment)
def retry_payment(turn: Turn, press: RetryPayment) -> Page:
    if not paying.try_again(turn.connection, press.event, turn.person.id, turn.now):
        raise PageOutdated(OpenParked())
    return OpenParked()


@flow.move(RetryMessage)
def retry_message(turn: Turn, press: RetryMessage) -> Page:
    if not outbox.unpark(turn.connection, press.message, turn.now):
        raise PageOutdated(OpenParked())
    return OpenParked()
