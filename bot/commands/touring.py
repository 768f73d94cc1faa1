"""What the demo's page suggests to a newcomer: the whole chain in three steps, one on each phone."""

from sandbox.settings import TourStep

FORGETS = "The town begins anew: bookings, payments and chats are all forgotten."

TOUR = (
    TourStep(
        phone="guest",
        title="Aino books",
        hint="Start, share a place, press the next free time of a shop, and pay. Her code comes at once.",
        lights=("pay_", "order_", "put_", "hold_", "take_", "svc_", "around", "at_", "near"),
    ),
    TourStep(
        phone="merchant",
        title="Kim redeems",
        hint="The shop heard of it at once. Scan the code from Aino's phone, then press Redeem.",
        lights=("use_", "early_", "scan"),
        until="use_",
    ),
    TourStep(
        phone="operator",
        title="Olga sends an offer",
        hint="Promotions, a new one: write a line, choose a place for its button, send it.",
        lights=(
            *("op-send-now", "op-send", "op-to-shop", "op-what", "op-at", "op-target"),
            *("op-new-promo", "op-promos", "words"),
        ),
        until="op-send-now",
    ),
)
