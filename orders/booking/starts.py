"""Whether an order may begin at a moment: by the hours of its place, and who works then."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from catalog.models import locations, services
from catalog.rosters import CLOSED, Roster, rosters
from catalog.slots import covers, is_start, soonest_start
from orders.booking.offers import Around, Offer, When, Wish, offered
from orders.booking.visiting import as_agreed
from orders.errors import SlotGone, TooLate
from orders.loading import OrderRow


def roster_of(connection: Connection, offer: Offer) -> Roster:
    """When its location is open, and who works when."""
    places = {offer.location_id: offer.premises}
    return rosters(connection, places).get(offer.location_id, CLOSED)


def keep_hours(connection: Connection, service_id: int) -> None:
    """Nobody closes the service's place until the transaction ends; whoever does is waited for.

    What is read of its hours after this is what counts when the seat is taken.
    """
    if connection.dialect.name != "sqlite":  # there the transaction itself keeps others out
        connection.execute(keeping_hours(), {"service": service_id})


@cache
def keeping_hours() -> Select[int]:
    query = select(locations.c.id).join(services, services.c.location_id == locations.c.id)
    query = query.where(services.c.id == bindparam("service"))
    return query.with_for_update(read=True, key_share=True, of=locations)


def check_open(connection: Connection, offer: Offer, starts_at: datetime) -> None:
    """SlotGone where its place has closed for that time since it was chosen."""
    hours = roster_of(connection, offer).place
    if hours is None or not covers(hours, starts_at, offer.when(starts_at).ends_at):
        raise SlotGone(offer.service_id, starts_at)


def wish_again(connection: Connection, order: OrderRow) -> Wish | None:
    """The seats of an order that lapsed before its money came; None for one without a time.

    Raises NotBookable or SlotGone for what is not to be had like that any more.
    """
    keep_hours(connection, order.service)
    offer = as_agreed(connection, offered(connection, order.service), order.id)
    if order.starts_at is None:
        return None
    check_open(connection, offer, order.starts_at)
    return Wish(offer, When.of(order), order.seats, order.chosen_resource_id)


def check_start(
    connection: Connection,
    offer: Offer,
    starts_at: datetime | None,
    now: datetime,
    around: Around | None = None,
) -> When | None:
    """The time the order would take; None for a service without slots.

    Raises TooLate or SlotGone for what is not a start at this moment.
    """
    if offer.duration_minutes is None and starts_at is None:
        return None
    if offer.duration_minutes is None or starts_at is None:
        raise SlotGone(offer.service_id, starts_at)
    if starts_at < soonest_start(offer, now):
        raise TooLate(offer.service_id, starts_at)
    around = around or Around(roster_of(connection, offer))
    hours = around.roster.place
    if hours is None or not is_start(offer, hours, starts_at, now):
        raise SlotGone(offer.service_id, starts_at)
    return offer.when(starts_at, around)
