"""How it works, the terms, and whom to turn to."""

from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import (
    AskSupport,
    GoNear,
    OpenBookings,
    OpenCheckout,
    OpenHelp,
    OpenHome,
    OpenPrivacy,
    OpenSupport,
    OpenTerms,
)
from handlers.guest.application_actions import OpenApplying

flow = Flow()


@flow.page(OpenHelp)
def help_page(turn: Turn, _press: OpenHelp) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>How it works</b>"),
            lines(
                turn._("1. Share a location or type what you are looking for."),
                turn._("2. Choose a service and a time, and pay right here."),
                turn._("3. You get a code. Show it at the counter, that's all."),
            ),
            turn._(
                "We keep your payment until the code is used. Each booking shows how long you can cancel for"
                " free, and what a no-show costs."
            ),
            turn._(
                "You run a place? Find it here and press “Is this yours?”. If it isn't here yet,"
                " add it."
            ),
        ),
        rows=(
            (Button(turn._("📍 Near me"), GoNear()),),
            (
                Button(turn._("Terms"), OpenTerms()),
                Button(turn._("Support"), OpenSupport()),
            ),
            (Button(turn._("🏪 Add your place"), OpenApplying()),),
            (Button(turn._("Your data"), OpenPrivacy()),),
        ),
        back=OpenHome(),
    )


@flow.page(OpenTerms)
def terms_page(turn: Turn, press: OpenTerms) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>Terms in short</b>"),
            turn._(
                "You book directly with the place. {market} passes on your booking and keeps your payment"
                " until your code is used, or your booking ends by its terms.",
                market=turn.market.name,
            ),
            turn._(
                "Before you pay, you see the price, how long you can cancel for "
                "free, and what a late cancellation or a no-show costs. These "
                "terms don't change after you book."
            ),
            turn._(
                "If you were there and your code wasn't used, the place may ask you. If you say yes, it"
                " counts as used; without an answer, it doesn't."
            ),
            turn._(
                "If the place declines or doesn't answer in time, you get a full "
                "refund. The same goes for a payment that arrives after your time "
                "has been released."
            ),
            turn._(
                "If something went wrong, say so on the booking, up to 30 days after it. The place has 48"
                " hours to answer; if that doesn't solve it, {market} decides.",
                market=turn.market.name,
            ),
            turn._("By paying, you agree to these terms and the terms of your booking."),
        ),
        rows=((Button(turn._("Support"), OpenSupport()),),),
        back=OpenHelp() if press.order is None else OpenCheckout(press.order),
    )


@flow.page(OpenSupport)
def support_page(turn: Turn, _press: OpenSupport) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>Problem with a payment or a booking?</b>"),
            turn._(
                "Open it under “My bookings”. There you can say what went wrong, "
                "cancel, change the time, check your refund, find the place's phone "
                "number and write to us."
            ),
            turn._("Anything else? Write to us here."),
        ),
        rows=(
            (Button(turn._("🎟 My bookings"), OpenBookings()),),
            (Button(turn._("💬 Write to us"), AskSupport()),),
        ),
        back=OpenHelp(),
    )
