"""What a courier has to bring: fetched by its number, left with, and handed over."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from chat.action import Action, Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.courier.actions import (
    AskDoorCode,
    AskDoorPhoto,
    AskGiveUp,
    BeginShift,
    GiveItUp,
    LeaveWithIt,
    NobodyOpens,
    OpenCourierDesk,
    OpenJob,
    OpenJobMap,
    StillThere,
    TakeItBack,
)
from handlers.courier.carried import carried_words
from handlers.courier.collection_words import collection_rows, collection_words
from handlers.courier.earnings import earned_words, pay_words
from handlers.courier.shift import delivers, desk_row
from handlers.hours import near_time
from handlers.names import first_name
from handlers.orders import at_words
from orders import DeliveryState, Job, Step, Why, carrying, couriers, delivery_lists
from people.rights import Right

flow = Flow()

LATELY = timedelta(minutes=5)


@flow.page(OpenJob)
def job_page(turn: Turn, press: OpenJob) -> Screen:
    job = our_job(turn, press.order)
    return Screen(
        text=paragraphs(*job_words(turn, job)),
        rows=tuple(_rows(turn, job)),
        asks=_asks(job),
        asks_place=turn._("📍 Share my location") if job.is_carried else None,
        back=OpenCourierDesk(),
    )


@flow.move(LeaveWithIt)
def leave_with_it(turn: Turn, press: LeaveWithIt) -> Page:
    carrying.leave(turn.connection, press.order, turn.person.id, turn.now)
    return OpenJob(press.order)


@flow.move(NobodyOpens)
def nobody_opens(turn: Turn, press: NobodyOpens) -> Page:
    carrying.nobody_opens(turn.connection, press.order, turn.person.id, turn.now)
    return OpenJob(press.order)


@flow.move(TakeItBack)
def take_it_back(turn: Turn, press: TakeItBack) -> Page:
    carrying.take_back(turn.connection, press.order, turn.person.id, turn.now)
    return OpenJob(press.order)


@flow.move(StillThere)
def still_there(turn: Turn, press: StillThere) -> Page:
    carrying.still_there(turn.connection, press.order, turn.person.id, turn.now)
    return OpenJob(press.order)


@flow.page(AskGiveUp)
def ask_give_up_page(turn: Turn, press: AskGiveUp) -> Screen:
    job = our_job(turn, press.order)
    has_it = job.state is not DeliveryState.ACCEPTED
    return Screen(
        text=paragraphs(
            turn._("<b>You can't bring it?</b>"),
            turn._("The place and the guest are told at once, and your shift ends.")
            if has_it
            else turn._("Another courier is asked at once."),
        ),
        rows=(
            (Button(turn._("Yes, I can't"), GiveItUp(job.order_id), Style.DANGER),),
            (Button(turn._("No, I bring it"), OpenJob(job.order_id), Style.PRIMARY),),
        ),
        back=OpenJob(job.order_id),
    )


@flow.move(GiveItUp)
def give_it_up(turn: Turn, press: GiveItUp) -> Page:
    carrying.give_up(turn.connection, press.order, turn.person.id, turn.now)
    return OpenCourierDesk()


def job_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What happened to what they bring, in one message that follows along."""
    job = delivery_lists.job(turn.connection, payload["order"])
    if job is None:
        return None
    mine = job.courier_id == turn.person.id
    words = _news_words(turn, job, Step(payload["step"]), mine=mine)
    if words is None:
        return None
    return Screen(
        text=paragraphs(words, *(job_words(turn, job) if mine else ())),
        rows=tuple(_rows(turn, job) if mine else _desk_rows(turn)),
        keep=True,
        subject=f"job-{job.order_id}",
    )


def _desk_rows(turn: Turn) -> Iterator[Row]:
    if delivers(turn):
        yield desk_row(turn)


def _news_words(turn: Turn, job: Job, step: Step, *, mine: bool) -> Markup | None:
    if step is Step.LOST and not mine and not turn.person.may(Right.DELIVER, job.merchant_id):
        return turn._(
            "You don't deliver for {merchant} any more: its order is for others to bring.",
            merchant=job.merchant,
        )
    if step is Step.LOST and not mine:
        return turn._(
            "❗ We haven't heard of you, so the order from {merchant} went to somebody else. "
            "Your shift is over; begin anew whenever you like.",
            merchant=job.merchant,
        )
    if step is Step.RECEIVED and not mine:
        return turn._("✅ {merchant} has what you collected. Thank you!", merchant=job.merchant)
    if not mine:
        return None
    told = {
        Step.FETCHED: turn._("<b>🛍 You have it</b>"),
        Step.CHANGED: turn._("<b>🚪 Leave it at the door, with a photo</b>")
        if job.at_the_door
        else turn._("<b>🚪 Hand it over in person</b>"),
        Step.OVER: turn._("<b>❌ The order is over: bring it no more</b>"),
        Step.STILL_THERE: turn._("<b>👋 Are you still on it?</b>")
        if job.is_carried and _is_silent(turn)
        else None,
    }
    return told.get(step)


def _is_silent(turn: Turn) -> bool:
    """Whoever was heard of lately needs not be asked."""
    return couriers.is_silent(turn.connection, turn.person.id, turn.now - LATELY)


