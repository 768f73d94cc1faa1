"""At a table: its code opens it and the menu; those who sit there see what all of them ordered."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from catalog.menu import reading as menus
from catalog.menu.reading import Menu
from catalog.tables import reading as tables
from catalog.tables.errors import TableLinkOld
from catalog.views import MenuPayment
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import options_words
from handlers.guest.actions import OpenBookings, OpenMerchant, OpenVoucher
from handlers.guest.menu import local_now, place_of
from handlers.guest.menu_actions import OpenCart, OpenMenu
from handlers.guest.ordering import to_pay
from handlers.guest.table_actions import LeaveTable, OpenAtTable, OpenTable, PayForAll, SitDown
from handlers.layout import dotted, leaf, leafing
from handlers.orders import at_words
from orders import AtTable, Standing, TableLine, carts, sitting_down, table_views, taking_over
from payments.port import limits_of
from wording.tables import open_words, sitter_names, standing_words, table_title, unpaid_words

flow = Flow()

ITEMS = 16
LINES = 10


@flow.page(OpenTable)
def table_page(turn: Turn, press: OpenTable) -> Screen:
    """Whoever scanned it sees nothing of those who sit there before they sit down too."""
    table = tables.table_of_link(turn.connection, press.token)
    if table is None:
        raise TableLinkOld
    merchant, location = place_of(turn, table.location_id)
    menu = menus.menu_at(turn.connection, location.id, local_now(turn, location))
    seat = table_views.mine(turn.connection, turn.person.id)
    sits = seat is not None and seat.table_id == table.id
    order = Button(turn._("🍽 Order at this table"), SitDown(press.token), Style.PRIMARY)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🍽 {table}</b>", table=table_title(turn, table.name)),
                at_words(turn, merchant.name, location.address),
            ),
            *_served(turn, menu),
            turn._("What you order is brought to you. Others at this table see it too."),
        ),
        rows=((order,),) if not sits or seat is None else _seated_rows(turn, seat.sitting_id),
        back=OpenMerchant(merchant.id),
    )


def _seated_rows(turn: Turn, sitting_id: int) -> tuple[Row, ...]:
    return ((Button(turn._("👥 At this table"), OpenAtTable(sitting_id), Style.PRIMARY),),)


def _served(turn: Turn, menu: Menu) -> Iterator[Markup]:
    """The beginning of what is served now; all of it is one press away."""
    left = ITEMS
    for section in menu.sections:
        shown = section.items[:left] if section.served else ()
        left -= len(shown)
        if shown:
            yield lines(
                turn._("<b>{name}</b>", name=section.name),
                *(
                    turn._(
                        "{item} · {price}",
                        item=each.name,
                        price=turn.texts.money(each.price, each.currency),
                    )
                    for each in shown
                ),
            )


@flow.move(SitDown)
def sit_down(turn: Turn, press: SitDown) -> Page:
    sitting = sitting_down.sit_down(turn.connection, turn.person.id, press.token, turn.now)
    return OpenAtTable(sitting)


@flow.page(OpenAtTable)
def at_table_page(turn: Turn, press: OpenAtTable) -> Screen:
    seen = table_views.at_table(turn.connection, press.sitting, turn.person.id, turn.now)
    if seen is None:
        raise PageOutdated(OpenBookings())
    merchant, location = place_of(turn, seen.location_id)
    names = sitter_names(turn, seen.sitters)
    page, shown, more = leaf(_by_sitter(seen), press.page, LINES)
    quiet = [each for each in seen.sitters if not any(x.guest_id == each for x in seen.lines)]
    amount, mine = open_words(turn, seen), unpaid_words(turn, seen, turn.person.id)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🍽 {table}</b>", table=table_title(turn, seen.table)),
                at_words(turn, merchant.name, location.address),
            ),
            *_groups(turn, shown, names),
            _here_too(turn, quiet, names),
            lines(
                turn._("Open: <b>{amount}</b>", amount=amount) if amount else None,
                turn._("You still pay <b>{amount}</b> at the counter.", amount=mine)
                if mine
                else None,
            ),
        ),
        rows=(
            *leafing(turn, page, lambda page: OpenAtTable(press.sitting, page), more=more),
            *_ways(turn, seen, location.menu_payment),
        ),
        back=OpenMenu(seen.location_id),
    )


def _by_sitter(seen: AtTable) -> list[TableLine]:
    """Each guest's lines together, in the order in which they came."""
    order = {guest: place for place, guest in enumerate(seen.sitters)}
    return sorted(seen.lines, key=lambda each: order[each.guest_id])


