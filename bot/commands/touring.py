"""What the demo's page suggests to a newcomer: the whole chain in three steps, one on each phone."""

from sandbox.settings import TourStep

FORGETS = "The town begins anew: bookings, payments and chats are all forgotten."

TOUR = (
    TourStep(
        phone="guest",
        title="Aino books",
        hint="Start, share a place, press the next free time of a shop, and pay. Her code comes at once.",
        lights=("near", "around", "take_", "at_", "svc_", "hold_", "pays"),
    ),
    TourStep(
        phone="merchant",
        title="Kim redeems",
        hint="Kim heard of it at once. Scan the code from Aino's phone, then press Redeem.",
        lights=("scan", "early_", "use_"),
        until="use_",
    ),
    TourStep(
        phone="operator",
        title="Olga sends an offer",
        hint="Promotions, a new one: write a line, choose who hears of it, send it.",
        lights=("op-promos", "op-new-promo", "op-no-photo", "op-to-", "op-for-all", "op-send"),
        until="op-send-now",
    ),
)
