"""The tables of couriers, of what they bring, and of the offers by which they come by it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class DeliveryState(StrEnum):
    """Where an order that is brought to its guest stands."""

    OFFERED = "offered"  # no courier has it (yet)
    ACCEPTED = "accepted"  # a courier is on the way to fetch it
    PICKED_UP = "picked_up"
    ON_THE_WAY = "on_the_way"
    AT_COUNTER = "at_counter"  # its guest would rather fetch it
    HANDED_OVER = "handed_over"
    FAILED = "failed"  # its order came to an end without it


class Leg(StrEnum):
    """Which way a delivery is under way; most have the second only."""

    COLLECTION = "collection"  # from its guest to its place
    RETURN = "return"  # from its place to its guest


class Answer(StrEnum):
    """What became of an offer to a courier; open while there is none."""

    ACCEPTED = "accepted"
    DONE = "done"  # collected, and at its place
    DECLINED = "declined"
    MISSED = "missed"  # no answer in time
    WITHDRAWN = "withdrawn"  # another one was first, or nobody is needed any more
    LOST = "lost"  # accepted, and then not done


class Handover(StrEnum):
    """How an order came to its guest."""

    CODE = "code"
    PHOTO = "photo"  # left at the door
    COUNTER = "counter"  # its guest fetched it


class Why(StrEnum):
    """Why an order was not brought."""

    NO_COURIER = "no_courier"
    NOBODY_OPENED = "nobody_opened"
    LOST = "lost"  # its courier gave no sign of life
    CANCELLED = "cancelled"


CARRIED = (DeliveryState.ACCEPTED, DeliveryState.PICKED_UP, DeliveryState.ON_THE_WAY)
"""One courier has it."""

COLLECTED_IN = (
    DeliveryState.OFFERED,
    DeliveryState.ACCEPTED,
    DeliveryState.PICKED_UP,
    DeliveryState.FAILED,
)
"""Where something may stand that is on its way from its guest to its place."""

UNDER_WAY = (DeliveryState.OFFERED, *CARRIED, DeliveryState.AT_COUNTER)


class CourierColumns(TypedColumns):
    """Somebody who delivers: whether they are on shift, and where they were last (WGS 84).

    Where they were is kept for a short time, and only of a shift.
    """

    person_id = Column(Identity, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    on_shift: Named[bool]
    latitude: Named[float | None] = Column(Double)
    longitude: Named[float | None] = Column(Double)
    located_at: Named[datetime | None] = Column(Instant)
    heard_at = Column(Instant, nullable=False)  # the last sign of them


class DeliveryColumns(TypedColumns):
    """How an order gets to its guest; one for each that is ordered so, from the moment it is paid."""

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    courier_id: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    state: Named[str] = Column(String(12))
    leg: Named[str] = Column(String(10), server_default=Leg.RETURN)
    meters: Named[int]  # from the counter to the door, in a straight line
    minutes: Named[int]  # on the road, as it was told
    fetch_code: Named[str] = Column(
        String(4)
    )  # the courier shows it at the counter, or the guest to them
    at_the_door: Named[bool]  # left there, with a photo
    offer_from = Column(Instant, nullable=False)
    take_by = Column(Instant, nullable=False)  # then its guest is told that nobody has it
    give_up_at = Column(Instant, nullable=False)  # then the money goes back by itself
    told_at: Named[datetime | None] = Column(Instant)
    received_at: Named[datetime | None] = Column(Instant)  # what was collected is at its place
    accepted_at: Named[datetime | None] = Column(Instant)
    picked_up_at: Named[datetime | None] = Column(Instant)
    left_at: Named[datetime | None] = Column(Instant)
    mapped_at: Named[datetime | None] = Column(
        Instant
    )  # since then its guest has a map of the courier
    waits_until: Named[datetime | None] = Column(Instant)  # in front of a door that nobody opens
    lost_at: Named[datetime | None] = Column(Instant)  # no sign of the courier since it was fetched
    ended_at: Named[datetime | None] = Column(Instant)
    handover: Named[str | None] = Column(String(8))
    photo: Named[str | None] = Column(String(80))
    why: Named[str | None] = Column(String(14))


class DeliveryOfferColumns(TypedColumns):
    """A courier was asked whether they take a delivery, and what they said."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("deliveries.order_id"), index=True)
    courier_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    offered_at = Column(Instant, nullable=False)
    until = Column(Instant, nullable=False)
    meters: Named[int | None]  # from the courier to the counter, where that was known
    answer: Named[str | None] = Column(String(10))
    answered_at: Named[datetime | None] = Column(Instant)
    pay: Named[int | None] = Column(BigInteger)  # what it would earn them, in minor units
    pay_currency: Named[str | None] = Column(String(3))
    earned: Named[int | None] = Column(BigInteger)  # what it did; the place pays it itself
    earned_at: Named[datetime | None] = Column(Instant)  # when they had done it, paid or not
    payment_id: Named[int | None] = Column(Identity, ForeignKey("courier_payments.id"))


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _of(states: tuple[DeliveryState, ...]) -> str:
    return f"state IN {tuple(map(str, states))}"


