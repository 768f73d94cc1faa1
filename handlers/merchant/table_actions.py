"""The tables of a place as its staff keeps them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenTablePlaces(Page):
    """The places of a merchant that has several, a page of them."""

    code = "dts"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnTables(Page):
    """The tables of a place, and what is open at each, a page of them."""

    code = "dt"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnTable(Page):
    """One table: who ordered what there, and what can be done with it; a page of its lines."""

    code = "dt1"
    table: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskFreeTable(Page):
    """Whether the guests have really gone."""

    code = "dtgone"
    table: int


@dataclass(frozen=True, slots=True)
class FreeTable(Move):
    """They have: whoever scans next is the first of others."""

    code = "dtfree"
    table: int


@dataclass(frozen=True, slots=True)
class RemoveSitter(Move):
    """Nobody of that name is at the table."""

    code = "dtout"
    table: int
    sitting: int
    guest: int


@dataclass(frozen=True, slots=True)
class LetSitAgain(Move):
    """They are there after all."""

    code = "dtback"
    table: int
    guest: int


@dataclass(frozen=True, slots=True)
class AskNewTables(Page):
    """What new tables are called, or from which number to which."""

    code = "dtnew"
    location: int


@dataclass(frozen=True, slots=True)
class AddTables(Move):
    """One of this name, or one for each number."""

    code = "dtadd"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenTableEdit(Page):
    """What can be changed of a table."""

    code = "dtedit"
    table: int


@dataclass(frozen=True, slots=True)
class NameTable(Move):
    """What is written on it from now on."""

    code = "dtname"
    table: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SetTableSeats(Move):
    """For so many."""

    code = "dtseats"
    table: int
    seats: int


@dataclass(frozen=True, slots=True)
class OpenTableCode(Page):
    """The code that stands on the table."""

    code = "dtcode"
    table: int


@dataclass(frozen=True, slots=True)
class OpenTableSheet(Page):
    """The codes of all tables of a place, to print."""

    code = "dtsheet"
    location: int


@dataclass(frozen=True, slots=True)
class AskNewCode(Page):
    """Whether the code on the table really is to be good no more."""

    code = "dtask"
    table: int


@dataclass(frozen=True, slots=True)
class RenewCode(Move):
    """Another code stands on it from now on."""

    code = "dtrenew"
    table: int


@dataclass(frozen=True, slots=True)
class AskTakeAway(Page):
    """Whether the table really is there no more."""

    code = "dtaway"
    table: int


@dataclass(frozen=True, slots=True)
class TakeAwayTable(Move):
    """It is not."""

    code = "dttaken"
    table: int
