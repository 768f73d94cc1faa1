"""What a courier reads and presses who collects something from its guest."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.courier.actions import AskCollection, NobodyOpens, OpenJob, TakeItBack
from handlers.hours import near_time
from orders import DeliveryState, Job


def collection_words(turn: Turn, job: Job) -> Markup:
    """What to do now."""
    if job.state is DeliveryState.PICKED_UP:
        return turn._("🧺 You have it. Bring it to the place; they say that they have it.")
    if job.waits_until is None and job.collect_at is not None and job.collect_at > turn.now:
        when = near_time(turn, job.collect_at, job.zone)
        return turn._(
            "🧺 Collect it from the guest at about {time}. They read out a number to you.",
            time=when,
        )
    if job.waits_until is None:
        return turn._("🧺 Collect it from the guest. They read out a number to you.")
    if job.waits_until <= turn.now:
        return turn._("🚪 You have waited long enough. You may leave.")
    until = turn.texts.time(job.waits_until, job.zone)
    return turn._("🚪 The guest was told. Please wait until {time}.", time=until)


def collection_rows(turn: Turn, job: Job) -> Iterator[Row]:
    """At the guest's door; what happens at the place, the place presses."""
    if job.state is not DeliveryState.ACCEPTED:
        return
    number = turn._("🔢 Enter the guest's number")
    yield (Button(number, AskCollection(job.order_id), Style.SUCCESS),)
    if job.waits_until is None:
        yield (Button(turn._("🚪 Nobody opens"), NobodyOpens(job.order_id)),)
    elif job.waits_until <= turn.now:
        yield (Button(turn._("Leave without it"), TakeItBack(job.order_id), Style.DANGER),)
    else:
        yield (Button(turn._("🔄 Update"), OpenJob(job.order_id)),)
