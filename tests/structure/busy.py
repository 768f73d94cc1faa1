"""A market with something of everything in it, so that every page has something to show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from catalog import claiming, legal, staffing
from catalog import queries as catalog
from catalog.legal import LegalField
from chat.turn import Person
from database.dead_updates import bury
from orders import replacements, waits
from orders.booking import availability, counter, placing, proposing
from orders.booking.proposing import Goal
from orders.course import attending, cancelling, confirming, rating, redeeming
from orders.messaging import reporting as reporting_messages
from orders.messaging import writing as messages
from orders.models import orders
from orders.money import paying, recording, refunding
from orders.money.paying import CapturedPayment
from orders.money.recording import ProviderEvent
from orders.reading import queries
from orders.reviewing import answering, changing, reporting
from orders.settlement import settling
from payments.models import payments as payment_table
from payments.models import refunds
from payments.port import EventKind
from people import arriving, consenting, inviting, joining
from people.arriving import Newcomer
from people.joining import Membership
from people.rights import Role, granted
from promotions import composing, sending
from queueing import calling, queues, waiting
from queueing.models import queues as queue_table
from tests import market
from tests.building import Once
from tests.making import Market
from tests.market import Town
from tests.structure.billed import Billed, billed
from tests.structure.brought import Brought, brought
from tests.structure.complained import complain, unsolved
from tests.structure.menued import menued
from tests.structure.seated import seated
from tests.structure.served import paid_for, served
from tests.structure.visited import full_day, visited


@dataclass(frozen=True, slots=True)
class Busy:
    """Who is there, and the codes of the guest."""

    town: Town
    guest: Person
    newcomer: Person
    clerk: Person
    operator: Person
    codes: tuple[str, ...]
    reviewed: int
    complained: int
    taken: datetime
    eaten: int
    brought: Brought
    asked: int
    address: int
    full: tuple[int, date]
    billed: Billed
    table: str


def made(connection: Connection, now: datetime) -> Busy:
    """One guest's orders in every state, one clerk of three places, one operator, one claim."""
    town = market.build(connection, now)
    market.location(connection, town.yoga, "Porvoonkatu 2", 0.006)
    guest, clerk, operator = (newcomer(connection, who, now) for who in ("ann", "kim", "max"))
    for merchant in (town.barber, town.sauna, town.yoga):
        joins(connection, clerk, Membership(Role.OWNER, merchant), now)
    joins(connection, operator, Membership(Role.OPERATOR, None), now)
    sam = newcomer(connection, "sam", now)  # stays when the clerk has asked to be forgotten
    joins(connection, sam, Membership(Role.DESK, town.sauna), now)
    chair = catalog.resources_of(connection, town.barber)[0][0]
    joining.give_resource(connection, town.barber, clerk, chair)
    menued(connection, town.barber, clerk, now)
    legal.give(connection, town.barber, {LegalField.NAME: "Parturi Oy"}, clerk, now)
    walked_in(connection, town, clerk, now)
    live = orders_of(connection, town, guest, clerk, now)
    written(connection, live, guest, clerk, now)
    address = visited(connection, town.barber, clerk, guest, now)
    said = reviewed(connection, town, guest, clerk, operator, now)
    visits = [bought(connection, guest, town.evening, days, now) for days in range(9, 14)]
    wrongs = complain(connection, visits, guest, clerk, operator, now)
    elsewhere(connection, sam, now)
    queued(connection, town, guest, clerk, now)
    taken = sold_out(connection, town, guest, now)
    trouble(connection, guest, operator, now)
    for due in settling.unsettled(connection):
        settling.settle(connection, due, now + timedelta(minutes=1), now)
    claiming.claim(connection, town.cafe, guest, "I run it", now)
    deserted(connection, now)
    found = (queries.order(connection, each) for each in live)
    couriers = (newcomer(connection, "cem", now), newcomer(connection, "ada", now))
    door = brought(connection, town.yoga, guest, clerk, couriers, now)
    sitters = (guest, newcomer(connection, "tab", now))
    return Busy(
        town=town,
        guest=Person(guest, "Ann", "en"),
        newcomer=Person(newcomer(connection, "new", now), "New", "en"),
        clerk=Person(
            clerk,
            "Kim",
            "en",
            rights=granted(dict.fromkeys({town.barber, town.sauna, town.yoga}, Role.OWNER)),
        ),
        operator=Person(operator, "Max", "en", rights=granted({}, Role.OPERATOR)),
        codes=tuple(order.code for order in found if order and order.code),
        reviewed=said,
        complained=wrongs[0],
        taken=taken,
        brought=door,
        eaten=(eaten := served(connection, town.sauna, guest, clerk, now)),
        asked=replacements.open_of(connection, eaten)[0].id,
        address=address,
        full=full_day(connection, town.barber, clerk, now),
        billed=billed(
            connection, town, guest, clerk, first_free(connection, town.chair, 3, now), now
        ),
        table=seated(connection, town.yoga, sitters, clerk, now),
    )


