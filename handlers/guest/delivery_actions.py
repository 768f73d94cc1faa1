"""What is brought to a guest, by the actions to which other pages link."""

from dataclasses import dataclass

from chat.action import Move, Page


@dataclass(frozen=True, slots=True)
class ChooseDelivery(Move):
    """Have the cart brought, or pick it up."""

    code = "bring"
    order: int
    brought: bool


@dataclass(frozen=True, slots=True)
class OpenDelivery(Page):
    """Where an order is on its way, and what can be done about it."""

    code = "dlv"
    order: int


@dataclass(frozen=True, slots=True)
class LeaveAtDoor(Move):
    """Leave it at the door with a photo, or hand it over in person."""

    code = "atdoor"
    order: int
    at_the_door: bool


@dataclass(frozen=True, slots=True)
class FetchMyself(Move):
    """Nobody brings it, so I come for it."""

    code = "fetchit"
    order: int


@dataclass(frozen=True, slots=True)
class HaveMoneyBack(Move):
    """Nobody brings it, so I wait no longer."""

    code = "giveback"
    order: int
