"""The past that benchmarks are measured beside is one that the product could have had."""

from sqlalchemy import func, select

from benchmarks.filling import NOW, fill
from database.door import open_database
from orders.auditing import audit
from orders.models import OrderState, orders
from orders.rules import EDGES


async def test_the_audit_finds_no_fault_with_it(empty_url: str) -> None:
    await fill(empty_url, 5_000)

    async with open_database(empty_url) as database:
        assert await database.read(lambda c: audit(c, NOW), snapshot=True) == []
        query = select(func.count(), func.count(orders.c.state.distinct()))
        many = await database.read(lambda c: tuple(c.execute(query).one()))
    states = {state for edge in EDGES for state in edge} - {OrderState.DRAFT}  # a cart is no past
    assert many == (5_000, len(states))
