"""A clerk uses a code: the service was given, and the merchant has earned that part of the money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from database import rows
from database.outbox import Message, put_all
from orders.booking import proposals
from orders.course.daytime import after_visit
from orders.delivery import keeping as on_the_way
from orders.errors import CodeUnknown
from orders.loading import OrderRow, locked_by_code, terms_of
from orders.models import Fulfilment, OrderState, redemptions, vouchers
from orders.money import ledger
from orders.notices import VOUCHER, News, to_guest, to_staff
from orders.reading.vouchers import VoucherView, check_usable, look, meant_by, used_up
from orders.rules import earned
from orders.transitions import Reason, move
from people.rights import Right

__all__ = ["Redeemed", "VoucherView", "look", "redeem", "redeem_by_guest", "redeem_by_staff"]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """One use was made: the `use`-th of `uses`, at that moment."""

    order_id: int
    voucher_id: int
    use: int
    uses: int
    at: datetime


def redeem(connection: Connection, code: str, staff_id: int, nonce: str, now: datetime) -> Redeemed:
    """Use the code once. The same nonce again returns what it did then, and does nothing.

    Only the code finds its voucher: staff could count numbers up without having met a guest.
    Raises CodeMistyped, CodeUnknown, NotYourMerchant, AlreadyRedeemed, VoucherVoid,
    VoucherExpired or PaymentDisputed.
    """
    order, voucher = locked_voucher(connection, code, staff_id)
    return redeem_locked(connection, order, voucher, Press(staff_id, nonce, now))


def locked_voucher(
    connection: Connection, code: str, staff_id: int
) -> tuple[OrderRow, VoucherView]:
    """The order of a code, taken for this clerk, and then its voucher: as it stands, it stays."""
    order = locked_by_code(connection, meant_by(code), staff_id, Right.REDEEM)
    if order is None:
        raise CodeUnknown
    return order, look(connection, code)


def redeem_locked(
    connection: Connection, order: OrderRow, view: VoucherView, press: "Press"
) -> Redeemed:
    """Likewise, of an order that was locked for this clerk before its voucher was looked at."""
    now = press.at
    if view.used:
        before = done_by(connection, view.voucher_id, press.staff_id, press.nonce)
        if before is not None:
            return before
    redemption = use_up(connection, order, view, press)
    told = to_guest(order, "redeemed", mark=redemption.use, use=redemption.use)
    follow(connection, order, redemption, now, told=(told,))
    return Redeemed(order.id, redemption.voucher_id, redemption.use, order.uses, now)


def redeem_by_guest(connection: Connection, order: OrderRow, staff_id: int, now: datetime) -> None:
    """The guest of a locked order says that this clerk has served them, without the code."""
    use_without_code(connection, order, staff_id, order.guest_id, now)


def redeem_by_staff(connection: Connection, order: OrderRow, staff_id: int, now: datetime) -> None:
    """The clerk says so of a locked order that they wrote in and nobody paid for here."""
    assert not order.total, order.id
    use_without_code(connection, order, staff_id, staff_id, now)


def redeem_at_the_door(
    connection: Connection, order: OrderRow, courier_id: int, now: datetime
) -> None:
    """Its courier has left a locked order at the door, as its guest wanted."""
    told = to_guest(order, "redeemed", mark=1, use=1)
    use_without_code(connection, order, courier_id, courier_id, now, told=(told,))


def use_without_code(
    connection: Connection,
    order: OrderRow,
    staff_id: int,
    by: int,
    now: datetime,
    *,
    told: Sequence[Message] = (),
) -> None:
    code = select(vouchers.c.code).where(vouchers.c.order_id == order.id)
    view = look(connection, connection.execute(code).scalar_one())
    nonce = f"{view.voucher_id}-{view.used + 1}-{'guest' if by == order.guest_id else 'staff'}"
    redemption = use_up(connection, order, view, Press(staff_id, nonce, now))
    follow(connection, order, redemption, now, by, told=told)


@dataclass(frozen=True, slots=True)
class Press:
    """Who served, and what tells one press from the next."""

    staff_id: int
    nonce: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """One use of a voucher (`orders.models.redemptions`)."""

    id: int
    voucher_id: int
    use: int
    staff_id: int
    location_id: int
    nonce: str
    at: datetime


def use_up(
    connection: Connection, order: OrderRow, view: VoucherView, press: Press
) -> RedemptionRow:
    """One use of a good code, written down; the redemption."""
    check_usable(connection, view, press.at)
    on_the_way.hand_over_at_counter(connection, order, press.at)
    given = {
        "voucher": view.voucher_id,
        "staff_id": press.staff_id,
        "location_id": order.location_id,
        "nonce": press.nonce,
        "at": press.at,
    }
    if connection.dialect.name == "postgresql":
        made = connection.execute(counting_and_noting(), given).one_or_none()
        if made is None:
            raise used_up(connection, view)
        return RedemptionRow(*made)
    given["use"] = use_once(connection, view)
    return rows.one(RedemptionRow, connection.execute(noting(), given))


@cache
def noting() -> ReturningInsert[*tuple[Any, ...]]:
    return of_use(bindparam("voucher"), bindparam("use"))


@cache
def counting_and_noting() -> ReturningInsert[*tuple[Any, ...]]:
    """Both at once, or neither where no use is left, as PostgreSQL can."""
    counted = using().cte("counted")
    return of_use(counted.c.id, counted.c.used)


def of_use(
    voucher: ColumnElement[int], use: ColumnElement[int]
) -> ReturningInsert[*tuple[Any, ...]]:
    names = ("staff_id", "location_id", "nonce", "at")
    given = [bindparam(name, type_=redemptions.c[name].type) for name in names]
    new = insert(redemptions).from_select(
        ["voucher_id", "use", *names], select(voucher, use, *given)
    )
    return new.returning(redemptions)


def done_by(connection: Connection, voucher_id: int, staff_id: int, nonce: str) -> Redeemed | None:
    """What the same press did when it first arrived."""
    query = (
        select(
            vouchers.c.order_id,
            redemptions.c.voucher_id,
            redemptions.c.use,
            vouchers.c.uses,
            redemptions.c.at,
        )
        .join(vouchers, vouchers.c.id == redemptions.c.voucher_id)
        .where(
            redemptions.c.nonce == nonce,
            redemptions.c.voucher_id == voucher_id,
            redemptions.c.staff_id == staff_id,
        )
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Redeemed(*row)


def use_once(connection: Connection, view: VoucherView) -> int:
    """Count one use up under the guard; which one it is."""
    counted = connection.execute(using(), {"voucher": view.voucher_id}).one_or_none()
    if counted is None:
        raise used_up(connection, view)
    return int(counted.used)


@cache
def using() -> ReturningUpdate[int, int]:
    counted = update(vouchers).where(
        vouchers.c.id == bindparam("voucher"),
        vouchers.c.state == "valid",
        vouchers.c.used < vouchers.c.uses,
    )
    return counted.values(used=vouchers.c.used + 1).returning(vouchers.c.id, vouchers.c.used)


def follow(
    connection: Connection,
    order: OrderRow,
    redemption: RedemptionRow,
    now: datetime,
    actor_id: int | None = None,
    *,
    told: Sequence[Message] = (),
) -> None:
    """A guest who was served was expected: using the code answers for the merchant too.

    Who says so themselves is asked on the next page how it was.
    """
    use = redemption.use
    after = OrderState.REDEEMED if use == order.uses else OrderState.CONFIRMED
    proposed = True
    if after != order.state:
        step = (after, Reason.REDEEMED)
        by = actor_id or redemption.staff_id
        proposed = move(connection, order, step, actor_id=by, now=now, confirm_by=None)
    if proposed:
        proposals.drop(connection, order.id, Reason.REDEEMED, redemption.staff_id, now)
    before, since = (earned(order.prepaid, order.uses, used) for used in (use - 1, use))
    postings = ledger.earnings(order, before, since, "redeemed", redemption.id)
    ledger.post(connection, postings, now)
    staff = to_staff(connection, order, News.REDEEMED, mark=use, quiet=True)
    asked = [] if actor_id == order.guest_id else asked_after(order, use, now)
    put_all(connection, [*told, *_code_is_gone(order, after), *staff, *asked], now)


def _code_is_gone(order: OrderRow, after: OrderState) -> list[Message]:
    """The guest's code said where the courier was; it is crossed out once it is handed over."""
    if order.fulfilment != Fulfilment.DELIVERY or after is not OrderState.REDEEMED:
        return []
    return [to_guest(order, VOUCHER, mark=after, quiet=True)]


def asked_after(order: OrderRow, use: int, now: datetime) -> list[Message]:
    """How it was, once it is over and all of it was had."""
    if use < order.uses:
        return []
    due_at = after_visit(order.ends_at, now, terms_of(order).zone)
    return [replace(to_guest(order, "how_was_it"), due_at=due_at)]
