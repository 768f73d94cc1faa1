"""A service's page: what it is, for how many, and on which day and time; a press takes the seat."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from catalog import queries
from catalog.views import Giver, ServiceView
from chat.action import Hour, Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import (
    LookFor,
    OpenCheckout,
    OpenHome,
    OpenMerchant,
    OpenService,
)
from handlers.guest.choosing import IN_WORDS, NO_CHOICE, at_what_time, choice_of, choice_rows
from handlers.guest.full_days import full_row
from handlers.guest.times import (
    Choice,
    Offered,
    day_words,
    full_days,
    missed_words,
    offered,
    time_rows,
)
from handlers.guest.visiting import Whither, whither
from handlers.guest.waitlist import taken_row
from handlers.layout import dotted, shortened
from handlers.orders import at_words
from handlers.terms import service_terms
from orders import Availability, Offer, payable_seats, placing, preparing, priced, terms_for
from orders.rules import Terms, at_counter, paid_ahead
from payments.port import limits_of
from wording.paying import plan_words

flow = Flow()

LONGEST_DESCRIPTION = 500
IN_A_ROW = 8


@dataclass(frozen=True, slots=True)
class HoldSlot(Move):
    """Take so many seats of a start (or of a service that has none) for the time of paying.

    With a `resource`, that one's.
    """

    code = "hold"
    service: int
    starts_at: datetime | None
    seats: int
    resource: int | None = None


@flow.page(
    OpenService,
    asks=lambda press: LookFor(
        service=press.service,
        seats=press.seats,
        search=press.search,
        day=press.day,
        hour=press.hour,
        resource=press.resource,
    ),
)
def service_page(turn: Turn, press: OpenService) -> Screen:
    service = queries.service(turn.connection, press.service)
    if service is None or not service.bookable:
        raise PageOutdated(OpenHome() if service is None else OpenMerchant(service.merchant_id))
    terms = terms_for(turn.connection, service, turn.person.id, turn.now)
    payable = _payable(turn, service, terms)
    seats = max(payable[0], min(press.seats, payable[-1])) if payable else 1
    given = bool(service.resources) or press.resource is not None
    choice = choice_of(turn, press.service, press.resource) if given else NO_CHOICE
    wish = replace(press, seats=seats, resource=choice.resource)
    visit = whither(turn, service, seats) if service.at_home else None
    offer = _offer(turn, wish, service, visit) if payable else None
    return Screen(
        text=paragraphs(
            _heading(turn, service),
            None if visit is None else visit.words,
            shortened(service.description, LONGEST_DESCRIPTION),
            _how_paid(turn, service, terms, seats),
            service_terms(turn, service, terms),
            _most_at_once(turn, service, payable, seats),
            choice.gone,
            _question(turn, service, offer, choice.chosen) if payable else _why_not(turn, service),
        ),
        rows=(
            *_numbers(turn, wish, payable),
            *(() if offer is None else choice_rows(turn, wish, choice)),
            *(() if visit is None else visit.rows),
            *(_ways(turn, wish, service, terms, offer) if payable else ()),
            *(() if offer is None else _waiting_rows(turn, service, offer, wish.seats)),
        ),
        photo=Photo(service.photo) if service.photo else None,
        back=OpenMerchant(
            service.merchant_id, press.search, day=press.day, seats=press.seats, hour=press.hour
        ),
        is_service=True,
    )


@flow.move(HoldSlot)
def hold_slot(turn: Turn, press: HoldSlot) -> Page:
    order = placing.hold(
        turn.connection,
        turn.person.id,
        press.service,
        press.starts_at,
        press.seats,
        turn.brought_by,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
        resource_id=press.resource,
    )
    preparing.prepare(turn.connection, order, turn.person.id, turn.market.cards, turn.now)
    return OpenCheckout(order)


def _offer(
    turn: Turn, wish: OpenService, service: ServiceView, visit: Whither | None
) -> Offered | None:
    if service.duration_minutes is None:
        return None
    offer = Offer.of_service(service) if visit is None else visit.offer
    if offer is None or not offer.bookable:
        return None
    free = Availability.of(turn.connection, offer, wish.seats, turn.now, wish.resource)
    found = offered(free, wish.day, wish.hour)
    return found if visit is None else replace(found, taken=next(full_days(free), None))


def _waiting_rows(turn: Turn, service: ServiceView, offer: Offered, seats: int) -> tuple[Row, ...]:
    """To what others have taken: starts of a day, or whole days of visits."""
    if service.at_home:
        return full_row(turn, service.id, offer, seats)
    return taken_row(turn, service.id, offer, seats)


def _payable(turn: Turn, service: ServiceView, terms: Terms) -> range:
    """For how many what is paid ahead can be paid at once."""
    limits = limits_of(service.currency, turn.market.cards)
    ahead = paid_ahead(Offer.of_service(service).line(1), terms)
    return payable_seats(ahead, service.max_seats, limits)


def _how_paid(turn: Turn, service: ServiceView, terms: Terms, seats: int) -> Markup | None:
    bought = priced([Offer.of_service(service).line(seats)])
    left = at_counter(bought, terms)
    return plan_words(turn, terms, bought.total - left, left, service.currency)


def _most_at_once(turn: Turn, service: ServiceView, payable: range, seats: int) -> Markup | None:
    """Said to whoever looks for a greater number."""
    if not 1 < seats < service.max_seats or seats != payable[-1]:
        return None
    return turn._("That's the most for one payment.")


def _heading(turn: Turn, service: ServiceView) -> Markup:
    name = turn._("<b>{service}</b>", service=service.name)
    at = (
        turn._("by {merchant}", merchant=service.merchant_name)
        if service.at_home
        else at_words(turn, service.merchant_name, service.address)
    )
    return lines(name, at, dotted(_facts(turn, service)))


def _facts(turn: Turn, service: ServiceView) -> Iterator[Markup]:
    yield _price(turn, service)
    if service.duration_minutes is not None:
        yield Markup.escape(turn.texts.minutes(service.duration_minutes))
    if service.uses > 1:
        yield turn.ngettext("{number} use", "{number} uses", service.uses)


def _price(turn: Turn, service: ServiceView) -> Markup:
    if service.price == 0:
        return turn._("<b>free</b>")
    price = turn.texts.money(service.price, service.currency)
    if service.was_price is None:
        return turn._("<b>{price}</b>", price=price)
    before = turn.texts.money(service.was_price, service.currency)
    return turn._("<b>{price}</b> <s>{before}</s>", price=price, before=before)


def _question(
    turn: Turn, service: ServiceView, offer: Offered | None, chosen: Giver | None
) -> Markup | None:
    if offer is None:
        return None
    if offer.shown is None:
        days = turn.ngettext("{number} day", "{number} days", service.horizon_days)
        if chosen is not None:
            return turn._(
                "{name} has nothing free in the next {days}. Please choose someone else.",
                name=shortened(chosen.name, IN_WORDS),
                days=days,
            )
        return turn._("Nothing is free in the next {days}. Please check again later.", days=days)
    question = at_what_time(turn, day_words(turn, offer.shown, service.zone), chosen)
    return lines(missed_words(turn, offer), question)


def _why_not(turn: Turn, service: ServiceView) -> Markup:
    limits = limits_of(service.currency, turn.market.cards)
    if limits is None:
        return turn._("Payments aren't set up here yet, so this can't be booked.")
    least, most = (turn.texts.money(each, service.currency) for each in (limits.least, limits.most))
    return turn._(
        "This can't be booked: payments here must be between {least} and {most}.",
        least=least,
        most=most,
    )


def _numbers(turn: Turn, wish: OpenService, payable: range) -> tuple[Row, ...]:
    """For how many: those around the number that is chosen, and the way to fewer and to more."""
    if len(payable) <= 1:
        return ()
    begin = payable.index(wish.seats) // IN_A_ROW * IN_A_ROW
    few = payable[begin : begin + IN_A_ROW]
    return (
        tuple(Button(_number(turn, each, wish), replace(wish, seats=each)) for each in few),
        *_further(turn, wish, payable, begin),
    )


def _number(turn: Turn, number: int, wish: OpenService) -> str:
    words = turn.texts.number(number)
    return turn._("· {number} ·", number=words) if number == wish.seats else words


def _further(turn: Turn, wish: OpenService, payable: range, begin: int) -> tuple[Row, ...]:
    row: list[Button] = []
    if begin:
        fewer = payable[begin - 1]
        label = turn._("‹ {number}", number=turn.texts.number(fewer))
        row.append(Button(label, replace(wish, seats=fewer)))
    if begin + IN_A_ROW < len(payable):
        more = payable[begin + IN_A_ROW]
        label = turn._("{number} ›", number=turn.texts.number(more))
        row.append(Button(label, replace(wish, seats=more)))
    return (tuple(row),) if row else ()


def _ways(
    turn: Turn, wish: OpenService, service: ServiceView, terms: Terms, offer: Offered | None
) -> tuple[Row, ...]:
    if offer is not None:
        choice = Choice(
            on_day=wish.at,
            at=lambda moment: HoldSlot(service.id, moment, wish.seats, wish.resource),
            from_hour=lambda day, hour: wish.at(day, Hour(hour)),
        )
        return time_rows(turn, offer, choice)
    if service.at_home:
        return ()
    total = paid_ahead(Offer.of_service(service).line(wish.seats), terms)
    label = turn._("Get it · {price}", price=turn.texts.money(total, service.currency))
    return (
        (
            Button(
                label if total else turn._("Get it"),
                HoldSlot(service.id, None, wish.seats),
                Style.PRIMARY,
            ),
        ),
    )
