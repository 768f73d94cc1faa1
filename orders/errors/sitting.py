"""Why something cannot be done at a table."""

from datetime import datetime

from database.errors import Refusal


class NotAtTable(Refusal):
    """Whoever asks sits at no such table (any more): what others have there is not theirs to see."""

    def __init__(self, sitting_id: int) -> None:
        super().__init__(sitting_id)
        self.sitting_id = sitting_id


class SittingOver(Refusal):
    """The table was freed: what is in a cart for it is brought to nobody."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class TableFull(Refusal):
    """So many people sit there already that nobody else could."""

    def __init__(self, table_id: int, most: int) -> None:
        super().__init__(table_id, most)
        self.table_id = table_id
        self.most = most


class TableChanged(Refusal):
    """What is open at the table is not what was shown any more."""

    def __init__(self, sitting_id: int) -> None:
        super().__init__(sitting_id)
        self.sitting_id = sitting_id


class NothingOpen(Refusal):
    """Nobody else at the table has anything to be paid for: perhaps others were faster."""

    def __init__(self, sitting_id: int) -> None:
        super().__init__(sitting_id)
        self.sitting_id = sitting_id


class PayingAtTable(Refusal):
    """Somebody is paying there until then: the table is not free yet."""

    def __init__(self, table_id: int, until: datetime) -> None:
        super().__init__(table_id, until)
        self.table_id = table_id
        self.until = until


class RemovedFromTables(Refusal):
    """The staff has said that they are not there; it can let them sit down again."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id
