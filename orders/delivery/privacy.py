"""What deliveries hold of a person: of whoever brings, and of whom it was brought to."""

from orders.delivery import ageing
from orders.delivery.courier_payment_models import courier_payments
from orders.delivery.delivery_models import couriers, deliveries, delivery_offers
from orders.whose import of_their_orders
from people.privacy import Ageing, Fate, Holding

HOLDINGS = (
    Holding(
        couriers.c.person_id,
        Fate.ERASED,
        "where a courier was is known for half an hour; the guest to whom they are on the way sees it "
        "until they are there, and nobody does once they have gone",
        exported=(
            couriers.c.on_shift,
            couriers.c.latitude,
            couriers.c.longitude,
            couriers.c.located_at,
            couriers.c.heard_at,
        ),
    ),
    Holding(
        delivery_offers.c.courier_id,
        Fate.KEPT,
        "who was asked, and what they said, explains a delivery for a while, and what they earned "
        "belongs to the place's books; it names nobody any more",
        exported=(
            delivery_offers.c.order_id,
            delivery_offers.c.offered_at,
            delivery_offers.c.answer,
            delivery_offers.c.answered_at,
            delivery_offers.c.pay,
            delivery_offers.c.earned,
            delivery_offers.c.pay_currency,
        ),
    ),
    Holding(
        courier_payments.c.courier_id,
        Fate.KEPT,
        "what a place paid its couriers belongs to its books; it names nobody any more",
        exported=(
            courier_payments.c.since,
            courier_payments.c.until,
            courier_payments.c.rides,
            courier_payments.c.amount,
            courier_payments.c.currency,
            courier_payments.c.paid_at,
            courier_payments.c.taken_back_at,
        ),
    ),
    Holding(
        courier_payments.c.paid_by,
        Fate.KEPT,
        "who paid a courier belongs to the place's books; it names nobody any more",
        exported=(
            courier_payments.c.amount,
            courier_payments.c.currency,
            courier_payments.c.paid_at,
        ),
    ),
    Holding(
        courier_payments.c.taken_back_by,
        Fate.KEPT,
        "that it was not paid after all belongs to the place's books; it names nobody any more",
        exported=(courier_payments.c.amount, courier_payments.c.taken_back_at),
    ),
    Holding(
        deliveries.c.courier_id,
        Fate.KEPT,
        "that an order was brought belongs to its books; it names nobody any more",
        exported=(
            deliveries.c.order_id,
            deliveries.c.state,
            deliveries.c.accepted_at,
            deliveries.c.ended_at,
        ),
    ),
    Holding(
        deliveries.c.order_id,
        Fate.BLANKED,
        "that an order was brought belongs to its books, without the photo of a door",
        exported=(
            deliveries.c.order_id,
            deliveries.c.state,
            deliveries.c.at_the_door,
            deliveries.c.photo,
            deliveries.c.handover,
            deliveries.c.ended_at,
        ),
        rows=of_their_orders,
        blanks={"photo": ""},
    ),
)

AGEING = (
    Ageing(
        delivery_offers,
        "keep_deliveries_days",
        "who was asked to bring something explains for a while why it came late",
        ageing.outdated,
        ageing.forget,
    ),
)