def _groups(turn: Turn, shown: Sequence[TableLine], names: Mapping[int, str]) -> Iterator[Markup]:
    for guest, found in groupby(shown, key=lambda each: each.guest_id):
        yield lines(_heading(turn, guest, names), *(_line(turn, each, names) for each in found))


def _heading(turn: Turn, guest: int, names: Mapping[int, str]) -> Markup:
    if guest == turn.person.id:
        return turn._("<b>{name}</b> (you)", name=names[guest])
    return turn._("<b>{name}</b>", name=names[guest])


def _line(turn: Turn, line: TableLine, names: Mapping[int, str]) -> Markup:
    what = turn._("{quantity} × {item}", quantity=line.quantity, item=line.title)
    amount = turn.texts.money(line.amount, line.currency) if line.amount else None
    standing = standing_words(turn, line, names, turn.person.id)
    return lines(dotted((what, amount, standing)), options_words(turn, line.options))


def _here_too(turn: Turn, quiet: Sequence[int], names: Mapping[int, str]) -> Markup | None:
    """Who has chosen nothing yet."""
    others = [names[each] for each in quiet if each != turn.person.id]
    idle = turn.person.id in quiet
    mine = turn._("You haven't chosen anything yet.") if idle else None
    if not others:
        return mine
    return lines(mine, turn._("Also here: {names}", names=turn.texts.listed(others)))


def _ways(turn: Turn, seen: AtTable, payment: MenuPayment) -> Iterator[Row]:
    me = turn.person.id
    own = next((each for each in seen.carts if each.order.guest_id == me), None)
    yield (Button(turn._("🍽 Menu"), OpenMenu(seen.location_id), Style.PRIMARY),)
    if own is not None:
        yield (Button(turn._("🛒 Your order"), OpenCart(seen.location_id), Style.SUCCESS),)
    currency = seen.currency_of(me)
    lines_open = seen.open_lines(currency) if currency else []
    if any(each.guest_id != me for each in lines_open):
        total = turn.texts.money(sum(each.amount for each in lines_open), currency or "")
        label = (
            turn._("Pay for everybody · {total}", total=total)
            if carts.percent_at(payment, currency or "", at_table=True) == 100
            else turn._("Order for everybody · {total}", total=total)
        )
        yield (Button(label, PayForAll(seen.sitting_id, seen.shown)),)
    coming = {
        each.order_id
        for each in seen.lines
        if each.payer_id == me
        and each.standing in {Standing.ORDERED, Standing.PAID, Standing.READY}
    }
    for order in sorted(coming)[-1:]:
        yield (Button(turn._("🎟 Show the code"), OpenVoucher(order)),)
    yield (
        Button(turn._("🔄 Update"), OpenAtTable(seen.sitting_id)),
        Button(turn._("Leave the table"), LeaveTable(seen.sitting_id)),
    )


@flow.move(PayForAll)
def pay_for_all(turn: Turn, press: PayForAll) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    order = taking_over.pay_for_all(
        turn.connection, turn.person.id, press.sitting, press.shown, turn.now, limits
    )
    return to_pay(turn, order)


@flow.move(LeaveTable)
def leave_table(turn: Turn, press: LeaveTable) -> Page:
    return OpenMenu(sitting_down.leave(turn.connection, turn.person.id, press.sitting))


def table_rows(turn: Turn, sitting_id: int | None = None) -> tuple[Row, ...]:
    """To the table at which the person sits; with a sitting, if it is that one."""
    seat = table_views.mine(turn.connection, turn.person.id)
    if seat is None or sitting_id not in {None, seat.sitting_id}:
        return ()
    label = turn._(
        "🍽 {table} · {merchant}", table=table_title(turn, seat.table), merchant=seat.merchant
    )
    return ((Button(label, OpenAtTable(seat.sitting_id), Style.PRIMARY),),)
