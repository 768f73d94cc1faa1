"""A courier's desk: the shift, where they are, and what there is to bring."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.courier.actions import (
    BeginShift,
    EndShift,
    OpenCourierDesk,
    OpenCourierOffer,
    OpenEarnings,
    OpenJob,
)
from handlers.guest.actions import OpenHome
from orders import Courier, couriers, delivery_lists, live_map, offering
from people.rights import Right

flow = Flow()

DAY = timedelta(days=1)


@flow.page(OpenCourierDesk)
def courier_desk_page(turn: Turn, _press: OpenCourierDesk) -> Screen:
    if not delivers(turn):
        raise NotAllowed
    found = couriers.courier(turn.connection, turn.person.id)
    on_shift = found is not None and found.on_shift
    return Screen(
        text=paragraphs(
            turn._("<b>🛵 Deliveries</b>"),
            _standing(turn, found),
            _brought(turn, turn.now - DAY),
        ),
        rows=tuple(_rows(turn, on_shift=on_shift)),
        asks=BeginShift(),
        asks_place=turn._("📍 Share my location"),
        back=OpenHome(),
    )


@flow.move(BeginShift)
def begin_shift(turn: Turn, press: BeginShift) -> Page:
    live_map.begin_shift(turn.connection, turn.person.id, press.point, turn.now)
    job = couriers.job_of(turn.connection, turn.person.id)
    return OpenCourierDesk() if job is None else OpenJob(job)


@flow.move(EndShift)
def end_shift(turn: Turn, _press: EndShift) -> Page:
    couriers.end_shift(turn.connection, turn.person.id, turn.now)
    return OpenCourierDesk()


def shift_news(turn: Turn, _payload: Mapping[str, Any]) -> Screen | None:
    """That it ended by itself; nothing for whoever has begun another since, or delivers no more."""
    if is_on_shift(turn) or not delivers(turn):
        return None
    return Screen(
        text=paragraphs(
            turn._("<b>⏸ Your shift has ended</b>"),
            turn._("There was no sign of you for hours, so nobody asks you for orders any more."),
            turn._("Begin it again when you are back."),
        ),
        rows=(desk_row(turn),),
        keep=True,
        subject="courier-shift",
    )


def delivers(turn: Turn) -> bool:
    """Whether the person may deliver for anybody."""
    return any(Right.DELIVER in rights for rights in turn.person.rights.values())


def is_on_shift(turn: Turn) -> bool:
    """Whether the person is asked for orders now."""
    found = couriers.courier(turn.connection, turn.person.id)
    return found is not None and found.on_shift


def courier_row(turn: Turn) -> tuple[Row, ...]:
    """The way to the desk, for whoever delivers and does nothing else anywhere."""
    theirs = turn.person.rights.values()
    delivers_only = any(set(rights) == {Right.DELIVER} for rights in theirs)
    return (desk_row(turn),) if delivers_only else ()


def only_brings(turn: Turn) -> bool:
    """Whether the person delivers and does nothing else anywhere."""
    theirs = turn.person.rights.values()
    return bool(theirs) and all(set(rights) == {Right.DELIVER} for rights in theirs)


def desk_row(turn: Turn) -> Row:
    """The way to the desk."""
    return (Button(turn._("🛵 Deliveries"), OpenCourierDesk()),)


def _standing(turn: Turn, found: Courier | None) -> Markup:
    if found is None or not found.on_shift:
        return turn._(
            "You are off shift: nobody asks you. Share your location to begin, so that the "
            "nearest orders come to you first. It is kept for half an hour at most, and the guest "
            "sees it while you are on the way to them."
        )
    if found.located_at is None:
        return lines(
            turn._("✅ You are on shift. New orders come here as messages."),
            turn._("Share your location, live if you can, and the nearest ones come to you first."),
        )
    when = turn.texts.time(found.located_at, turn.market.zone)
    return lines(
        turn._("✅ You are on shift. New orders come here as messages."),
        turn._("📍 Your last location: {time}.", time=when),
    )


def _brought(turn: Turn, since: datetime) -> Markup | None:
    number = delivery_lists.brought_by(turn.connection, turn.person.id, since)
    if not number:
        return None
    return turn.ngettext(
        "You brought {number} order in the last 24 hours.",
        "You brought {number} orders in the last 24 hours.",
        number,
    )


def _rows(turn: Turn, *, on_shift: bool) -> Iterator[Row]:
    job = couriers.job_of(turn.connection, turn.person.id)
    if job is not None:
        yield (Button(turn._("🛵 What you are bringing"), OpenJob(job), Style.PRIMARY),)
    asked = offering.open_offer_of(turn.connection, turn.person.id)
    if asked is not None:
        label = turn._("🔔 You are asked for an order")
        yield (Button(label, OpenCourierOffer(asked.id), Style.PRIMARY),)
    if not on_shift:
        label = turn._("Begin without my location")
        yield (Button(label, BeginShift()),)
    elif job is None:
        yield (Button(turn._("⏸ End my shift"), EndShift()),)
    yield (Button(turn._("💶 What I earned"), OpenEarnings()),)
