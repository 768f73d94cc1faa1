"""The kind answer to what no page can read: a sticker, a voice message, an unknown command."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import GoNear, OpenBookings, OpenHome

flow = Flow()


SPOKEN = frozenset({"voice", "video_note", "audio"})


class Hint(StrEnum):
    """What came that could not be read."""

    COMMAND = "command"
    EDITED = "edited"
    PHOTO = "photo"
    VOICE = "voice"
    OTHER = "other"

    @classmethod
    def of(cls, kind: str) -> "Hint":
        """The hint for a kind of message as the channel names it."""
        if kind in SPOKEN:
            return cls.VOICE
        return cls(kind) if kind in set(cls) else cls.OTHER


@dataclass(frozen=True, slots=True)
class OpenHint(Page):
    """Say what can be done instead."""

    code = "hint"
    hint: Hint


@flow.page(OpenHint)
def hint_page(turn: Turn, press: OpenHint) -> Screen:
    return Screen(
        text=paragraphs(
            _sentence(turn, press.hint),
            turn._("Type what you are looking for, share a location, or choose:"),
        ),
        rows=(
            (
                Button(turn._("📍 Near me"), GoNear()),
                Button(turn._("🎟 My bookings"), OpenBookings()),
            ),
        ),
        back=OpenHome(),
    )


def _sentence(turn: Turn, hint: Hint) -> Markup:
    match hint:
        case Hint.COMMAND:
            return turn._("I don't know that command.")
        case Hint.EDITED:
            return turn._("I can't read edited messages. Please send it again.")
        case Hint.PHOTO:
            return turn._("Nice picture, but there's no need for one here.")
        case Hint.VOICE:
            return turn._(
                "I can't listen to voice messages. Please type it, for example: haircut tomorrow at 3."
            )
        case Hint.OTHER:
            return turn._("Thanks, but I only understand text, buttons and locations.")
