"""Guests of one table at the same moment, on both engines; and each race without its guard."""

from typing import Any

import pytest

from catalog.tables import keeping, reading
from orders import carts, removing, sitting_down, table_ends, table_views, taking_over
from orders.course import expiring
from orders.errors import NotAtTable, PayingAtTable, RemovedFromTables
from orders.sitting import seats
from orders.sitting.at_table import Standing
from tests.guards import ORDER_UNMOVED, without
from tests.orders.conftest import Desk
from tests.orders.racing import Unit, kinds, race
from tests.orders.tables import Laid, laid, told
from tests.orders.test_races import unit
from tests.overtaking import overtaken

IN_TWO_ORDERS = "a line of a table in two orders"
PAID_BESIDE = "a line that its guest pays for beside whoever took it over"
SENT_AWAY = "somebody sits at a place whose staff sent them away"
FREED = "somebody sits, or pays, where the table was freed"
A_LOT = 200


async def pays_for_all(table: Laid, *guests: int) -> list[Unit]:
    """Each of them presses the same that all of them have read."""
    seen = await table.seen(guests[0])
    given = (seen.sitting_id, seen.shown, table.desk.now)
    return [unit(taking_over.pay_for_all, each, *given) for each in guests]


async def breaches(desk: Desk) -> set[str]:
    desk.audited = False
    return {each.name for each in await desk.audit()}


async def test_two_phones_pay_for_everybody(desk: Desk) -> None:
    table = await laid(desk, stock=A_LOT, per_window=A_LOT)
    for buns in range(1, 6):
        guests = [await table.guest(buns=buns), await table.guest(coffees=1)]
        payers = [await table.guest(), await table.guest()]
        results = await race(desk.database, await pays_for_all(table, *payers))
        assert kinds(results) == {"ok": 1, "NothingOpen": 1}
        (order,) = (each for each in results if isinstance(each, int))
        assert (await desk.order(order)).total == buns * 350 + 480
        await desk.pay(order)
        paid = [each for each in told(await table.seen(payers[0])) if each[0] in guests]
        payer = (await desk.order(order)).guest_id
        assert paid == [
            (guests[0], payer, "Bun", Standing.PAID),
            (guests[1], payer, "Flat white", Standing.PAID),
        ]


@pytest.mark.control
async def test_without_the_guard_a_line_is_paid_twice(desk: Desk) -> None:
    table = await laid(desk)
    await table.guest(buns=1)
    payers = [await table.guest(), await table.guest()]
    slow, fast = await pays_for_all(table, *payers)
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, slow, fast, before="DELETE FROM order_lines")
    assert IN_TWO_ORDERS in await breaches(desk)


async def test_one_pays_for_everybody_while_another_pays_their_own(desk: Desk) -> None:
    table = await laid(desk, stock=A_LOT, per_window=A_LOT)
    for _ in range(6):
        ann, ben = await table.guest(buns=1), await table.guest(coffees=1)
        own = (await table.cart(ben)).order_id
        (for_all,) = await pays_for_all(table, ann)
        results = await race(desk.database, [for_all, unit(carts.hold_cart, ben, own, desk.now)])
        if isinstance(results[0], int):
            assert kinds(results) == {"ok": 1, "CartEmpty": 1}
            await desk.pay(results[0])
        else:
            assert kinds(results) == {"ok": 1, "NothingOpen": 1}
            await desk.pay(own)
            await desk.pay(
                await desk.do(carts.hold_cart, ann, (await table.cart(ann)).order_id, desk.now)
            )
        found = [each for each in told(await table.seen(ann)) if each[0] == ben]
        assert [each[2:] for each in found] == [("Flat white", Standing.PAID)]


@pytest.mark.control
async def test_without_the_guard_both_pay_for_it(desk: Desk) -> None:
    table = await laid(desk)
    ann, ben = await table.guest(), await table.guest(coffees=1)
    own = (await table.cart(ben)).order_id
    (for_all,) = await pays_for_all(table, ann)
    alone = unit(carts.hold_cart, ben, own, desk.now)
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, alone, for_all, before="INSERT INTO kitchen_windows")
    assert PAID_BESIDE in await breaches(desk)


async def test_more_is_chosen_while_somebody_pays_for_everybody(desk: Desk) -> None:
    """It is in that payment, or open behind it; never lost and never both."""
    table = await laid(desk, stock=A_LOT, per_window=A_LOT)
    for _ in range(6):
        ann, ben = await table.guest(), await table.guest(coffees=1)
        (for_all,) = await pays_for_all(table, ann)
        more = unit(carts.add, ben, table.menu.bun, [], 1, "", None, desk.now)
        results = await race(desk.database, [for_all, more])
        assert set(kinds(results)) <= {"ok", "TableChanged"}
        mine = [each for each in told(await table.seen(ben)) if each[0] == ben]
        assert sorted(each[2] for each in mine) == ["Bun", "Flat white"]
        if isinstance(results[0], int):
            await desk.pay(results[0])
        await table.sits(ben)