def our_job(turn: Turn, order_id: int) -> Job:
    """What the person brings, or has brought."""
    if not delivers(turn):
        raise NotAllowed
    job = delivery_lists.job(turn.connection, order_id)
    if job is None or job.courier_id != turn.person.id:
        raise PageOutdated(OpenCourierDesk())
    return job


def job_words(turn: Turn, job: Job) -> Iterator[Markup | None]:
    """The address only while they have it."""
    yield lines(
        carried_words(turn, job),
        at_words(turn, job.merchant, job.address or ""),
    )
    door = delivery_lists.door_for(turn.connection, job.order_id, turn.person.id)
    if door is not None:
        yield lines(
            turn._("👤 {guest}", guest=first_name(turn, job.guest)),
            turn._("🏠 {address}", address=door.text),
            turn._("📝 {note}", note=door.note) if door.note else None,
            turn._("📝 {note}", note=job.note) if job.note else None,
            turn._("🚪 Leave it at the door and send a photo.") if job.at_the_door else None,
            pay_words(turn, job.pay, job.pay_currency),
        )
    yield _next(turn, job)


def _next(turn: Turn, job: Job) -> Markup:
    """What to do now."""
    if job.is_collection and job.is_carried:
        return collection_words(turn, job)
    if job.lost_at is not None and job.is_carried:
        return turn._("❗ The place was told that we can't reach you. If you have it, go on.")
    match job.state:
        case DeliveryState.ACCEPTED:
            return _to_fetch(turn, job)
        case DeliveryState.PICKED_UP:
            return turn._("You have it. Press when you set out, so that the guest knows.")
        case DeliveryState.ON_THE_WAY:
            return _to_hand_over(turn, job)
    return _over(turn, job)


def _over(turn: Turn, job: Job) -> Markup:
    return lines(_how_it_ended(turn, job), earned_words(turn, job.earned, job.pay_currency))


def _how_it_ended(turn: Turn, job: Job) -> Markup:
    if job.state is DeliveryState.HANDED_OVER:
        return turn._("✅ Handed over. Thank you!")
    if job.why == Why.NOBODY_OPENED and job.is_collection:
        return turn._("🚪 Nobody opened. There is nothing to collect any more.")
    if job.why == Why.NOBODY_OPENED:
        return turn._("🚪 Nobody opened. It goes back to the place.")
    if job.is_collection:
        return turn._("❌ The order is over. If you have it, bring it to the place.")
    return turn._("❌ The order is over.")


def _to_fetch(turn: Turn, job: Job) -> Markup:
    when = near_time(turn, job.starts_at, job.zone)
    ready = turn._("Fetch it; it is ready at about {time}.", time=when)
    return lines(
        ready if job.ready_at is None else turn._("Fetch it; it is ready."),
        turn._("Your number at the counter: <code>{code}</code>", code=job.fetch_code),
    )


def _to_hand_over(turn: Turn, job: Job) -> Markup:
    if job.waits_until is None and job.at_the_door:
        return turn._("Send a photo of where it stands. The guest gets it.")
    if job.waits_until is None:
        return turn._("At the door, ask for the guest's code, or scan it.")
    if job.waits_until <= turn.now:
        return turn._("🚪 You have waited long enough. You may take it back.")
    until = turn.texts.time(job.waits_until, job.zone)
    return turn._("🚪 The guest was told. Please wait until {time}.", time=until)


def _asks(job: Job) -> Action | None:
    """Where they are: a code that is typed is known as one anyway."""
    return BeginShift() if job.is_carried else None


def _rows(turn: Turn, job: Job) -> Iterator[Row]:
    order = job.order_id
    yield from collection_rows(turn, job) if job.is_collection else _delivery_rows(turn, job)
    if job.is_carried:
        yield (
            Button(turn._("🗺 The place"), OpenJobMap(order)),
            Button(turn._("🗺 The guest"), OpenJobMap(order, door=True)),
        )
        yield (
            Button(turn._("👋 Still on it"), StillThere(order)),
            Button(turn._("I can't"), AskGiveUp(order)),
        )
    else:
        yield desk_row(turn)


def _delivery_rows(turn: Turn, job: Job) -> Iterator[Row]:
    if job.state is DeliveryState.PICKED_UP:
        yield (Button(turn._("🛵 I'm on my way"), LeaveWithIt(job.order_id), Style.PRIMARY),)
    if job.state in {DeliveryState.PICKED_UP, DeliveryState.ON_THE_WAY}:
        yield from _handing_over(turn, job)
    if job.state is DeliveryState.ON_THE_WAY:
        yield from _at_the_door(turn, job)


def _handing_over(turn: Turn, job: Job) -> Iterator[Row]:
    code = Button(turn._("🎟 Enter the guest's code"), AskDoorCode(job.order_id), Style.SUCCESS)
    if job.at_the_door:
        photo = turn._("📷 Left at the door")
        yield (Button(photo, AskDoorPhoto(job.order_id), Style.SUCCESS),)
    yield (code,)


def _at_the_door(turn: Turn, job: Job) -> Iterator[Row]:
    if job.waits_until is None:
        yield (Button(turn._("🚪 Nobody opens"), NobodyOpens(job.order_id)),)
    elif job.waits_until <= turn.now:
        label = turn._("Take it back to the place")
        yield (Button(label, TakeItBack(job.order_id), Style.DANGER),)
    else:
        yield (Button(turn._("🔄 Update"), OpenJob(job.order_id)),)
