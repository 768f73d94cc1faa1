"""Two programs at the same moment on one database, as on two machines: once is once."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.commands.beginning import begun
from orders.booking import placing
from orders.course import redeeming
from orders.models import OrderState
from orders.money import paying
from tests.orders.conftest import Desk
from tests.orders.counter import packed, unpacked
from tests.orders.racing import Unit
from tests.orders.test_races import bought

ROOT = Path(__file__).parents[2]
TIMES = 12
PROGRAM = begun("tests.orders.counter")

Program = subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def started() -> Iterator[list[Program]]:
    with ExitStack() as stack:
        yield [stack.enter_context(start()) for _ in range(2)]


def start() -> Program:
    return subprocess.Popen(
        PROGRAM, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )


@pytest.fixture
def programs(started: list[Program], database_url: str) -> Iterator[list[Program]]:
    """Two, each with the database open."""
    assert at_once(started, [database_url] * 2) == ["open"] * 2
    yield started
    assert at_once(started, [None] * 2) == ["closed"] * 2


def at_once(programs: list[Program], words: Sequence[object]) -> list[Any]:
    """What each answers when both are told something."""
    for program, word in zip(programs, words, strict=True):
        assert program.stdin
        program.stdin.write(packed(word))
    return [answer(program) for program in programs]


def answer(program: Program) -> Any:
    assert program.stdout
    return unpacked(program.stdout.readline())


def both(programs: list[Program], *deeds: Sequence[Unit]) -> list[list[Any]]:
    """What came of each deed in each program; they take turns in being told first."""
    told = [(programs[:: (-1) ** n], pair) for n, pair in enumerate(zip(*deeds, strict=True))]
    return [at_once(order, pair) for order, pair in told]


async def test_the_last_seat(desk: Desk, programs: list[Program]) -> None:
    guests, service = await desk.make(
        lambda m: ([m.guest() for _ in range(2 * TIMES)], m.service(m.merchant()))
    )
    holds = [
        partial(
            placing.hold,
            guest_id=guest,
            service_id=service,
            starts_at=desk.start(days=1 + n % TIMES),
            seats=1,
            source_id=None,
            now=desk.now,
        )
        for n, guest in enumerate(guests)
    ]
    for results in both(programs, holds[:TIMES], holds[TIMES:]):
        assert results.count("SoldOut") == 1, results


async def test_one_code_on_two_devices(desk: Desk, programs: list[Program]) -> None:
    orders = [await bought(desk) for _ in range(TIMES)]
    deeds = [
        [
            partial(
                redeeming.redeem,
                code=(await desk.order(order_id)).code,
                staff_id=shop.clerk,
                nonce=f"{device} {order_id}",
                now=desk.now,
            )
            for shop, order_id in orders
        ]
        for device in ("left", "right")
    ]
    for results in both(programs, *deeds):
        assert results.count("AlreadyRedeemed") == 1, results


async def test_the_same_payment_event(desk: Desk, programs: list[Program]) -> None:
    guest, service = await desk.make(lambda m: (m.guest(), m.service(m.merchant(), capacity=TIMES)))
    orders = [await desk.hold(guest, service, desk.start(days=1 + n)) for n in range(3)]
    words = [await desk.paid(await desk.request(each)) for each in orders]
    told = [partial(paying.capture, paid=paid, now=desk.now) for paid in words * 4]
    heard = both(programs, told, told)
    assert [len(set(pair)) for pair in heard] == [1] * len(told)

    applied = [partial(paying.apply, event_id=pair[0], now=desk.now) for pair in heard]
    both(programs, applied, applied[::-1])
    for each in orders:
        view = await desk.order(each)
        assert (view.state, view.refunds) == (OrderState.CONFIRMED, ())
