"""What staff sees and does of a courier on the page of an order that is brought."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.hours import near_time
from handlers.merchant.delivery_actions import (
    AskFetchCode,
    AskRefundLost,
    ReceiveCollected,
    SendAnother,
)
from handlers.names import called
from orders import DeliveryState, Job, OrderView, delivery_lists
from orders.models import Fulfilment
from wording import delivering as wording


def courier_words(turn: Turn, order: OrderView) -> Markup | None:
    """Who brings it, and where that stands."""
    job = _job(turn, order)
    return None if job is None else standing_words(turn, job)


def standing_words(turn: Turn, job: Job) -> Markup:
    """Where it stands, for staff and operators."""
    by = near_time(turn, job.give_up_at, job.zone)
    return wording.standing_words(turn, job, called(turn, job.courier or ""), by)


def courier_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """What comes next with it."""
    job = _job(turn, order)
    if job is None:
        return
    if job.is_collection:
        yield (Button(turn._("🧺 We have it"), ReceiveCollected(order.id), Style.SUCCESS),)
    elif job.state is DeliveryState.ACCEPTED:
        label = turn._("🛵 Give it to {courier}", courier=called(turn, job.courier or ""))
        yield (Button(label, AskFetchCode(order.id), Style.PRIMARY),)
    if job.lost_at is not None:
        yield from lost_rows(turn, job)


def lost_rows(turn: Turn, job: Job) -> Iterator[Row]:
    """What was collected from its guest there is only once."""
    order_id = job.order_id
    if not job.is_collection:
        again = turn._("🔁 Make it again, another courier")
        yield (Button(again, SendAnother(order_id)),)
    yield (Button(turn._("💸 Give the money back"), AskRefundLost(order_id), Style.DANGER),)


def is_fetched(turn: Turn, order: OrderView) -> bool:
    """Whether its guest may come for it: it is there, and no courier has it."""
    job = _job(turn, order)
    on_board = (DeliveryState.ACCEPTED, DeliveryState.PICKED_UP, DeliveryState.ON_THE_WAY)
    return job is None or not (job.is_collection or job.state in on_board)


def is_awaited(turn: Turn, order: OrderView) -> bool:
    """Whether it has to be collected from its guest before anything can be done with it."""
    job = _job(turn, order)
    return job is not None and job.is_collection


def _job(turn: Turn, order: OrderView) -> Job | None:
    if order.fulfilment is not Fulfilment.DELIVERY:
        return None
    return delivery_lists.job(turn.connection, order.id)
