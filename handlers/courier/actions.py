"""The courier's pages and moves, by the actions to which other pages and news link."""

from dataclasses import dataclass

from chat.action import Move, Page, given
from database.point import Point


@dataclass(frozen=True, slots=True)
class OpenCourierDesk(Page):
    """Whether the person is on shift, and what there is to bring."""

    code = "cdesk"


@dataclass(frozen=True, slots=True)
class BeginShift(Move):
    """Ask me from now on; `point` is where I am."""

    code = "con"
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class EndShift(Move):
    """Ask me no more."""

    code = "coff"


@dataclass(frozen=True, slots=True)
class OpenCourierOffer(Page):
    """What the courier is asked to bring."""

    code = "coffer"
    offer: int


@dataclass(frozen=True, slots=True)
class AcceptDelivery(Move):
    """I bring it."""

    code = "cyes"
    offer: int


@dataclass(frozen=True, slots=True)
class DeclineDelivery(Move):
    """Not I."""

    code = "cno"
    offer: int


@dataclass(frozen=True, slots=True)
class OpenJob(Page):
    """What the courier has to bring, and what comes next with it."""

    code = "cjob"
    order: int


@dataclass(frozen=True, slots=True)
class AskCollection(Page):
    """Ask for the number that the guest reads out who gives something to a courier."""

    code = "caskn"
    order: int


@dataclass(frozen=True, slots=True)
class CollectFromGuest(Move):
    """The number: I have it."""

    code = "cnumber"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class LeaveWithIt(Move):
    """I have it and am on the way to the guest."""

    code = "cleave"
    order: int


@dataclass(frozen=True, slots=True)
class AskDoorCode(Page):
    """Ask for the code that the guest shows at the door."""

    code = "caskc"
    order: int


@dataclass(frozen=True, slots=True)
class GiveDoorCode(Page):
    """The code as the guest reads it out."""

    code = "ccode"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskDoorPhoto(Page):
    """Ask for a photo of where it was left."""

    code = "caskp"
    order: int


@dataclass(frozen=True, slots=True)
class GiveDoorPhoto(Move):
    """The photo: it stands at the door."""

    code = "cphoto"
    order: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class NobodyOpens(Move):
    """I am at the door, and nobody opens."""

    code = "cdoor"
    order: int


@dataclass(frozen=True, slots=True)
class TakeItBack(Move):
    """I have waited, and leave with it."""

    code = "cback"
    order: int


@dataclass(frozen=True, slots=True)
class StillThere(Move):
    """I am still on it."""

    code = "chere"
    order: int


@dataclass(frozen=True, slots=True)
class AskGiveUp(Page):
    """Whether the courier really can't bring it."""

    code = "cgive"
    order: int


@dataclass(frozen=True, slots=True)
class GiveItUp(Move):
    """I can't bring it."""

    code = "cgave"
    order: int


@dataclass(frozen=True, slots=True)
class OpenJobMap(Page):
    """The place, or the guest's door, on the map."""

    code = "cmap"
    order: int
    door: bool = False


@dataclass(frozen=True, slots=True)
class HandToGuest(Move):
    """The code that was scanned is the guest's: it is in their hands."""

    code = "chand"
    voucher: str


@dataclass(frozen=True, slots=True)
class OpenEarnings(Page):
    """What the courier brought and earned in a week, so many weeks back, a page of it."""

    code = "cearn"
    back: int = 0
    page: int = 0
