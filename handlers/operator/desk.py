"""The operators' desk: the day in numbers, and what waits for somebody."""

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import lists
from catalog.views import MerchantState
from chat.action import Action
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from database import dead_updates, outbox
from handlers.guest.actions import OpenHome
from handlers.merchant.actions import OpenConsole
from handlers.operator.actions import (
    OpenCampaigns,
    OpenClaims,
    OpenDeserted,
    OpenDisputes,
    OpenMarketCouriers,
    OpenMerchants,
    OpenOperatorDesk,
    OpenOperators,
    OpenParked,
    OpenPayouts,
    OpenRefunds,
    OpenTalks,
)
from handlers.operator.audit import StartAudit
from handlers.operator.complaint_actions import OpenComplaints
from handlers.operator.conversation_actions import OpenReportedConversations
from handlers.operator.deliveries import OpenAllDeliveries
from handlers.operator.finding import OpenFinding
from handlers.operator.guarding import OperatorFlow
from handlers.operator.reported import conversations_words, reviews_words
from handlers.operator.review_actions import OpenReports
from orders import (
    Sales,
    complaint_views,
    conversations,
    couriers,
    delivery_lists,
    disputes,
    payouts,
    reports,
    reviews,
    supporting,
)
from orders import lists as order_lists

__all__ = ["OpenOperatorDesk", "flow"]

from handlers.layout import columns
from people.rights import Right

flow = OperatorFlow()

MOST_COUNTED = 99


@flow.page(OpenOperatorDesk)
def desk_page(turn: Turn, _press: OpenOperatorDesk) -> Screen:
    waiting = tuple(_waiting(turn))
    return Screen(
        text=paragraphs(
            turn._("<b>Operator's desk</b>"),
            lines(turn._("Today"), *_today(turn)),
            _merchants(turn),
            turn._("Waiting for you:") if waiting else turn._("Nothing to do right now. ☕"),
        ),
        rows=(
            *waiting,
            *columns(2, _rooms(turn)),
        ),
        back=OpenHome(),
    )


def _rooms(turn: Turn) -> Iterable[Button]:
    """What the person's role opens."""
    keys = (
        (Right.ADMIT, Button(turn._("🏪 Merchants"), OpenMerchants())),
        (Right.CAMPAIGNS, Button(turn._("📣 Promotions"), OpenCampaigns())),
        (Right.PERSONS, Button(turn._("🔎 Find"), OpenFinding())),
        (Right.AUDIT, Button(turn._("🧮 Audit"), StartAudit())),
        (Right.OPERATORS, Button(turn._("👥 Operators"), OpenOperators())),
    )
    yield from (key for right, key in keys if turn.person.may(right))
    if turn.person.may(Right.PAYOUTS) and couriers.market_has_own(turn.connection):
        yield Button(turn._("💶 The market's couriers"), OpenMarketCouriers())
    if turn.market.console is not None:
        yield Button(turn._("🖥 Console"), OpenConsole())


def _today(turn: Turn) -> Iterable[Markup]:
    midnight = _midnight(turn)
    sales = reports.sales_of_market(turn.connection, midnight, turn.now)
    if not sales:
        return (turn._("No orders yet"),)
    return (_sold(turn, each) for each in sales)


def _midnight(turn: Turn) -> datetime:
    zone = ZoneInfo(turn.market.zone)
    return datetime.combine(turn.now.astimezone(zone).date(), time(), tzinfo=zone)


def _sold(turn: Turn, sales: Sales) -> Markup:
    def money(amount: int) -> str:
        return turn.texts.money(amount, sales.currency)

    return lines(
        turn.ngettext("{number} order", "{number} orders", sales.placed),
        turn._("{amount} paid", amount=money(sales.paid)),
        turn._("{amount} commission", amount=money(sales.commission)),
        turn._("{amount} refunded", amount=money(sales.refunded)) if sales.refunded else None,
    )


