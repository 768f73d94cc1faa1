"""What the order backend holds of a person, and what has to be over before they can go."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, or_, select

from database.outbox_table import outbox
from orders import agreed_addresses
from orders.address_models import order_addresses
from orders.bills import privacy as bills_privacy
from orders.booking import counter_ageing
from orders.booking.claims import TABLES
from orders.claim_models import ClaimKind, order_claims
from orders.complaints import privacy as complaints_privacy
from orders.course.attendance_models import attendances
from orders.course.guessing_models import code_tries
from orders.course.reminder_models import reminders
from orders.delivery import privacy as delivery_privacy
from orders.guests.note_models import guest_notes
from orders.line_models import (
    line_refunds,
    line_replacements,
    order_adjustments,
    order_lines,
)
from orders.messaging import privacy as messages_privacy
from orders.models import OrderState, order_history, orders, redemptions, vouchers
from orders.outdating import finished, forget
from orders.receipts import privacy as receipts_privacy
from orders.reviewing import privacy as reviews_privacy
from orders.rules import LIVE
from orders.settlement.account_models import payout_accounts
from orders.settlement.settlement_models import payouts
from orders.sitting import privacy as sitting_privacy
from orders.support.support_models import support_messages
from orders.waitlist import privacy as waitlist_privacy
from orders.whose import of_their_orders
from payments.models import payment_events, payments, refunds
from payments.port import STARS
from people.errors import LiveVouchers, MoneyUnderWay
from people.privacy import Ageing, Fate, Holding

ON_ITS_WAY = ("due", "parked")
BY_HAND = "by_hand"
UNDECIDED = ("captured", "parked")


def nothing_live(connection: Connection, person_id: int, now: datetime) -> None:
    """Refuses while a code is good or a hold waits for money; a time kept for a move does not count."""
    alive = (orders.c.state == OrderState.HELD) & (orders.c.held_until > now)
    held = alive & orders.c.proposed_for.is_(None)
    query = (
        select(orders.c.id)
        .where(orders.c.guest_id == person_id, or_(orders.c.state.in_(LIVE), held))
        .order_by(orders.c.id)
    )
    live = connection.execute(query).scalars().all()
    if live:
        raise LiveVouchers(live)


def is_undecided() -> ColumnElement[bool]:
    """The states stand in the statement itself: SQLite fits no partial index to a parameter."""
    states: BindParameter[tuple[str, ...]] = bindparam(
        "undecided", UNDECIDED, expanding=True, literal_execute=True, unique=True
    )
    return payment_events.c.state.in_(states)


def nothing_under_way(connection: Connection, person_id: int, now: datetime) -> None:
    """Refuses while money of theirs is not decided on, or is to go back to them as themselves.

    A refund that an operator does by hand is none, as the charge id is all that takes; but Stars
    go back to nobody whom Telegram does not know by their account.
    """
    del now
    needed = refunds.c.state.in_(ON_ITS_WAY) | (
        (refunds.c.state == BY_HAND) & (payments.c.provider == STARS)
    )
    owed = (
        select(refunds.c.order_id)
        .join(payments, payments.c.id == refunds.c.payment_id)
        .where(payments.c.guest_id == person_id, needed)
    )
    undecided = (
        select(payments.c.order_id)
        .select_from(payment_events)
        .outerjoin(payments, payments.c.id == payment_events.c.payment_id)
        .where(
            is_undecided(),
            or_(payment_events.c.guest_id == person_id, payments.c.guest_id == person_id),
        )
    )
    found: list[int | None] = [
        row[0] for query in (owed, undecided) for row in connection.execute(query)
    ]
    if found:
        raise MoneyUnderWay(sorted({order for order in found if order is not None}))


HOLDINGS = (
    *sitting_privacy.HOLDINGS,
    *waitlist_privacy.HOLDINGS,
    Holding(
        orders.c.guest_id,
        Fate.BLANKED,
        "the law asks for accounts: the order stays, without the guest's words",
        exported=(
            orders.c.id,
            orders.c.merchant_id,
            orders.c.title,
            orders.c.starts_at,
            orders.c.collect_at,
            orders.c.seats,
            orders.c.total,
            orders.c.at_counter,
            orders.c.currency,
            orders.c.state,
            orders.c.note,
            orders.c.created_at,
            orders.c.placed_at,
        ),
        blanks={"note": ""},
    ),
    Holding(
        order_lines.c.order_id,
        Fate.BLANKED,
        "the law asks for accounts: what was sold at what price, without what its guest wanted of it",
        exported=(
            order_lines.c.order_id,
            order_lines.c.title,
            order_lines.c.options,
            order_lines.c.note,
            order_lines.c.quantity,
            order_lines.c.unit_price,
            order_lines.c.amount,
        ),
        blanks={"note": ""},
        rows=lambda order, person: or_(
            of_their_orders(order, person),
            of_their_orders(order_lines.c.taken_from, person),
        ),
    ),
    Holding(
        line_refunds.c.order_id,
        Fate.KEPT,
        "what went back belongs to the order's accounts; it names nobody any more",
        exported=(
            line_refunds.c.order_id,
            line_refunds.c.position,
            line_refunds.c.quantity,
            line_refunds.c.amount,
        ),
        rows=of_their_orders,
    ),
    Holding(
        line_refunds.c.made_by,
        Fate.KEPT,
        "what went back belongs to the order's accounts; it names nobody any more",
        exported=(line_refunds.c.order_id, line_refunds.c.amount, line_refunds.c.at),
    ),
    *receipts_privacy.HOLDINGS,
    Holding(
        line_replacements.c.order_id,
        Fate.KEPT,
        "what was taken instead belongs to the order's accounts; it names nobody any more",
        exported=(
            line_replacements.c.order_id,
            line_replacements.c.title,
            line_replacements.c.quantity,
            line_replacements.c.state,
            line_replacements.c.asked_at,
            line_replacements.c.answered_at,
        ),
        rows=of_their_orders,
    ),
    Holding(
        line_replacements.c.asked_by,
        Fate.KEPT,
        "what was taken instead belongs to the order's accounts; it names nobody any more",
        exported=(line_replacements.c.order_id, line_replacements.c.asked_at),
    ),
    *bills_privacy.HOLDINGS,
    Holding(
        order_claims.c.order_id,
        Fate.KEPT,
        "what was taken of stock, a kitchen and couriers is counted for a while; it names nobody any more",
        exported=(order_claims.c.order_id, order_claims.c.kind, order_claims.c.quantity),
        rows=of_their_orders,
    ),
    Holding(
        order_adjustments.c.order_id,
        Fate.KEPT,
        "the law asks for accounts: what was added or taken off; it names nobody any more",
        exported=(
            order_adjustments.c.order_id,
            order_adjustments.c.kind,
            order_adjustments.c.amount,
            order_adjustments.c.reason,
        ),
        rows=of_their_orders,
    ),
    Holding(
        order_adjustments.c.made_by,
        Fate.KEPT,
        "a discount or a fee belongs to the order's accounts; it names nobody any more",
        exported=(order_adjustments.c.order_id, order_adjustments.c.amount),
    ),
    Holding(
        guest_notes.c.guest_id,
        Fate.ERASED,
        "what others noted of somebody goes with them",
        exported=(
            guest_notes.c.merchant_id,
            guest_notes.c.words,
            guest_notes.c.tags,
            guest_notes.c.at,
        ),
    ),
    Holding(
        guest_notes.c.author_id,
        Fate.KEPT,
        "what a guest's place noted of them stays; it does not name who wrote it any more",
        exported=(guest_notes.c.merchant_id, guest_notes.c.at),
    ),
    Holding(
        order_addresses.c.order_id,
        Fate.ERASED,
        "where somebody lives is nobody's business once they are gone",
        exported=(
            order_addresses.c.order_id,
            order_addresses.c.latitude,
            order_addresses.c.longitude,
            order_addresses.c.text,
            order_addresses.c.note,
        ),
        rows=of_their_orders,
    ),
    Holding(
        vouchers.c.order_id,
        Fate.KEPT,
        "a code must never be given out twice; it names nobody any more",
        exported=(vouchers.c.order_id, vouchers.c.code, vouchers.c.used, vouchers.c.state),
        rows=of_their_orders,
    ),
    Holding(
        reminders.c.order_id,
        Fate.KEPT,
        "a reminder is put on its way once; it names nobody any more",
        exported=(reminders.c.order_id, reminders.c.kind, reminders.c.at),
        rows=of_their_orders,
    ),
    Holding(
        attendances.c.order_id,
        Fate.KEPT,
        "what was earned without a code rests on the guest's word; it names nobody any more",
        exported=(attendances.c.order_id, attendances.c.at, attendances.c.was_there),
        rows=of_their_orders,
    ),
    Holding(
        attendances.c.staff_id,
        Fate.KEPT,
        "what was earned without a code rests on the guest's word; it names nobody any more",
        exported=(attendances.c.order_id, attendances.c.at),
    ),
    *reviews_privacy.HOLDINGS,
    *complaints_privacy.HOLDINGS,
    Holding(
        support_messages.c.guest_id,
        Fate.ERASED,
        "what was said to support served its purpose; refunds and orders stay on the books",
        exported=(
            support_messages.c.order_id,
            support_messages.c.words,
            support_messages.c.at,
        ),
    ),
    Holding(
        support_messages.c.author_id,
        Fate.KEPT,
        "an operator's answer belongs to the guest's talk, and goes with it",
    ),
    *messages_privacy.HOLDINGS,
    *delivery_privacy.HOLDINGS,
    Holding(
        order_history.c.actor_id,
        Fate.KEPT,
        "what happened to an order cannot be rewritten; it names nobody any more",
        exported=(
            order_history.c.order_id,
            order_history.c.from_state,
            order_history.c.to_state,
            order_history.c.at,
        ),
    ),
    Holding(
        payouts.c.paid_by,
        Fate.KEPT,
        "that an operator paid a merchant out stays on record; it names nobody any more",
        exported=(payouts.c.settlement_id, payouts.c.at),
    ),
    Holding(
        payout_accounts.c.made_by,
        Fate.KEPT,
        "where a merchant's money was sent belongs to its books; it names nobody any more who said so",
        exported=(
            payout_accounts.c.merchant_id,
            payout_accounts.c.holder,
            payout_accounts.c.account,
            payout_accounts.c.made_at,
        ),
    ),
    Holding(
        code_tries.c.person_id,
        Fate.ERASED,
        "wrong codes count for a few minutes only",
        exported=(code_tries.c.at,),
    ),
    Holding(
        redemptions.c.staff_id,
        Fate.KEPT,
        "a merchant's earnings rest on it; it names nobody any more",
        exported=(redemptions.c.voucher_id, redemptions.c.location_id, redemptions.c.at),
    ),
)

AGEING = (
    Ageing(
        outbox,
        "keep_sent_days",
        "what was sent, and to whom, explains for a while why somebody heard of something",
        finished,
        forget,
    ),
    Ageing(
        order_addresses,
        "keep_addresses_days",
        "where something was brought or done is asked for a while after, if it went wrong",
        agreed_addresses.outdated,
        agreed_addresses.forget,
    ),
    *(
        Ageing(
            TABLES[kind],
            "keep_claims_days",
            "what is left of a day or of ten minutes is asked by nobody once they are long past",
            counter_ageing.outdated(kind),
            counter_ageing.forget(kind),
        )
        for kind in ClaimKind
    ),
    *waitlist_privacy.AGEING,
    *sitting_privacy.AGEING,
    *bills_privacy.AGEING,
    *messages_privacy.AGEING,
    *delivery_privacy.AGEING,
)