build = Once(made)


def queued(connection: Connection, town: Town, guest: int, clerk: int, now: datetime) -> None:
    """At one place the guest waits behind one who was called, at the other they were passed over."""
    here, there = (
        min(each.id for each in catalog.locations_of(connection, merchant))
        for merchant in (town.barber, town.sauna)
    )
    for location in (here, there):
        queues.open_queue(connection, location, clerk, now)
    at_the_door = calling.give_at_the_door(connection, here, 2, "Martin", clerk, now)
    calling.call(connection, at_the_door, clerk, now)
    waiting.take_number(connection, guest, here, 2, now)
    far = min(each.id for each in catalog.locations_of(connection, town.sushi))
    open_to_all = {
        "is_open": True,
        "session_at": now,
        "last_number": 0,
        "grace_minutes": 9,
        "line_limits": [],
    }
    of_sushi = insert(queue_table).values(location_id=far, merchant_id=town.sushi, **open_to_all)
    connection.execute(of_sushi)
    waiting.take_number(connection, guest, far, 2, now)
    passed_over = waiting.take_number(connection, guest, there, 2, now)
    calling.call(connection, passed_over, clerk, now)
    calling.skip(connection, passed_over, clerk, now)


def sold_out(connection: Connection, town: Town, guest: int, now: datetime) -> datetime:
    """One start of a table is taken by others, and the guest waits for it."""
    day = next(each.day for each in availability.days(connection, town.table, 1, now) if each.free)
    start = availability.times(connection, town.table, day, 1, now)[-1].starts_at
    for name, seats in (("oli", 6), ("tia", 2)):
        other = newcomer(connection, name, now)
        placing.hold(connection, other, town.table, start, seats, None, now)
    waits.join(connection, guest, town.table, start, 1, None, now)
    return start


def reviewed(  # noqa: PLR0917 - a cast
    connection: Connection, town: Town, guest: int, clerk: int, operator: int, now: datetime
) -> int:
    """Reviews as they come, answered and reported, and hidden; only the first may be changed still."""
    said = []
    for days, words in enumerate(("Warm", "Cold", "Rude"), start=8):
        order = bought(connection, guest, town.evening, days, now)
        voucher = queries.order(connection, order)
        assert voucher is not None
        assert voucher.code is not None
        redeeming.redeem(connection, voucher.code, clerk, words, now)
        then = now if not said else now - timedelta(days=20)
        rating.rate(connection, order, guest, 4, then)
        rating.comment(connection, order, guest, words, then)
        changing.add_photo(connection, order, guest, "seed:sauna", then)
        changing.add_photo(connection, order, guest, "seed:barber", then)
        said.append(order)
    first, second, third = said
    answering.answer(connection, second, clerk, "We are sorry", now)
    for each in (second, third):
        reporting.report(connection, each, clerk, "Not true", now)
    reporting.hide(connection, third, operator, "An insult", now)
    return first


def written(connection: Connection, live: list[int], guest: int, clerk: int, now: datetime) -> None:
    """Conversations about bookings: one goes on, one waits for an operator."""
    for each in live[:3]:
        for words in ("Is there a lift?", "x" * messages.LONGEST):
            messages.write_to_merchant(connection, each, guest, words, now)
            messages.write_to_guest(connection, each, clerk, words, now)
    for each in live[1:3]:
        reporting_messages.report_by_guest(connection, each, guest, "Rude", now)


def walked_in(connection: Connection, town: Town, clerk: int, now: datetime) -> None:
    """Somebody whom the staff wrote in, and who came."""
    free = first_free(connection, town.haircut, 8, now)
    guest = counter.CounterGuest("Walk In", "en")
    order = counter.write_in(connection, clerk, town.haircut, free, 1, guest, now)
    attending.came(connection, order, clerk, now)


def orders_of(
    connection: Connection, town: Town, guest: int, clerk: int, now: datetime
) -> list[int]:
    """The orders whose codes are good; others are over, or not paid yet."""
    asked = bought(connection, guest, town.haircut, 2, now)
    expected = bought(connection, guest, town.evening, 3, now)
    confirming.confirm(connection, expected, clerk, now)
    goal = Goal(first_free(connection, town.evening, 6, now))
    proposing.move_by_staff(connection, expected, clerk, goal, now)
    off = bought(connection, guest, town.evening, 4, now)
    cancelling.cancel_by_guest(connection, off, guest, now)
    sorry = bought(connection, guest, town.haircut, 5, now)
    confirming.decline(connection, sorry, clerk, now)
    used = bought(connection, guest, town.evening, 2, now)
    voucher = queries.order(connection, used)
    assert voucher is not None
    assert voucher.code is not None
    redeeming.redeem(connection, voucher.code, clerk, "once", now)
    card = bought(connection, guest, town.ten_times, None, now)
    held(connection, guest, town.chair, 6, now)
    free = held(connection, guest, town.table, 1, now)
    placing.place_free(connection, free, guest, now)
    missed = [bought(connection, guest, town.evening, days, now) for days in (6, 7)]
    over(connection, missed, clerk, now)
    return [asked, expected, card, free]


