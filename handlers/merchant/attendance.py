"""After a slot whose code nobody used: whether the guest came."""

from dataclasses import dataclass

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.home_visit import is_visit
from handlers.merchant.actions import AskNobodyCame, OpenStaffBooking, SayCame
from handlers.merchant.authorising import our_order
from handlers.merchant.booking import booking_words
from orders import OrderView, attending
from orders.rules import kept_on_expiry, split

flow = Flow()


@dataclass(frozen=True, slots=True)
class NobodyCame(Move):
    """The guest did not come: the terms decide at once."""

    code = "snone"
    order: int


@flow.move(SayCame)
def say_came(turn: Turn, press: SayCame) -> Page:
    attending.came(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.page(AskNobodyCame)
def ask_nobody_came_page(turn: Turn, press: AskNobodyCame) -> Screen:
    order = our_order(turn, press.order)
    if not order.is_over(turn.now) or not order.is_live():
        raise PageOutdated(OpenStaffBooking(order.id))
    visit = is_visit(order)
    yes = turn._("Yes, nobody opened") if visit else turn._("Yes, nobody came")
    sure = Button(yes, NobodyCame(order.id), Style.DANGER)
    not_sure = Button(turn._("No, leave it open"), OpenStaffBooking(order.id), Style.PRIMARY)
    return Screen(
        text=paragraphs(
            turn._("<b>Nobody opened?</b>") if visit else turn._("<b>Nobody came?</b>"),
            *booking_words(turn, order),
            _what_follows(turn, order),
        ),
        rows=((sure,), (not_sure,)),
        back=OpenStaffBooking(order.id),
    )


@flow.move(NobodyCame)
def nobody_came(turn: Turn, press: NobodyCame) -> Page:
    attending.nobody_came(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


def _what_follows(turn: Turn, order: OrderView) -> str:
    percent = kept_on_expiry(order.terms, order.starts_at)
    back = split(order.prepaid, order.uses, order.used, percent).refund
    if not back:
        return turn._("The booking ends, and the code can't be used any more.")
    amount = turn.texts.money(back, order.currency)
    return turn._("The booking ends, and the guest gets {amount} back.", amount=amount)