couriers = Table(
    "couriers",
    metadata,
    CourierColumns,
    CheckConstraint(text("(latitude IS NULL) = (longitude IS NULL)"), name="point"),
    CheckConstraint(text("(latitude IS NULL) = (located_at IS NULL)"), name="located"),
    Index("ix_couriers_on_shift", "heard_at", **_only("on_shift")),
    Index("ix_couriers_located_at", "located_at", **_only("located_at IS NOT NULL")),
)
deliveries = Table(
    "deliveries",
    metadata,
    DeliveryColumns,
    CheckConstraint(text(_of(tuple(DeliveryState))), name="state"),
    CheckConstraint(text(f"leg IN {tuple(map(str, Leg))}"), name="leg"),
    CheckConstraint(
        text(f"leg = 'return' OR (received_at IS NULL AND {_of(COLLECTED_IN)})"), name="collection"
    ),
    CheckConstraint(
        text(
            f"(courier_id IS NOT NULL OR NOT {_of(CARRIED)})"
            " AND (courier_id IS NULL OR state NOT IN ('offered', 'at_counter'))"
        ),
        name="courier",
    ),
    CheckConstraint(text("(state = 'handed_over') = (handover IS NOT NULL)"), name="handover"),
    CheckConstraint(text("(state = 'failed') = (why IS NOT NULL)"), name="why"),
    CheckConstraint(
        text("(ended_at IS NOT NULL) = (state IN ('handed_over', 'failed'))"), name="ended"
    ),
    CheckConstraint(text("handover <> 'photo' OR photo IS NOT NULL"), name="photo"),
    Index("ix_deliveries_under_way", "merchant_id", "order_id", **_only(_of(UNDER_WAY))),
    Index("uq_deliveries_courier", "courier_id", unique=True, **_only(_of(CARRIED))),
)
delivery_offers = Table(
    "delivery_offers",
    metadata,
    DeliveryOfferColumns,
    CheckConstraint(text(f"answer IN {tuple(map(str, Answer))}"), name="answer"),
    CheckConstraint(text("(answer IS NULL) = (answered_at IS NULL)"), name="answered"),
    Index("ix_delivery_offers_open", "until", **_only("answer IS NULL")),
    Index("ix_delivery_offers_offered_at", "offered_at"),
    Index(
        "ix_delivery_offers_earned_at",
        "courier_id",
        "earned_at",
        **_only("earned_at IS NOT NULL"),
    ),
    Index("ix_delivery_offers_payment_id", "payment_id", **_only("payment_id IS NOT NULL")),
    Index("uq_delivery_offers_courier", "courier_id", unique=True, **_only("answer IS NULL")),
    Index("uq_delivery_offers_accepted", "order_id", unique=True, **_only("answer = 'accepted'")),
)
