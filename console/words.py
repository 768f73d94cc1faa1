"""What every page says in the same words: names, states, times, money, and the ways between pages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.categories import Category
from catalog.changes import ChangeView
from catalog.closing import Closed
from catalog.typed_hours import clock
from catalog.views import LocationView, MerchantState, MerchantView
from catalog.weekly import DAY_MINUTES, Span
from chat.turn import Turn
from console.purposes import purpose_words
from console.states import look_places, order_states, refund_states
from orders import (
    Change,
    ComplaintView,
    FeeInvoice,
    OrderLine,
    OrderView,
    Receipt,
    ReceiptKind,
    Stand,
    Wrong,
)
from orders.models import Account, OrderState
from orders.transitions import Reason
from people.looking import Place
from people.naming import is_visible
from people.queries import PersonView
from people.rights import Right, Role
from wording.bills import titled
from wording.changed_values import Line, change_lines
from wording.complaints import Reader, stand_name, stands, time_left, wrong_name
from wording.figures import percent
from wording.hours import span_words, spans_words
from wording.merchant_states import merchant_states
from wording.receipts import name_of
from wording.roles import role_meaning, role_name

Way = tuple[str, Markup]
"""An address within the console and what its link says."""


class Words:
    """The words of one person's language, for templates."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._texts = turn.texts

    def called(self, name: str) -> str:
        """A name as others read it: never blank."""
        if not name:
            return self._turn._("a former user").unescape()
        return name if is_visible(name) else self._turn._("Guest").unescape()

    def person(self, person: PersonView) -> str:
        """The name, with the username where there is one."""
        name = self.called(person.name)
        if person.username is None:
            return name
        return self._turn._("{name} (@{username})", name=name, username=person.username).unescape()

    def money(self, amount: int, currency: str) -> str:
        return self._texts.money(amount, currency)

    def stamp(self, moment: datetime, zone: str | None = None) -> str:
        return self._texts.stamp(moment, zone or self._turn.market.zone)

    def when(self, order: OrderLine | OrderView) -> Markup:
        """When a booking is; a code without a time is good any time."""
        if order.starts_at is None:
            return self._turn._("any time")
        return Markup.escape(self._texts.day_and_time(order.starts_at, order.zone))

    def time(self, order: OrderLine) -> Markup:
        """Likewise on a day that is known."""
        if order.starts_at is None:
            return self._turn._("any time")
        return Markup.escape(self._texts.time(order.starts_at, order.zone))

    def clock_of(self, moment: datetime, zone: str) -> str:
        """A time as addresses carry it."""
        return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"

    def title(self, title: str) -> str:
        """What an order is called; of a bill, in words."""
        return titled(self._turn, title)

    def state(self, state: OrderState) -> Markup:
        return order_states(self._turn)[state]

    def step(self, state: OrderState) -> Markup:
        """What happened when an order came into a state."""
        return self._turn._("booked") if state is OrderState.PLACED else self.state(state)

    def happened(self, change: Change) -> Markup:
        """A step of an order's past; what was said of it leaves it as it was."""
        turn = self._turn
        words = {
            Reason.RESCHEDULED: turn._("moved"),
            Reason.PROPOSED: turn._("asked for another time"),
            Reason.KEPT: turn._("kept the time"),
            Reason.WITHDRAWN: turn._("not asked any more"),
            Reason.RESEATED: turn._("given to somebody else"),
            Reason.ORDERED: turn._("to be paid"),
        }
        return words.get(change.reason) or self.step(change.state)

    def role(self, role: Role) -> Markup:
        return role_name(self._turn, role)

    def role_meaning(self, role: Role) -> Markup:
        """What somebody may do as that, for whoever chooses a role at a merchant."""
        return role_meaning(self._turn, role)

    def paper(self, paper: Receipt | FeeInvoice) -> Markup:
        """A receipt or an invoice by what it is and its number."""
        return name_of(self._turn, paper)

    def paper_kind(self, paper: Receipt) -> Markup:
        """What a receipt is."""
        kinds = {
            ReceiptKind.RECEIPT: self._turn._("Receipt"),
            ReceiptKind.CREDIT_NOTE: self._turn._("Credit note"),
            ReceiptKind.CORRECTION: self._turn._("Correction"),
        }
        return kinds[paper.kind]

    def date(self, moment: datetime, zone: str) -> str:
        """The day of a moment, with its year."""
        return self._texts.full_day(moment.astimezone(ZoneInfo(zone)).date())

    def place(self, place: LocationView) -> str:
        """A place by its name, else its address."""
        return place.name or place.address or str(place.id)

    def spans(self, spans: Sequence[Span]) -> str:
        """The hours of a day; it is closed without any."""
        return spans_words(self._turn, spans)

    def closed(self, closed: Closed) -> str:
        """When something is closed: days, or a time of one."""
        first, last = self._texts.day(closed.first), self._texts.day(closed.last)
        if closed.times is not None:
            hours = span_words(self._turn, closed.times)
            return self._turn._("{day}, {hours}", day=first, hours=hours)
        if closed.first == closed.last:
            return first
        return self._turn._("{first}–{last}", first=first, last=last)

    def clock(self, minutes: int) -> str:
        """A time of day as a form carries it."""
        return clock(minutes % DAY_MINUTES)

    def merchant_state(self, state: MerchantState) -> Markup:
        return merchant_states(self._turn)[state]

    def refund_state(self, state: str) -> Markup:
        return refund_states(self._turn)[state]

    def looked(self, place: Place, subject: int | None) -> Markup:
        """Where somebody was shown."""
        name = look_places(self._turn)[place]
        if subject is None:
            return name
        return self._turn._("{place} {number}", place=name, number=str(subject))

    def percent(self, value: float) -> str:
        """Of a hundred, with as many digits as it has."""
        return percent(self._texts, value)

    def lasting(self, seconds: int) -> str:
        """How long something took, in minutes or more."""
        return self._texts.minutes(max(1, round(seconds / 60)))

    def category(self, category: Category) -> str:
        return category.value.replace("_", " ")

    def account(self, account: Account) -> Markup:
        turn = self._turn
        words = {
            Account.WORLD: turn._("outside"),
            Account.ESCROW: turn._("the guest's"),
            Account.PAYABLE: turn._("the merchant's"),
            Account.COMMISSION: turn._("commission"),
            Account.PROMOTION: turn._("promotion"),
            Account.REFUND_DUE: turn._("to be refunded"),
            Account.FEES: turn._("fees"),
        }
        return words[account]

    def purpose(self, purpose: str) -> Markup:
        """What money moved for."""
        return purpose_words(self._turn, purpose)

    def changed(self, change: ChangeView, currency: str) -> list[Line]:
        """What was changed, field by field."""
        return list(change_lines(self._turn, change, currency))

    def wrong(self, wrong: Wrong) -> Markup:
        """What went wrong with a booking."""
        return wrong_name(self._turn, wrong)

    def complaint(self, found: ComplaintView) -> Markup:
        """Where a complaint stands, in a table's cell: with the time that is left to answer it."""
        if found.waits(Stand.OPEN, self._turn.now):
            return self._turn._("⏳ {time}", time=time_left(self._turn, found))
        return stand_name(self._turn, found.stand)

    def stands(self, found: ComplaintView, reader: Reader) -> Markup:
        """The same in a sentence, with what comes next."""
        until = found.due_at
        when = None if until is None else self._texts.day_and_time(until, found.zone.key)
        return stands(self._turn, found, reader, when)

    def may(self, right: str, merchant: int | None = None) -> bool:
        """Whether a role of theirs grants it just there."""
        return Right(right) in self._turn.person.rights.get(merchant, ())

    def ways_of_shop(self, shop: MerchantView) -> list[Way]:
        """The pages of a merchant that the person's role opens."""
        turn, base = self._turn, f"/m/{shop.id}"
        ways = (
            (None, "", turn._("Today")),
            (Right.OWN_CALENDAR, "/calendar", turn._("Calendar")),
            (Right.BOOKINGS, "/bookings", turn._("Bookings")),
            (Right.REDEEM, "/counter", turn._("Counter")),
            (Right.BOOKINGS, "/queue", turn._("Queue")),
            (Right.BOOKINGS, "/deliveries", turn._("Deliveries")),
            (Right.SALES, "/couriers", turn._("Couriers")),
            (Right.SHOP, "/services", turn._("Services")),
            (Right.BOOKINGS, "/menu", turn._("Menu")),
            (Right.BOOKINGS, "/tables", turn._("Tables")),
            (Right.SHOP, "/visits", turn._("Visits to guests")),
            (Right.SHOP, "/hours", turn._("Hours")),
            (Right.SHOP, "/resources", turn._("Chairs, rooms, people")),
            (Right.INVITE, "/people", turn._("Staff")),
            (Right.GUESTS, "/guests", turn._("Guests")),
            (Right.GUESTS, "/reviews", turn._("Reviews")),
            (Right.REFUND, "/complaints", turn._("Complaints")),
            (Right.SALES, "/sales", turn._("Sales")),
            (Right.SALES, "/receipts", turn._("Receipts")),
            (Right.SALES, "/statements", turn._("Settlements")),
            (Right.SHOP, "/settings", turn._("Settings")),
            (Right.SHOP, "/poster", turn._("Poster")),
            (Right.SHOP, "/history", turn._("Changes")),
        )
        return [*self._open(ways, base, shop.id)]

    def ways_of_market(self) -> list[Way]:
        """The pages of the market that the person's role opens."""
        turn = self._turn
        ways = (
            (Right.NUMBERS, "", turn._("Overview")),
            (Right.ADMIT, "/merchants", turn._("Merchants")),
            (Right.ADMIT, "/claims", turn._("To approve")),
            (Right.PERSONS, "/orders", turn._("Orders")),
            (Right.PERSONS, "/people", turn._("Guests")),
            (Right.REFUND, "/complaints", turn._("Complaints")),
            (Right.REFUND, "/refunds", turn._("Refunds by hand")),
            (Right.REFUND, "/disputes", turn._("Disputes")),
            (Right.REFUND, "/deliveries", turn._("Deliveries")),
            (Right.PAYOUTS, "/couriers", turn._("Couriers")),
            (Right.REFUND, "/stuck", turn._("Stuck")),
            (Right.PERSONS, "/reviews", turn._("Reviews")),
            (Right.PERSONS, "/conversations", turn._("Reported conversations")),
            (Right.CAMPAIGNS, "/campaigns", turn._("Promotions")),
            (Right.PAYOUTS, "/settlements", turn._("Settlements")),
            (Right.PERSONS, "/receipts", turn._("Receipts")),
            (Right.PAYOUTS, "/payouts", turn._("Payouts")),
            (Right.ADMIT, "/imports", turn._("Imports")),
            (Right.NUMBERS, "/categories", turn._("Categories")),
            (Right.OPERATORS, "/looks", turn._("Who looked at whom")),
            (Right.AUDIT, "/audit", turn._("Audit")),
        )
        return [*self._open(ways, "/market", None)]

    def _open(
        self, ways: Iterable[tuple[Right | None, str, Markup]], base: str, merchant: int | None
    ) -> Iterable[Way]:
        for right, path, label in ways:
            if right is None or self.may(right, merchant):
                yield base + path, label
