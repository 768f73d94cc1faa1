"""A week of a merchant in the chat: each day with what is booked, and the way to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from catalog import queries as catalog
from catalog.views import MerchantView
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.choosing import LONGEST
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenDay, OpenDayGivers, OpenWeek
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import bounds, day_at
from orders import Within, merchant_bookings
from people.rights import Right

flow = Flow()

WEEK = 7
FURTHEST = 12
"""Weeks ahead."""

GIVERS = 20


@flow.page(OpenWeek)
def week_page(turn: Turn, press: OpenWeek) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    zone = zone_of(turn, merchant)
    week = max(0, min(press.week, FURTHEST))
    first = week * WEEK
    days = [(ahead, day_at(turn, zone, ahead)) for ahead in range(first, first + WEEK)]
    wish = replace(press, week=week)
    return Screen(
        text=paragraphs(
            turn._(
                "<b>{first} – {last}</b>",
                first=turn.texts.day(days[0][1]),
                last=turn.texts.day(days[-1][1]),
            ),
            giver_words(turn, merchant, press.resource),
        ),
        rows=(
            *columns(1, _days(turn, wish, zone, days)),
            *leafing(turn, week, lambda week: replace(wish, week=week), more=week < FURTHEST),
        ),
        back=OpenDay(merchant.id, first, resource=press.resource),
    )


def _days(turn: Turn, wish: OpenWeek, zone: str, days: list[tuple[int, date]]) -> Iterator[Button]:
    for ahead, day in days:
        within = Within(wish.merchant, *bounds(day, zone), resource_id=wish.resource)
        number = merchant_bookings.count_bookings_of_merchant(
            turn.connection, within, turn.now
        ).bookings
        words = (
            turn.ngettext(
                "{day}: {number} booking",
                "{day}: {number} bookings",
                number,
                day=turn.texts.day(day),
            )
            if number
            else turn._("{day}: no bookings", day=turn.texts.day(day))
        )
        yield Button(words, OpenDay(wish.merchant, ahead, resource=wish.resource))


def giver_words(turn: Turn, merchant: MerchantView, resource_id: int | None) -> str | None:
    """Whose it is, where it is one's."""
    names = dict(catalog.resources_of(turn.connection, merchant.id))
    name = names.get(resource_id or 0)
    return None if name is None else turn._("with {resource}", resource=shortened(name, 40))


@flow.page(OpenDayGivers)
def day_givers_page(turn: Turn, press: OpenDayGivers) -> Screen:
    """Whose day: everyone's, or of one of its chairs, rooms and people."""
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    every = catalog.resources_of(turn.connection, merchant.id)
    page, shown, more = leaf(every, press.page, GIVERS)
    day = OpenDay(merchant.id, press.ahead)
    keys = (
        Button(shortened(name, LONGEST), replace(day, resource=number)) for number, name in shown
    )
    return Screen(
        text=turn._("Whose calendar?"),
        rows=(
            (Button(turn._("Everyone"), day),),
            *columns(2, keys),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=day,
    )
