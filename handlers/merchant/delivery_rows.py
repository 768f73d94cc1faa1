"""What staff sees and does of a courier on the page of an order that is brought."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.hours import near_time
from handlers.merchant.delivery_actions import AskFetchCode, AskRefundLost, SendAnother
from handlers.names import called
from orders import DeliveryState, Job, OrderView, Why, delivery_lists
from orders.models import Fulfilment


def courier_words(turn: Turn, order: OrderView) -> Markup | None:
    """Who brings it, and where that stands."""
    job = _job(turn, order)
    return None if job is None else standing_words(turn, job)


def standing_words(turn: Turn, job: Job) -> Markup:
    name = called(turn, job.courier or "")
    if job.lost_at is not None and job.why is None:
        by = near_time(turn, job.give_up_at, job.zone)
        return turn._(
            "❗ No sign of {courier}, who has it. Make it again or give the money back; "
            "at {time} it goes back by itself.",
            courier=name,
            time=by,
        )
    if job.why is not None:
        return _failed_words(turn, job, name)
    words = {
        DeliveryState.OFFERED: turn._("🛵 A courier is looked for.")
        if job.told_at is None
        else turn._("❗ No courier has taken it yet. The guest was told."),
        DeliveryState.ACCEPTED: turn._("🛵 {courier} comes for it.", courier=name),
        DeliveryState.PICKED_UP: turn._("🛵 {courier} has it.", courier=name),
        DeliveryState.ON_THE_WAY: turn._("🛵 {courier} is on the way.", courier=name),
        DeliveryState.AT_COUNTER: turn._("🛍 The guest comes for it."),
        DeliveryState.HANDED_OVER: turn._("✅ Handed over."),
    }
    return words[job.state]


def _failed_words(turn: Turn, job: Job, courier: str) -> Markup:
    if job.why == Why.NOBODY_OPENED:
        return turn._("🚪 Nobody opened. {courier} brings it back.", courier=courier)
    return turn._("❌ It wasn't delivered.")


def courier_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """What comes next with it."""
    job = _job(turn, order)
    if job is None:
        return
    if job.state is DeliveryState.ACCEPTED:
        label = turn._("🛵 Give it to {courier}", courier=called(turn, job.courier or ""))
        yield (Button(label, AskFetchCode(order.id), Style.PRIMARY),)
    if job.lost_at is not None:
        yield from lost_rows(turn, order.id)


def lost_rows(turn: Turn, order_id: int) -> Iterator[Row]:
    yield (Button(turn._("🔁 Make it again, another courier"), SendAnother(order_id)),)
    yield (Button(turn._("💸 Give the money back"), AskRefundLost(order_id), Style.DANGER),)


def is_fetched(turn: Turn, order: OrderView) -> bool:
    """Whether its guest may come for it: no courier has it."""
    job = _job(turn, order)
    on_board = (DeliveryState.ACCEPTED, DeliveryState.PICKED_UP, DeliveryState.ON_THE_WAY)
    return job is None or job.state not in on_board


def _job(turn: Turn, order: OrderView) -> Job | None:
    if order.fulfilment is not Fulfilment.DELIVERY:
        return None
    return delivery_lists.job(turn.connection, order.id)
