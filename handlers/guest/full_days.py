"""A guest waits for a day on which nobody can come to them any more; the first time that frees up is held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from catalog import queries
from catalog.views import ServiceView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenMerchant, OpenService
from handlers.guest.addresses import address_label
from handlers.guest.times import Offered, full_days, naming
from handlers.guest.waitlist import OpenWait, day_promise
from handlers.layout import columns, leaf, leafing
from orders import Availability, Offer, visiting, waits
from orders.errors import AddressNeeded, OutsideArea
from payments.port import limits_of
from people import addressing

flow = Flow()

DAYS = 12


@dataclass(frozen=True, slots=True)
class OpenFullDays(Page):
    """The days on which nobody can come to the guest any more, a page of them."""

    code = "fulldays"
    service: int
    seats: int = 1
    page: int = 0


@dataclass(frozen=True, slots=True)
class WaitForDay(Move):
    """Any time of that day at the guest's, should one free up."""

    code = "waitday"
    service: int
    day: date
    seats: int = 1


@flow.page(OpenFullDays)
def full_days_page(turn: Turn, press: OpenFullDays) -> Screen:
    service = queries.service(turn.connection, press.service)
    if service is None or not service.bookable or not service.at_home:
        raise PageOutdated(OpenHome() if service is None else OpenMerchant(service.merchant_id))
    back = OpenService(press.service, seats=press.seats)
    offer, address = Offer.of_service(service), addressing.current(turn.connection, turn.person.id)
    if not offer.bookable:
        raise PageOutdated(back)
    try:
        visit = visiting.visit_at(turn.connection, offer, address)
    except (AddressNeeded, OutsideArea):
        raise PageOutdated(back) from None
    found = Availability.of(turn.connection, visit.offer, press.seats, turn.now)
    page, shown, more = leaf(list(full_days(found)), press.page, DAYS)
    if not shown:
        raise PageOutdated(back)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{service}</b>", service=service.name),
                turn._("by {merchant}", merchant=service.merchant_name),
                turn._("🏠 to {address}", address=address_label(visit.address)),
            ),
            turn._("On these days nobody has time for you any more. For which one would you wait?"),
            day_promise(turn),
        ),
        rows=(
            *columns(3, _days(turn, service, shown, press.seats)),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=back,
    )


@flow.move(WaitForDay)
def wait_for_day(turn: Turn, press: WaitForDay) -> Page:
    wait = waits.join_day(
        turn.connection,
        turn.person.id,
        press.service,
        press.day,
        press.seats,
        turn.brought_by,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
    )
    return OpenWait(wait)


def full_row(turn: Turn, service: int, offer: Offered, seats: int) -> tuple[Row, ...]:
    """To the days on which nobody can come any more, where there are any."""
    if offer.taken is None:
        return ()
    return ((Button(turn._("🔔 Full days"), OpenFullDays(service, seats)),),)


def _days(turn: Turn, service: ServiceView, days: Sequence[date], seats: int) -> Iterator[Button]:
    name = naming(turn, service.zone, days)
    return (Button(name(each), WaitForDay(service.id, each, seats)) for each in days)
