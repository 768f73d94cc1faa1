"""What tables of a place refuse, each carrying the objects that a sentence needs."""

from catalog.errors import FieldRefused
from database.errors import Refusal


class TableUnknown(Refusal):
    """There is no such table (any more)."""

    def __init__(self, table_id: int) -> None:
        super().__init__(table_id)
        self.table_id = table_id


class TableLinkOld(Refusal):
    """A code that leads to no table (any more)."""


class TableNameTaken(FieldRefused):
    """Another table of the place is called so."""

    def __init__(self, location_id: int, field: str, name: str) -> None:
        super().__init__(location_id, field)
        self.name = name


class TooManyTables(Refusal):
    """So many tables a place can have."""

    def __init__(self, location_id: int, most: int) -> None:
        super().__init__(location_id, most)
        self.location_id = location_id
        self.most = most