def over(connection: Connection, missed: list[int], clerk: int, now: datetime) -> None:
    """Slots that ended without their codes; of the last, the clerk says that the guest came."""
    hour = timedelta(hours=1)
    connection.execute(
        update(orders)
        .where(orders.c.id.in_(missed))
        .values(state="confirmed", starts_at=now - 2 * hour, ends_at=now - hour, ask_at=now)
    )
    attending.ask_staff(connection, now)
    attending.came(connection, missed[-1], clerk, now)


def trouble(connection: Connection, guest: int, operator: int, now: datetime) -> None:
    """Money to give back by hand, or that nobody asked for, an update given up, a promotion."""
    for refund in connection.execute(select(refunds.c.id)).scalars().all():
        refunding.mark_by_hand(connection, refund, now)
    stray = CapturedPayment("sandbox", "?", "nobody's", "charge", None, 100, "EUR", guest, {})
    paying.capture(connection, stray, now)
    buried = {"kind": "paid", "channel": "telegram", "chat": "1", "error": "OSError", "at": now}
    money = {"charge": "9", "provider_charge": "", "amount": 100, "currency": "EUR"}
    bury(connection, update_id=9, payment=money, **buried)
    disputed(connection, now)
    consenting.grant(
        connection,
        guest,
        consenting.PROMOTIONS,
        wording="Yes",
        locale="en",
        channel="telegram",
        source=None,
        now=now,
    )
    campaign = composing.begin(connection, operator, now)
    composing.give_words(connection, campaign, operator, "A quiet morning")
    sending.start(connection, campaign, operator, now)
    draft = composing.begin(connection, operator, now)
    composing.give_words(connection, draft, operator, "A quiet evening")


def elsewhere(connection: Connection, guest: int, now: datetime) -> None:
    """Where the clerk is nobody, somebody else waits for the market's decision."""
    kulma = Market(connection, now)
    shop = kulma.merchant("Kulma")
    order = bought(connection, guest, kulma.service(shop), 2, now)
    unsolved(connection, order, guest, shop.clerk, now)


def deserted(connection: Connection, now: datetime) -> None:
    """A place with a booking, where nobody works any more."""
    empty = Market(connection, now)
    shop = empty.merchant("Tyhjä")
    service, guest = empty.service(shop, price=0), empty.guest("Eve")
    order = placing.hold(connection, guest, service, empty.start(), 1, None, now)
    placing.place_free(connection, order, guest, now)
    staffing.leave(connection, shop.merchant, shop.clerk, now)


def disputed(connection: Connection, now: datetime) -> None:
    """A guest who was refunded, and whose bank asks for the money as well."""
    query = select(payment_table).where(payment_table.c.refunded > 0)
    paid = connection.execute(query.order_by(payment_table.c.id).limit(1)).one()
    word = ProviderEvent(
        provider=paid.provider,
        kind=EventKind.DISPUTED,
        event_key="bank",
        charge_ids=(paid.charge_id,),
        amount=paid.captured,
        currency=paid.currency,
        raw={},
        reference="dp_1",
    )
    event = recording.record(connection, word, now)
    assert event is not None
    paying.apply(connection, event, now)


def joins(connection: Connection, who: int, membership: Membership, now: datetime) -> None:
    invitation = inviting.invite_from_outside(connection, membership, now)
    inviting.accept(connection, invitation, who, now)


def newcomer(connection: Connection, who: str, now: datetime) -> int:
    return arriving.welcome(
        connection, Newcomer("telegram", who, who, who.title(), who, "en"), now
    ).id


def held(connection: Connection, guest: int, service: int, days: int | None, now: datetime) -> int:
    """A hold of the first free start so many days ahead (or the next open one)."""
    start = None if days is None else first_free(connection, service, days, now)
    return placing.hold(connection, guest, service, start, 1, None, now)


def first_free(connection: Connection, service: int, days: int, now: datetime) -> datetime:
    wanted = now.astimezone(ZoneInfo(market.ZONE)).date() + timedelta(days=days)
    free = availability.days(connection, service, 1, now)
    day = next(each.day for each in free if each.free and each.day >= wanted)
    return availability.times(connection, service, day, 1, now)[0].starts_at


def bought(
    connection: Connection, guest: int, service: int, days: int | None, now: datetime
) -> int:
    order = held(connection, guest, service, days, now)
    paid_for(connection, guest, order, now)
    return order
