"""A merchant knows its own guests by what happened there, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest

from orders.course import redeeming
from orders.errors import NotYourGuest, TagsUnfit
from orders.guests import noting, regulars
from orders.guests.regulars import BehindGuest, GuestKind, GuestLine
from people.errors import NoRight
from tests.orders.conftest import Desk


async def shop_of(desk: Desk) -> tuple[Any, int]:
    return await desk.make(_shop)


def _shop(m: Any) -> tuple[Any, int]:
    shop = m.merchant()
    return shop, m.service(shop, capacity=9)


async def visit(desk: Desk, shop: Any, service: int, guest: int) -> None:
    order = await desk.place(guest, service, desk.start())
    desk.now = desk.start()
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, shop.clerk, f"n{order}", desk.now)


async def seen(desk: Desk, shop: Any, kind: GuestKind) -> list[tuple[str, int]]:
    found = await desk.see(lambda c: regulars.guests(c, shop.merchant, kind, desk.now, limit=10))
    return [(each.name, each.visits) for each in found]


@pytest.mark.both_engines
async def test_who_comes_often_and_who_stays_away(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    ann, bob = await desk.make(lambda m: (m.guest("Ann"), m.guest("Bob")))
    for _ in range(3):
        await visit(desk, shop, service, ann)
    await desk.place(bob, service, desk.start())
    assert await seen(desk, shop, GuestKind.ALL) == [("Ann", 3), ("Bob", 0)]
    assert await seen(desk, shop, GuestKind.REGULARS) == [("Ann", 3)]
    assert await seen(desk, shop, GuestKind.AWAY) == []
    desk.now += timedelta(days=61)
    assert await seen(desk, shop, GuestKind.AWAY) == [("Ann", 3)]


async def test_each_use_of_a_card_is_a_visit_on_its_own_day(desk: Desk) -> None:
    shop, _ = await shop_of(desk)
    card = await desk.make(
        lambda m: m.service(shop, duration_minutes=None, uses=10, valid_days=365)
    )
    ann = await desk.make(lambda m: m.guest("Ann"))
    order = await desk.place(ann, card, None)
    code = (await desk.order(order)).code
    for use in range(3):
        desk.now += timedelta(days=50)
        await desk.do(redeeming.redeem, code, shop.clerk, f"use {use}", desk.now)
    assert await seen(desk, shop, GuestKind.REGULARS) == [("Ann", 3)]
    assert await seen(desk, shop, GuestKind.AWAY) == []
    known = await desk.see(lambda c: regulars.card(c, shop.merchant, ann, desk.now))
    assert (known.visits, known.last_visit) == (3, desk.now)


@pytest.mark.both_engines
async def test_guests_are_found_by_name_and_tag(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    other, elsewhere = await shop_of(desk)
    ann, bob = await desk.make(lambda m: (m.guest("Ann Lee"), m.guest("Боб")))
    for guest in (ann, bob):
        await desk.place(guest, service, desk.start())
    await desk.place(bob, elsewhere, desk.start())
    for where, words in ((shop, "обед, vegan"), (other, "ann")):
        await desk.database.write(
            lambda c, where=where, words=words: noting.tag(
                c, where.merchant, bob, words, by=where.clerk, now=desk.now
            )
        )

    async def found(words: str) -> list[str]:
        lines = await desk.see(
            lambda c: regulars.guests(
                c, shop.merchant, GuestKind.ALL, desk.now, limit=9, words=words
            )
        )
        return [each.name for each in lines]

    assert await found("ann") == ["Ann Lee"]
    assert await found("lee ANN") == ["Ann Lee"]
    assert await found("Обед") == ["Боб"]
    assert await found("боб vegan") == ["Боб"]
    assert await found("ann vegan") == []
    assert await found('%"') == []


async def test_a_list_of_guests_is_read_page_by_page_to_its_end(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    guests = await desk.make(lambda m: [m.guest(f"Guest {each}") for each in range(6)])
    for guest in guests[:3]:
        await visit(desk, shop, service, guest)
    for guest in guests[3:]:
        await desk.place(guest, service, desk.start())
    every = await desk.see(
        lambda c: regulars.guests(c, shop.merchant, GuestKind.ALL, desk.now, limit=None)
    )

    async def page(after: BehindGuest | None) -> list[GuestLine]:
        return await desk.see(
            lambda c: regulars.guests(
                c, shop.merchant, GuestKind.ALL, desk.now, limit=2, behind=after
            )
        )

    read: list[GuestLine] = []
    while found := await page(behind(read)):
        read += found
    assert read == every
    assert len(read) == len(guests)


def behind(read: list[GuestLine]) -> BehindGuest | None:
    return BehindGuest(read[-1].guest_id, read[-1].last_visit) if read else None


async def test_a_card_has_what_happened_here_only(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    other, elsewhere = await shop_of(desk)
    ann = await desk.make(lambda m: m.guest("Ann"))
    await visit(desk, shop, service, ann)
    await desk.place(ann, elsewhere, desk.start())
    card = await desk.see(lambda c: regulars.card(c, shop.merchant, ann, desk.now))
    assert (card.visits, card.no_shows, card.next_visit) == (1, 0, None)
    assert [(each.amount, each.currency) for each in card.spent] == [(2000, "EUR")]
    assert (await desk.see(lambda c: regulars.card(c, other.merchant, ann, desk.now))).visits == 0


async def note(desk: Desk, merchant: int, guest: int, by: int) -> None:
    await desk.database.write(
        lambda c: noting.note(c, merchant, guest, "Likes it short", by=by, now=desk.now)
    )


async def test_nobody_sees_or_notes_a_guest_of_others(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    other, _ = await shop_of(desk)
    ann = await desk.make(lambda m: m.guest("Ann"))
    await visit(desk, shop, service, ann)
    with pytest.raises(NotYourGuest):
        await desk.see(lambda c: regulars.card(c, other.merchant, ann, desk.now))
    with pytest.raises(NoRight):
        await note(desk, shop.merchant, ann, other.clerk)
    with pytest.raises(NotYourGuest):
        await note(desk, other.merchant, ann, other.clerk)


async def test_notes_and_tags_are_kept_apart(desk: Desk) -> None:
    shop, service = await shop_of(desk)
    ann = await desk.make(lambda m: m.guest("Ann"))
    await visit(desk, shop, service, ann)
    await note(desk, shop.merchant, ann, shop.clerk)
    words = "vegan, Vegan،  window  seat"
    await desk.database.write(
        lambda c: noting.tag(c, shop.merchant, ann, words, by=shop.clerk, now=desk.now)
    )
    card = await desk.see(lambda c: regulars.card(c, shop.merchant, ann, desk.now))
    assert (card.words, card.tags) == ("Likes it short", ("vegan", "window seat"))
    await desk.database.write(lambda c: noting.clear(c, shop.merchant, ann, by=shop.clerk))
    card = await desk.see(lambda c: regulars.card(c, shop.merchant, ann, desk.now))
    assert (card.words, card.tags) == ("", ())


@pytest.mark.parametrize("words", ["x" * 25, ", ".join(map(str, range(9)))])
async def test_no_tag_is_lost_in_silence(desk: Desk, words: str) -> None:
    shop, service = await shop_of(desk)
    ann = await desk.make(lambda m: m.guest("Ann"))
    await desk.place(ann, service, desk.start())
    with pytest.raises(TagsUnfit):
        await desk.do(noting.tag, shop.merchant, ann, words, by=shop.clerk, now=desk.now)
