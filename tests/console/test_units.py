"""Whoever fills in a number reads what it counts."""

import re

import pytest

from tests.console.conftest import Cast, House

LABEL = re.compile(
    r'<label for="([\w-]+)">([^<]*)</label>\s*<input id="\1"[^>]*inputmode="decimal"'
)
UNITS = ("(EUR)", "in EUR", "percent", "kilometres")


@pytest.mark.parametrize("page", ["services/new", "visits", "couriers", "counter"])
async def test_a_field_for_an_amount_says_of_what(house: House, people: Cast, page: str) -> None:
    browser = await house.sign_in(people.owner)
    shown = (await browser.get(f"/m/{people.barber}/{page}")).text

    labels = [label for _, label in LABEL.findall(shown)]

    assert labels
    assert [each for each in labels if not any(unit in each for unit in UNITS)] == []
