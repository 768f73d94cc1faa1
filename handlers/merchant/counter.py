"""The staff writes in who walks in or telephones: what, when, and a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from catalog import queries as catalog
from catalog.views import MerchantView, ServiceBrief, ServiceView
from chat.action import Hour, Move, Page, given
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import NotOffered, TimeGone, fitting
from handlers.guest.choosing import WhoGives, at_what_time, choice_of
from handlers.guest.times import Choice, Offered, day_words, offered, time_rows
from handlers.hours import near_time
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import AskErasing, OpenDesk, OpenStaffBooking, OpenWritingIn
from handlers.merchant.authorising import our_merchant, our_order, require_staff
from handlers.merchant.booking import booking_words
from handlers.merchant.choosing import Everyone, everyone_screen, giver_rows
from handlers.merchant.counter_actions import AskGuestName, OpenCounterGivers, OpenFreeTimes
from handlers.merchant.visit_address import ask_address, cost_words, taken_down, whither
from handlers.privacy_register import register
from orders import Availability, CounterGuest, Offer, codes, counter
from orders.errors import (
    AddressNeeded,
    NotBookable,
    OutsideArea,
    ResourceGone,
    SlotGone,
    SoldOut,
    TooLate,
    TooManySeats,
)
from people.errors import AddressGone
from people.naming import NAME_LENGTH, is_visible
from people.rights import Right

flow = Flow()

PAGE = 10
LONGEST = 40
MOST_SEATS = 8
"""So many numbers have room for a key each; a greater company is several bookings."""


@dataclass(frozen=True, slots=True)
class WriteIn(Move):
    """The guest has the time."""

    code = "swr"
    service: int
    starts_at: datetime
    seats: int
    resource: int | None = None
    address: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class EraseGuest(Move):
    """Their name is nowhere any more."""

    code = "serase"
    order: int


@flow.page(OpenWritingIn)
def writing_in_page(turn: Turn, press: OpenWritingIn) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    timed = [each for each in merchant.services if each.duration_minutes is not None]
    page, shown, more = leaf(timed, press.page, PAGE)
    words = (
        turn._("What shall it be?")
        if timed
        else turn._("Nothing here is booked for a time, so there is nothing to write in.")
    )
    return Screen(
        text=paragraphs(turn._("<b>➕ New booking</b>"), words),
        rows=(
            *_service_rows(turn, merchant, shown),
            *leafing(turn, page, lambda page: OpenWritingIn(merchant.id, page), more=more),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenFreeTimes)
def free_times_page(turn: Turn, press: OpenFreeTimes) -> Screen:
    service = _our_service(turn, press.service)
    seats = max(1, min(press.seats, service.max_seats))
    who = choice_of(turn, service.id, press.resource)
    wish = replace(press, seats=seats, resource=who.resource)
    there = whither(turn, service, press.address)
    title = turn._("<b>➕ {service}</b>", service=service.name)
    back = OpenWritingIn(service.merchant_id)
    if there.offer is None:
        return Screen(text=paragraphs(title, there.words), rows=there.rows, back=back)
    offer = _offered(turn, wish, there.offer)
    return Screen(
        text=paragraphs(title, there.words, who.gone, _question(turn, offer, who)),
        rows=(
            *there.rows,
            *_numbers(turn, wish, service),
            *_givers(turn, wish, who),
            *time_rows(turn, offer, _choice(wish)),
        ),
        back=back,
    )


@flow.page(OpenCounterGivers)
def counter_givers_page(turn: Turn, press: OpenCounterGivers) -> Screen:
    service = _our_service(turn, press.service)
    wish = OpenFreeTimes(press.service, press.day, press.seats, address=press.address)
    every = Everyone(
        title=turn._("<b>{service}</b>: with whom?", service=service.name),
        who=choice_of(turn, service.id, None),
        page=press.page,
        with_=lambda each: replace(wish, resource=each),
        to=lambda page: replace(press, page=page),
    )
    return everyone_screen(turn, every, wish)


@flow.page(AskGuestName)
def ask_guest_name_page(turn: Turn, press: AskGuestName) -> Screen:
    service = _our_service(turn, press.service)
    address = taken_down(turn, service, press.address) if service.at_home else None
    paid = turn._("They pay at your counter; nothing is charged here.")
    if address is not None:
        paid = cost_words(turn, service, press.seats, address)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>➕ {service}</b>", service=service.name),
                None if address is None else turn._("🏠 to {address}", address=address.text),
                turn._("📅 {when}", when=turn.texts.day_and_time(press.starts_at, service.zone)),
                _with_whom(turn, press),
                turn.ngettext("{number} guest", "{number} guests", press.seats),
            ),
            turn._("Who is it? Type the name and the booking is made."),
            paid,
        ),
        back=_times_of(press),
        asks=WriteIn(press.service, press.starts_at, press.seats, press.resource, press.address),
    )


@flow.move(WriteIn)
def write_in(turn: Turn, press: WriteIn) -> Page:
    """A name that is a code is none: whoever types it means the guest at the counter."""
    again = AskGuestName(press.service, press.starts_at, press.seats, press.resource, press.address)
    service = _our_service(turn, press.service)
    name = fitting(press.text, NAME_LENGTH, again)
    if not is_visible(name) or (codes.normalise(name) and codes.is_spelt_out(name)):
        raise PageOutdated(again)
    guest = CounterGuest(name, turn.person.locale)
    try:
        order = counter.write_in(
            turn.connection,
            turn.person.id,
            press.service,
            press.starts_at,
            press.seats,
            guest,
            turn.now,
            resource_id=press.resource,
            address_id=press.address,
        )
    except (SoldOut, SlotGone, TooLate, ResourceGone, TooManySeats) as error:
        raise TimeGone(_times_of(again)) from error
    except OutsideArea as error:
        raise PageOutdated(_times_of(again)) from error
    except (AddressGone, AddressNeeded) as error:
        raise PageOutdated(ask_address(service.id)) from error
    except NotBookable as error:
        raise NotOffered(OpenWritingIn(service.merchant_id)) from error
    return OpenStaffBooking(order)


@flow.page(AskErasing)
def ask_erasing_page(turn: Turn, press: AskErasing) -> Screen:
    order = our_order(turn, press.order)
    if order.is_live() or not counter.is_written_in(turn.connection, order):
        raise PageOutdated(OpenStaffBooking(order.id))
    yes = Button(turn._("Yes, erase the name"), EraseGuest(order.id), Style.DANGER)
    no = Button(turn._("No, keep it"), OpenStaffBooking(order.id), Style.PRIMARY)
    return Screen(
        text=paragraphs(
            turn._("<b>Erase this guest's name?</b>"),
            *booking_words(turn, order),
            turn._("The booking stays in your numbers. The name can't be brought back."),
        ),
        rows=((yes,), (no,)),
        back=OpenStaffBooking(order.id),
    )


@flow.move(EraseGuest)
def erase_guest(turn: Turn, press: EraseGuest) -> Page:
    counter.erase_guest(turn.connection, press.order, turn.person.id, register(), turn.now)
    return OpenStaffBooking(press.order)


def _our_service(turn: Turn, service_id: int) -> ServiceView:
    service = catalog.service(turn.connection, service_id)
    if service is None:
        raise NotAllowed
    require_staff(turn, service.merchant_id, Right.BOOKINGS)
    if service.duration_minutes is None or not service.bookable:
        raise NotOffered(OpenWritingIn(service.merchant_id))
    return service


def _service_rows(
    turn: Turn, merchant: MerchantView, shown: Sequence[ServiceBrief]
) -> Iterator[Row]:
    """Beside each its next time: whoever walks in is written in by one press more."""
    zones = {each.id: each.zone for each in merchant.locations}
    starts = counter.next_starts(turn.connection, [each.id for each in shown], turn.now)
    for each in shown:
        to = ask_address(each.id) if each.at_home else OpenFreeTimes(each.id)
        times = Button(shortened(each.name, LONGEST), to)
        start = starts.get(each.id)
        if start is None:
            yield (times,)
        else:
            when = near_time(turn, start, zones[each.location_id])
            yield times, Button(when, AskGuestName(each.id, start))


def _times_of(press: AskGuestName) -> OpenFreeTimes:
    return OpenFreeTimes(
        press.service, None, press.seats, resource=press.resource, address=press.address
    )


def _offered(turn: Turn, wish: OpenFreeTimes, offer: Offer) -> Offered:
    free = Availability.of(turn.connection, offer, wish.seats, turn.now, wish.resource)
    return offered(free, wish.day, wish.hour)


def _choice(wish: OpenFreeTimes) -> Choice:
    return Choice(
        on_day=lambda day: replace(wish, day=day, hour=None),
        at=lambda start: AskGuestName(wish.service, start, wish.seats, wish.resource, wish.address),
        from_hour=lambda day, hour: replace(wish, day=day, hour=Hour(hour)),
    )


def _question(turn: Turn, offer: Offered, who: WhoGives) -> str:
    if offer.shown is None:
        return turn._("Nothing is free for so many.")
    return at_what_time(turn, day_words(turn, offer.shown, offer.zone), who.chosen)


def _with_whom(turn: Turn, press: AskGuestName) -> Markup | None:
    who = choice_of(turn, press.service, press.resource).chosen
    return None if who is None else turn._("with {resource}", resource=who.name)


def _givers(turn: Turn, wish: OpenFreeTimes, who: WhoGives) -> tuple[Row, ...]:
    every = OpenCounterGivers(wish.service, wish.day, wish.seats, address=wish.address)
    return giver_rows(turn, who, lambda each: replace(wish, resource=each, hour=None), every)


def _numbers(turn: Turn, wish: OpenFreeTimes, service: ServiceView) -> Iterator[Row]:
    """For how many, where one booking takes several seats."""
    most = min(service.max_seats, service.capacity, MOST_SEATS)
    if most < 2:
        return
    keys = (
        Button(
            turn._("· {choice} ·", choice=number) if each == wish.seats else number,
            replace(wish, seats=each),
        )
        for each in range(1, most + 1)
        for number in (turn.texts.number(each),)
    )
    yield from columns(4, keys)
