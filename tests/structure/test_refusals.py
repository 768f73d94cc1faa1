"""Every refusal of the market has a sentence in every language, short enough to be a toast."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from types import MappingProxyType

import pytest

from bot.rendering import TOAST_LENGTH
from catalog.errors import TextMissing
from catalog.menu.errors import TooFewChosen
from chat.errors import LinkThatActs, NotAllowed, PageOutdated, UnknownAction
from database.door import Database
from database.errors import Refusal
from handlers.errors import (
    AmountUnpayable,
    AskedAgain,
    ChosenWrong,
    MoveTaken,
    NotOffered,
    TimeGone,
    TooLong,
)
from handlers.guest.actions import OpenHome
from handlers.refusals import SENTENCES, explain
from orders.errors import BillUnpayable, NotPayableInOne
from tests import market
from tests.languages import spoken
from tests.structure import examples
from tests.structure.turns import Turns

PACKAGES = (
    "people",
    "catalog",
    "catalog.menu",
    "catalog.tables",
    "catalog.visits",
    "orders",
    "promotions",
    "queueing",
    "payments",
    "handlers",
)
BASES = {"OrderRefusal", "ComplaintRefusal", "BillRefusal"}
CHOICES = {"ChoiceRefused", "TooFewChosen", "TooManyChosen", "OptionGone", "PriceBelowZero"}
"""Caught where something is put into a cart, and told there."""
LOCALES = spoken()
WRITTEN: Mapping[type[Exception], Exception] = MappingProxyType(
    {
        AskedAgain: AskedAgain(TextMissing(1, "name"), OpenHome()),
        ChosenWrong: ChosenWrong(TooFewChosen(1, "Milk", 1)),
        BillUnpayable: BillUnpayable(1, "EUR", None),
        AmountUnpayable: AmountUnpayable(BillUnpayable(1, "EUR", None), OpenHome()),
        NotPayableInOne: NotPayableInOne(1, 10, "EUR", None),
        TooLong: TooLong(4000, 300, OpenHome()),
    }
)
"""Whose parts are no numbers and words."""


def refusals() -> list[type[Exception]]:
    found: list[type[Exception]] = []
    for package in PACKAGES:
        try:
            errors = import_module(f"{package}.errors")
        except ModuleNotFoundError:
            continue
        found += [each for each in vars(errors).values() if is_refusal(each, errors.__name__)]
    return found


def is_refusal(thing: object, module: str) -> bool:
    kind = isinstance(thing, type) and issubclass(thing, Refusal)
    return kind and thing.__module__.startswith(module) and thing.__name__ not in BASES | CHOICES


def example(kind: type[Exception]) -> Exception:
    if kind is PageOutdated:
        return PageOutdated(OpenHome())
    if kind is MoveTaken:
        return MoveTaken(1, datetime(2026, 3, 4, 12, tzinfo=UTC), anyone=False)
    if kind in WRITTEN:
        return WRITTEN[kind]
    if kind in {TimeGone, NotOffered}:
        return kind(OpenHome())
    return UnknownAction("x") if kind is UnknownAction else examples.of_refusal(kind)


def test_every_refusal_has_a_sentence() -> None:
    assert {*refusals(), PageOutdated, UnknownAction, NotAllowed, LinkThatActs} == set(SENTENCES)


@pytest.mark.parametrize("code", LOCALES.codes)
async def test_a_sentence_is_said_in_every_language_and_leads_on(
    code: str, database: Database, now: datetime
) -> None:
    await database.write(lambda connection: market.build(connection, now))
    turns = Turns(now, code)

    def look(connection: object) -> None:
        for kind in SENTENCES:
            explained = explain(turns.of(connection), example(kind))
            assert 0 < len(explained.words) <= TOAST_LENGTH, kind
            assert "{" not in explained.words, kind
            assert turns.router.codec.pack(explained.next)

    await database.read(look)
