"""What a promotion's button may open, as it is stored with the campaign."""

from chat.action import Action
from chat.errors import UnknownAction
from chat.packing import ActionCodec
from handlers.guest.actions import OpenMerchant, OpenService
from handlers.guest.categories import LookForKind


def packed(target: Action) -> str:
    """The text of a target."""
    return _codec().pack(target)


def unpacked(target: str | None) -> Action | None:
    """The target of a text; None where there is none, or one that no release knows any more."""
    try:
        return _codec().unpack(target)[0] if target else None
    except UnknownAction:
        return None


def _codec() -> ActionCodec:
    return ActionCodec((OpenMerchant, OpenService, LookForKind))
