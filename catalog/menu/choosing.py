"""What a guest chooses of an item: whether it does, and what it comes to. All of it is pure."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from catalog.menu.choices import Group, Option
from catalog.menu.errors import (
    ChoiceRefused,
    OptionGone,
    PriceBelowZero,
    TooFewChosen,
    TooManyChosen,
)
from catalog.menu.reading import Item


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of a group that was chosen, as a line of an order keeps it and calls it."""

    id: int
    group: str
    name: str
    price_difference: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The options that were chosen, in the menu's order, and the price of one in minor units."""

    options: tuple[Chosen, ...]
    unit_price: int


def check(item: Item, option_ids: Collection[int]) -> Choice:
    """The choice, or what is wrong with it."""
    offered = {each.id for group in item.groups for each in group.options}
    if not offered.issuperset(option_ids):
        raise OptionGone(item.id)
    shared = sharing(item)
    chosen = tuple(
        _chosen(group, each, shared=group.id in shared)
        for group in item.groups
        for each in _of_group(item, group, option_ids)
    )
    unit_price = item.price + sum(each.price_difference for each in chosen)
    if unit_price < 0:
        raise PriceBelowZero(item.id)
    return Choice(chosen, unit_price)


def _of_group(item: Item, group: Group, option_ids: Collection[int]) -> list[Option]:
    wanted = [each for each in group.options if each.id in option_ids]
    if len(wanted) < group.least:
        raise TooFewChosen(item.id, group.name, group.least)
    if len(wanted) > group.most:
        raise TooManyChosen(item.id, group.name, group.most)
    return wanted


def _chosen(group: Group, option: Option, *, shared: bool) -> Chosen:
    name = called(group.name, option.name) if shared else option.name
    return Chosen(option.id, group.name, name, option.price_difference)


def sharing(item: Item) -> frozenset[int]:
    """Groups of which an option is called as one of another group is, such as two halves of a pizza."""
    groups: dict[str, set[int]] = defaultdict(set)
    for group in item.groups:
        for each in group.options:
            groups[each.name].add(group.id)
    return frozenset().union(*(each for each in groups.values() if len(each) > 1))


def called(group: str, option: str) -> str:
    """An option of a group that shares names."""
    return f"{group}: {option}"


def usual_price(item: Item) -> int | None:
    """Of one as it is usually had, in minor units; None where it can't be had without choosing."""
    try:
        return check(item, item.defaults).unit_price
    except ChoiceRefused:
        return None