async def test_many_scan_a_free_table(desk: Desk) -> None:
    table = await laid(desk)
    guests = [await desk.make(lambda m: m.guest()) for _ in range(6)]
    token = await table.token()
    downs = [unit(sitting_down.sit_down, each, token, desk.now) for each in guests]
    results = await race(desk.database, downs)
    assert (kinds(results), len(set(results))) == ({"ok": 6}, 1)
    seen = await table.seen(guests[0])
    assert sorted(each.number or 0 for each in seen.sitters.values()) == [1, 2, 3, 4, 5, 6]


async def freed_while_paying(desk: Desk) -> tuple[Laid, int, Unit, Unit]:
    table = await laid(desk, stock=A_LOT, per_window=A_LOT)
    ann = await table.guest(coffees=1)
    cart = (await table.cart(ann)).order_id
    hold = unit(carts.hold_cart, ann, cart, desk.now)
    free = unit(table_ends.free, table.table, table.menu.shop.clerk, desk.now)
    return table, ann, hold, free


async def test_freed_as_somebody_begins_to_pay(desk: Desk) -> None:
    for _ in range(6):
        table, ann, hold, free = await freed_while_paying(desk)
        held, freed = await race(desk.database, [hold, free])
        if isinstance(held, int):
            assert isinstance(freed, PayingAtTable)
            await desk.pay(held)
        else:
            assert await desk.see(table_views.mine, ann) is None
        await desk.make(lambda m: None)
        assert await desk.audit() == []
        assert await table.cart(ann) is None


@pytest.mark.control
async def test_without_the_guard_somebody_pays_at_a_table_that_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, hold, free = await freed_while_paying(desk)
    monkeypatch.setattr(seats, "keep_open", lambda *_: None)
    with without(ORDER_UNMOVED):
        await overtaken(desk.database, hold, free, before="INSERT INTO kitchen_windows")
    assert FREED in await breaches(desk)


async def test_it_lapses_while_whose_it_was_chooses_more(desk: Desk) -> None:
    table = await laid(desk, stock=A_LOT, per_window=A_LOT)
    ann, ben = await table.guest(coffees=1), await table.guest(buns=1)
    await table.pays_for_all(ann)
    desk.later(minutes=31)
    more: list[Any] = [
        unit(carts.add, ben, table.menu.coffee, [table.menu.oat], 1, "", None, desk.now),
        unit(expiring.lapse_holds, desk.now),
    ]
    assert kinds(await race(desk.database, more)) == {"ok": 2}
    mine = [each for each in told(await table.seen(ben)) if each[0] == ben]
    assert sorted(each[2] for each in mine) == ["Bun", "Flat white"]


async def sent_away(desk: Desk) -> tuple[Laid, int, Unit, Unit]:
    """Staff send somebody away from one table who scans the code of another just now."""
    table = await laid(desk)
    clerk = table.menu.shop.clerk
    (other,) = await desk.do(keeping.add, table.menu.shop.location, "6", 4, clerk, desk.now)
    token = (await desk.see(reading.table, other)).token
    far = await table.guest()
    seat = await desk.see(table_views.mine, far)
    removes = unit(removing.remove, seat.sitting_id, far, clerk, desk.now)
    return table, far, removes, unit(sitting_down.sit_down, far, token, desk.now)


async def test_who_is_sent_away_as_they_sit_down_elsewhere(desk: Desk) -> None:
    """They are gone from the place, or were at the other table before anybody could send them away."""
    for _ in range(4):
        table, far, removes, sits = await sent_away(desk)
        removed, sat = await race(desk.database, [removes, sits])
        seat = await desk.see(table_views.mine, far)
        if removed is None:
            assert (seat, type(sat)) == (None, RemovedFromTables)
        else:
            assert isinstance(removed, NotAtTable)
            assert seat.sitting_id == sat
        assert await desk.audit() == []
        assert table.table


@pytest.mark.control
async def test_without_the_guard_they_sit_where_they_were_sent_away(desk: Desk) -> None:
    _, _, removes, sits = await sent_away(desk)
    await overtaken(desk.database, sits, removes, before="INSERT INTO sittings")
    assert SENT_AWAY in await breaches(desk)