def _merchants(turn: Turn) -> Markup:
    counts = lists.count_by_state(turn.connection)

    def number(state: MerchantState) -> str:
        return turn.texts.number(counts.get(state, 0))

    return turn._(
        "Merchants: {active} active, {listed} listed, {suspended} suspended",
        active=number(MerchantState.ACTIVE),
        listed=number(MerchantState.LISTED),
        suspended=number(MerchantState.SUSPENDED),
    )


def _waiting(turn: Turn) -> Iterable[Row]:
    """What the person's role lets them see to."""
    return (row for right, row in _open(turn) if turn.person.may(right))


def _open(turn: Turn) -> Iterable[tuple[Right, Row]]:
    yield from _places(turn)
    yield from _money(turn)
    yield from _people(turn)
    parked = _stuck(turn)
    if parked:
        yield (
            Right.REFUND,
            _row(turn.ngettext("⚠️ {number} stuck", "⚠️ {number} stuck", parked), OpenParked()),
        )


def _places(turn: Turn) -> Iterable[tuple[Right, Row]]:
    claims = len(lists.open_claims(turn.connection))
    if claims:
        yield (
            Right.ADMIT,
            _row(turn.ngettext("🙋 {number} claim", "🙋 {number} claims", claims), OpenClaims()),
        )
    deserted = len(order_lists.deserted(turn.connection))
    if deserted:
        label = turn.ngettext(
            "🚪 {number} place without staff", "🚪 {number} places without staff", deserted
        )
        yield Right.ADMIT, _row(label, OpenDeserted())


def _money(turn: Turn) -> Iterable[tuple[Right, Row]]:
    brought = delivery_lists.count_under_way(turn.connection, None)
    if brought:
        label = turn.ngettext(
            "🛵 {number} order on its way", "🛵 {number} orders on their way", brought
        )
        yield Right.REFUND, _row(label, OpenAllDeliveries())
    refunds = len(reports.refunds_to_do(turn.connection))
    if refunds:
        label = turn.ngettext("💸 {number} refund by hand", "💸 {number} refunds by hand", refunds)
        yield Right.REFUND, _row(label, OpenRefunds())
    open_disputes = len(disputes.open_disputes(turn.connection))
    if open_disputes:
        label = turn.ngettext("⚖️ {number} dispute", "⚖️ {number} disputes", open_disputes)
        yield Right.REFUND, _row(label, OpenDisputes())
    complained = complaint_views.count_escalated(turn.connection, MOST_COUNTED)
    if complained:
        label = turn.ngettext(
            "⚖️ {number} complaint to decide", "⚖️ {number} complaints to decide", complained
        )
        yield Right.REFUND, _row(label, OpenComplaints())


def _people(turn: Turn) -> Iterable[tuple[Right, Row]]:
    talks = supporting.count_waiting(turn.connection, MOST_COUNTED)
    if talks:
        label = turn.ngettext(
            "💬 {number} guest asks for help", "💬 {number} guests ask for help", talks
        )
        yield Right.PERSONS, _row(label, OpenTalks())
    flagged = reviews.count_reported(turn.connection, MOST_COUNTED)
    if flagged:
        label = reviews_words(turn, flagged)
        yield Right.PERSONS, _row(label, OpenReports())
    letters = conversations.count_reported(turn.connection, MOST_COUNTED)
    if letters:
        label = conversations_words(turn, letters)
        yield Right.PERSONS, _row(label, OpenReportedConversations())
    unpaid = len(payouts.to_send(turn.connection))
    if unpaid:
        label = turn.ngettext("💶 {number} payout", "💶 {number} payouts", unpaid)
        yield Right.PAYOUTS, _row(label, OpenPayouts())


def _stuck(turn: Turn) -> int:
    found = (reports.parked_events, outbox.parked, dead_updates.waiting)
    return sum(len(each(turn.connection)) for each in found)


def _row(label: Markup, action: Action) -> Row:
    return (Button(label, action, Style.PRIMARY),)
