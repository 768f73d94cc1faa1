"""Rows of a file into a menu: what is new is added, what differs changed, what is the same left."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from catalog import media, photographing
from catalog.candidate import Problem, Reason
from catalog.indexing import reindex
from catalog.menu import items, option_text, sections
from catalog.menu.choices import choices_of
from catalog.menu.errors import MenuFull
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.menu.menu_sheet import ItemRow
from catalog.menu.option_rows import add_groups
from catalog.menu.owning import note, our_place, put
from catalog.storing import Tally

Standing = Row[*tuple[Any, ...]]
Key = tuple[int, str]
"""Of an item: its section, and its name."""


class Storing:
    """Into one location's menu; with `whole` the file is all of it, and brings back what it has."""

    def __init__(
        self, connection: Connection, location_id: int, now: datetime, *, whole: bool = False
    ) -> None:
        self.connection, self.now, self.whole = connection, now, whole
        self.place = our_place(connection, location_id, None)
        here = menu_sections.c.location_id == location_id
        self.sections = {each.name.casefold(): each for each in self._standing(menu_sections, here)}
        found = self._standing(menu_items, menu_items.c.location_id == location_id)
        self.items = {_key(each.section_id, each.name): each for each in found}
        self.numbers = [each.position for each in found]
        self.count = sum(each.archived_at is None for each in found)

    def store(self, rows: Sequence[ItemRow]) -> Tally:
        outcomes = dict.fromkeys(("new", "changed", "unchanged", "kept"), 0)
        full: list[Problem] = []
        for each in rows:
            try:
                outcomes[self._row(each)] += 1
            except MenuFull:
                full.append(Problem(str(each.number), each.name, Reason.MENU_FULL))
        if outcomes["new"]:
            reindex(self.connection, self.place.merchant_id)
        return Tally(**outcomes, problems=tuple(full))

    def take_off_missing(self, keys: Collection[tuple[str, str]]) -> Tally:
        """What stands on the menu, and the file does not name."""
        named = {each.id: name for name, each in self.sections.items()}
        gone = [
            each.id
            for (section, name), each in self.items.items()
            if each.archived_at is None and (named.get(section, ""), name) not in keys
        ]
        for each in gone:
            items.take_off(self.connection, each, None, self.now)
        return Tally(archived=len(gone))

    def _row(self, row: ItemRow) -> str:
        section = self._section(row)
        if section is None:
            return "kept"
        rearranged = row.says_hours and self._hours(section, row)
        found = self.items.get(_key(section.id, row.name))
        if found is None:
            self._add(section.id, row)
            return "new"
        if found.archived_at is None:
            return "changed" if self._change(found, row) or rearranged else "unchanged"
        if not self.whole:
            return "kept"
        items.put_back(self.connection, found.id, None, self.now)
        items.set_active(self.connection, found.id, None, self.now, active=True)
        self._change(found, row)
        return "changed"

    def _hours(self, section: Standing, row: ItemRow) -> bool:
        if (section.from_minute, section.until_minute) == (row.served or (None, None)):
            return False
        return sections.set_hours(self.connection, section.id, row.served, None, self.now)

    def _add(self, section: int, row: ItemRow) -> None:
        if self.count >= items.MOST:
            raise MenuFull(self.place.merchant_id, items.MOST)
        values = {
            "merchant_id": self.place.merchant_id,
            "location_id": self.place.id,
            "section_id": section,
            "description": "",
            "currency": row.currency,
            "diets": "",
            "allergens": "",
            "position": max(self.numbers, default=-1) + 1,
            "active": True,
        }
        values |= _columns(row) | self._photo(row, None)
        new = insert(menu_items).values(**values).returning(menu_items)
        made = self.connection.execute(new).one()
        add_groups(self.connection, made.id, row.values.get(ItemField.OPTIONS, ()))
        note(self.connection, menu_items, made, {}, {"name": made.name}, None, self.now)
        self.items[_key(section, row.name)] = made
        self.numbers.append(made.position)
        self.count += 1

    def _change(self, stands: Standing, row: ItemRow) -> bool:
        values = _columns(row) | {"currency": row.currency} | self._photo(row, stands.photo)
        changed = put(self.connection, menu_items, stands, values, None, self.now)
        if ItemField.OPTIONS not in row.values:
            return changed
        wanted = row.values[ItemField.OPTIONS]
        groups = choices_of(self.connection, [stands.id])[stands.id].groups
        same = option_text.written(groups, row.currency) == option_text.written(
            wanted, row.currency
        )
        if same:
            return changed
        return items.change(self.connection, stands.id, {ItemField.OPTIONS: wanted}, None, self.now)

    def _photo(self, row: ItemRow, shown: str | None) -> dict[str, str]:
        """The picture that came with it, kept; nothing where none did, or it is shown already."""
        if row.sent is None or media.key_of(row.sent.original) == shown:
            return {}
        return {"photo": photographing.kept(self.connection, row.sent, self.now)}

    def _section(self, row: ItemRow) -> Standing | None:
        """The one of this name, made where there is none; None where it was taken off here."""
        found = self.sections.get(row.section.casefold())
        if found is not None and found.archived_at is None:
            return found
        if found is None:
            given = (self.connection, self.place.id, row.section, None, self.now)
            section = sections.begin(*given)
        elif self.whole:
            section = found.id
            sections.put_back(self.connection, section, None, self.now)
        else:
            return None
        (made,) = self._standing(menu_sections, menu_sections.c.id == section)
        self.sections[row.section.casefold()] = made
        return made

    def _standing(self, table: Any, whose: Any) -> Sequence[Standing]:
        """Those that stand last, so that they are found where one that was taken off has their name."""
        query = select(table).where(whose).order_by(table.c.archived_at.is_(None), table.c.id)
        return self.connection.execute(query).all()


def _columns(row: ItemRow) -> dict[str, Any]:
    return {
        ITEM_BOUNDS[field].column: value
        for field, value in row.values.items()
        if field is not ItemField.OPTIONS
    }


def _key(section: int, name: str) -> Key:
    return section, name.casefold()
