"""What a courier is asked to bring: from where, how far, and the two answers."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.courier.actions import (
    AcceptDelivery,
    DeclineDelivery,
    OpenCourierDesk,
    OpenCourierOffer,
    OpenJob,
)
from handlers.courier.carried import carried_words
from handlers.courier.earnings import pay_words
from handlers.courier.shift import desk_row
from handlers.hours import near_time
from handlers.layout import dotted
from handlers.orders import at_words
from orders import Job, Offered, delivery_lists, offering

flow = Flow()


@flow.page(OpenCourierOffer)
def courier_offer_page(turn: Turn, press: OpenCourierOffer) -> Screen:
    asked, job = _asked(turn, press.offer)
    return Screen(
        text=paragraphs(*_words(turn, asked, job)),
        rows=_answers(turn, asked, job),
        back=OpenCourierDesk(),
    )


@flow.move(AcceptDelivery)
def accept_delivery(turn: Turn, press: AcceptDelivery) -> Page:
    order = offering.accept(turn.connection, press.offer, turn.person.id, turn.now)
    return OpenJob(order)


@flow.move(DeclineDelivery)
def decline_delivery(turn: Turn, press: DeclineDelivery) -> Page:
    offering.decline(turn.connection, press.offer, turn.person.id, turn.now)
    return OpenCourierDesk()


def offer_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """That they are asked; once it is over, what became of it, in the same message."""
    asked = offering.offer_to(turn.connection, payload["offer"], turn.person.id)
    job = None if asked is None else delivery_lists.job(turn.connection, asked.order_id)
    if asked is None or job is None or (asked.answer is not None and not payload["quiet"]):
        return None
    return Screen(
        text=paragraphs(*_words(turn, asked, job)),
        rows=_answers(turn, asked, job),
        keep=True,
        subject=f"delivery-offer-{asked.id}",
    )


def _asked(turn: Turn, offer: int) -> tuple[Offered, Job]:
    asked = offering.offer_to(turn.connection, offer, turn.person.id)
    job = None if asked is None else delivery_lists.job(turn.connection, asked.order_id)
    if asked is None or job is None:
        raise NotAllowed
    return asked, job


def _words(turn: Turn, asked: Offered, job: Job) -> tuple[Markup | None, ...]:
    """The address itself comes with the yes."""
    near = None if asked.meters is None else turn.texts.distance(asked.meters)
    if job.is_collection:
        return (*_collection(turn, asked, job, near), _answer(turn, asked))
    return (
        turn._("<b>🔔 Can you bring this?</b>"),
        carried_words(turn, job),
        lines(
            at_words(turn, job.merchant, job.address or ""),
            turn._("{distance} from you", distance=near) if near else None,
            pay_words(turn, asked.pay, asked.pay_currency),
            turn._("🛍 Ready {when}", when=near_time(turn, job.starts_at, job.zone)),
            dotted(
                (
                    turn._("🚪 {distance} to the guest", distance=turn.texts.distance(job.meters)),
                    turn.texts.minutes(job.minutes),
                )
            ),
        ),
        _answer(turn, asked),
    )


def _collection(turn: Turn, asked: Offered, job: Job, near: str | None) -> tuple[Markup, ...]:
    way = dotted((turn.texts.distance(job.meters), turn.texts.minutes(job.minutes)))
    return (
        turn._("<b>🔔 Can you collect this?</b>"),
        carried_words(turn, job),
        lines(
            turn._("🧺 From a guest to {merchant}", merchant=job.merchant),
            turn._("{distance} from you", distance=near) if near else None,
            pay_words(turn, asked.pay, asked.pay_currency),
            _collected_at(turn, job),
            turn._("🏪 {way} to the place", way=way),
        ),
    )


def _collected_at(turn: Turn, job: Job) -> Markup | None:
    """The time that its guest chose, until it is there."""
    if job.collect_at is None or job.collect_at <= turn.now:
        return None
    return turn._("🕐 At about {time}", time=near_time(turn, job.collect_at, job.zone))


def _answer(turn: Turn, asked: Offered) -> Markup:
    if asked.answer is None:
        return turn._("Please answer within a minute; the first to accept has it.")
    words = {
        "accepted": turn._("✅ You have it."),
        "done": turn._("✅ You collected it."),
        "declined": turn._("You declined."),
        "lost": turn._("You gave it up."),
        "missed": turn._("You didn't answer in time, so others are asked."),
    }
    return words.get(asked.answer, turn._("Another courier has it, or nobody is needed any more."))


def _answers(turn: Turn, asked: Offered, job: Job) -> tuple[Row, ...]:
    if asked.answer == "accepted":
        return ((Button(turn._("🛵 What you are bringing"), OpenJob(asked.order_id)),),)
    if asked.answer is not None:
        return (desk_row(turn),)
    yes = turn._("✅ I collect it") if job.is_collection else turn._("✅ I bring it")
    return (
        (Button(yes, AcceptDelivery(asked.id), Style.SUCCESS),),
        (Button(turn._("Not me"), DeclineDelivery(asked.id)),),
    )
