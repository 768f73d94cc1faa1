"""What couriers get for a week, in words and keys, for places and for the market alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.merchant.days import day_at
from handlers.merchant.periods import WEEK, Period, period
from handlers.names import called
from orders import CourierPayment, Earned, paying_couriers
from wording.delivering import earned_facts, paid_words

FURTHEST = 104
SHOWN = 6
NAME = 20


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What a courier earned and nobody has said is paid, by currency, of so many deliveries in all."""

    courier_id: int
    rides: int
    sums: tuple[Earned, ...]


def unpaid(sums: Sequence[Earned]) -> list[Unpaid]:
    """By courier, in whatever currencies; what is of one courier stands together."""
    theirs = [(courier, [*each]) for courier, each in groupby(sums, lambda one: one.courier_id)]
    return [
        Unpaid(courier, sum(one.rides for one in each), tuple(one for one in each if one.unpaid))
        for courier, each in theirs
        if any(one.unpaid for one in each)
    ]


def week_back(turn: Turn, zone: str, back: int) -> Period:
    """So many weeks back, by the clock of a zone."""
    return period(day_at(turn, zone, 0), WEEK, back, zone)


def weeks_since(turn: Turn, zone: str, first: date) -> int:
    """How many weeks back the one is that begins on a day."""
    return (week_back(turn, zone, 0).first - first).days // 7


def sum_words(turn: Turn, each: Earned) -> Markup:
    """Of one courier in one currency."""
    rides = turn.ngettext("{number} delivery", "{number} deliveries", each.rides)
    facts = dotted((rides, turn.texts.distance(each.meters), *earned_facts(turn, each)))
    return turn._("{courier}: {facts}", courier=called(turn, each.courier), facts=facts)


def pay_label(turn: Turn, each: Unpaid) -> Markup:
    """On the key that says that they were paid."""
    return turn._(
        "💶 I paid {name} {amount}",
        name=shortened(called(turn, each.sums[0].courier), NAME),
        amount=turn.texts.listed(
            [turn.texts.money(one.open, one.currency or "") for one in each.sums]
        ),
    )


def paid_label(turn: Turn, made: CourierPayment) -> Markup:
    """On the key that leads to a payment."""
    return turn._(
        "{name} · {amount} paid ✅",
        name=shortened(called(turn, made.courier), NAME),
        amount=turn.texts.money(made.amount, made.currency),
    )


def payment_words(turn: Turn, made: CourierPayment) -> Iterator[Markup]:
    yield turn._("<b>💶 {courier} was paid</b>", courier=called(turn, made.courier))
    yield paid_words(turn, made)
    yield turn._("By {name}.", name=called(turn, made.by))


def take_back_row(turn: Turn, made: CourierPayment, back: Move) -> tuple[Row, ...]:
    """The way to say that a payment was not made, as long as it may be taken back."""
    if turn.now > made.paid_at + paying_couriers.TAKEN_BACK_WITHIN:
        return ()
    return ((Button(turn._("↩️ Not paid after all"), back, Style.DANGER),),)


@dataclass(frozen=True, slots=True)
class Told:
    """A week: what each courier did, keys to what is not paid and to payments; `opens` is the page of so many weeks back, a leaf of it."""

    heading: Markup
    sums: Sequence[Markup]
    note: Markup | None
    keys: Sequence[Button]
    opens: Callable[[int, int], Page]
    home: Page


def week_screen(turn: Turn, told: Told, back: int, wanted: int) -> Screen:
    """A leaf of it, of sums and of keys."""
    last, keys, more = leaf(told.keys, wanted, SHOWN)
    told_last, sums, untold = leaf(told.sums, wanted, SHOWN)
    page = max(last, told_last)
    return Screen(
        text=paragraphs(
            told.heading,
            lines(*sums) or turn._("Nothing was brought in this week."),
            told.note,
        ),
        rows=(
            *columns(1, keys),
            *leafing(turn, page, lambda page: told.opens(back, page), more=more or untold),
            *_week_rows(turn, back, lambda back: told.opens(back, 0)),
        ),
        back=told.home,
    )


def _week_rows(turn: Turn, back: int, to: Callable[[int], Page]) -> tuple[Row, ...]:
    """To the weeks before and after."""
    before, after = turn._("‹ Week before"), turn._("Week after ›")
    row = (
        *((Button(before, to(back + 1)),) if back < FURTHEST else ()),
        *((Button(after, to(back - 1)),) if back else ()),
    )
    return (row,)
