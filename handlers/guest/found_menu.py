"""Where a list leads to menus: a key beside a place, and below the first one what could be had there."""

from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

from catalog.folding import fold
from catalog.menu import reading
from catalog.menu.reading import ItemBrief
from chat.screen import Button, Row
from chat.turn import Turn
from handlers.guest.found_free import Entry
from handlers.guest.menu_actions import OpenItem, OpenMenu
from handlers.layout import shortened

SHOWN = 2
NAME = 24


def with_menu(turn: Turn, shown: Sequence[Entry]) -> Sequence[int]:
    """Locations whose row leads to their menu, where it leads to no time; in the list's order."""
    untimed = [each.place.location_id for each in shown if each.place.bookable and not each.free]
    found = reading.among_with_menu(turn.connection, untimed)
    return [each for each in untimed if each in found]


def menu_keys(
    turn: Turn, place: Button, entry: Entry, menus: Sequence[int], words: str
) -> Iterator[Row]:
    """The place with its menu; of the first place some things have keys of their own."""
    location = entry.place.location_id
    yield place, Button(turn._("🍽 Menu"), OpenMenu(location))
    if menus[0] == location:
        row = tuple(_key(turn, each) for each in _some(turn, entry, words))
        if row:
            yield row


def _some(turn: Turn, entry: Entry, words: str) -> Sequence[ItemBrief]:
    """What can be had now; what is called as was typed comes first."""
    here = turn.now.astimezone(ZoneInfo(entry.place.zone))
    items = reading.had_now(turn.connection, entry.place.location_id, here)
    typed = fold(words).split()
    return sorted(items, key=lambda each: not _is_called(each, typed))[:SHOWN]


def _is_called(item: ItemBrief, typed: Collection[str]) -> bool:
    return bool(typed) and all(each in fold(item.name) for each in typed)


def _key(turn: Turn, item: ItemBrief) -> Button:
    price = turn.texts.money(item.price, item.currency)
    label = turn._("{item} · {price}", item=shortened(item.name, NAME), price=price)
    return Button(label, OpenItem(item.id))
