"""What was held at a table and not paid is open again: each has their own lines back in a cart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from database.outbox import put_all
from orders.booking.drafting import add_draft
from orders.line_models import order_lines
from orders.lines import line_of, parts_of_line
from orders.menu import drafts
from orders.models import orders
from orders.notices import microseconds, notice
from orders.pricing import Line
from people.models import people

RETURNED = "table_returned"
"""About what a guest hears whose lines were not paid for after all."""


@dataclass(slots=True)
class Owned:
    """Lines of one guest, and whether somebody else was to pay for them."""

    guest_id: int
    taken: bool
    lines: list[Line] = field(default_factory=list)


def give_back(connection: Connection, held: Mapping[str, Any], now: datetime) -> None:
    """The lines of a hold that lapsed, to those who chose them; `held` is its row.

    Own lines are no cart again where their guest has filled another one; what somebody else was
    to pay for comes to the cart that there is.
    """
    told = []
    for each in owners(connection, held["id"], held["guest_id"]):
        values = dict(held) | {"guest_id": each.guest_id, "note": "", "source_id": None}
        if not each.taken:
            values |= {"note": held["note"], "source_id": held["source_id"]}
        if not _put_into_cart(connection, values, each, now):
            continue
        if each.taken:
            mark = f"{held['id']}:{microseconds(now)}"
            about = {"sitting": held["sitting_id"], "payer": held["guest_id"]}
            told.append(notice(RETURNED, each.guest_id, mark, **about))
    put_all(connection, told, now)


def owners(connection: Connection, order_id: int, payer_id: int) -> Sequence[Owned]:
    """Whose lines an order has; whoever was forgotten since has none. In one order for everybody."""
    cart = orders.alias("cart")
    guest = func.coalesce(cart.c.guest_id, payer_id)
    query = (
        select(guest, *parts_of_line())
        .outerjoin_from(order_lines, cart, cart.c.id == order_lines.c.taken_from)
        .join(people, people.c.id == guest)
        .where(order_lines.c.order_id == order_id, people.c.forgotten_at.is_(None))
        .order_by(order_lines.c.position)
    )
    found: dict[int, Owned] = {}
    for guest_id, *line in connection.execute(query):
        owned = found.setdefault(guest_id, Owned(guest_id, guest_id != payer_id))
        owned.lines.append(line_of(line))
    return [found[each] for each in sorted(found)]


def _put_into_cart(
    connection: Connection, values: Mapping[str, Any], owned: Owned, now: datetime
) -> bool:
    lines = drafts.renumbered(owned.lines)
    row = {name: value for name, value in values.items() if name != "id"}
    row |= {"total": drafts.total_of(lines), "title": drafts.title_of(lines)}
    cart_id = add_draft(connection, row, now)
    if cart_id is not None:
        drafts.write_lines(connection, cart_id, lines)
        return True
    there = drafts.taken_at(connection, owned.guest_id, row["location_id"])
    if there is None or not owned.taken or there.currency != row["currency"]:
        return False
    before = drafts.numbered_lines(connection, there.id)
    more = enumerate(owned.lines, max(before, default=0) + 1)
    drafts.keep(connection, there, {**before, **dict(more)}, now)
    return True
