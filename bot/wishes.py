"""What somebody means by what they did: a button says it, a link shows it, words are looked up."""

from dataclasses import dataclass

from bot.dialogue import Dialogue
from catalog.folding import as_typed
from chat.action import Action, Move, Page
from chat.errors import UnknownAction
from chat.event import Commanded, Doing, Event, Pressed, Typed
from chat.links import Links
from chat.screen import Screen
from chat.turn import Turn
from people.queries import Known


@dataclass(frozen=True, slots=True)
class Opening:
    """What a first look finds: a page to show at once, or an action that changes something."""

    asked: str | None
    answers: bool = False
    screen: Screen | None = None
    action: Action | None = None
    source: str | None = None
    refused: Exception | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The page that follows a move, what is asked now, and who made it: None if that has changed."""

    page: Page
    asked: str | None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Reads actions out of events, for this conversation."""

    dialogue: Dialogue
    links: Links

    def pressed_move(self, event: Event) -> tuple[Move, str | None] | None:
        """A move that needs no look before it: its button says all."""
        if not (isinstance(event.doing, Pressed) and event.doing.data):
            return None
        try:
            action, source = self.dialogue.router.codec.unpack(event.doing.data)
        except UnknownAction:
            return None
        return (action, source) if isinstance(action, Move) else None

    def wish(self, turn: Turn, doing: Doing, question: Action | None) -> tuple[Action, str | None]:
        """The action that is meant, and the source that brought it."""
        match doing:
            case Pressed(data=packed) if packed:
                return self.dialogue.router.codec.unpack(packed)
            case Commanded(name="start", argument=packed) if packed:
                return self.dialogue.router.codec.unpack_page(packed)
            case Typed(text=text) if linked := self._linked(turn, text, question):
                return linked
            case _:
                return self.dialogue.entrance(turn, doing, question), None

    def _linked(
        self, turn: Turn, text: str, question: Action | None
    ) -> tuple[Action, str | None] | None:
        """The page of a link that is typed, as if it were tapped; never a move.

        An answer may speak of a link; it is followed when it is the whole of it.
        """
        alone = question is not None and not question.listens
        packed = turn.links.typed_in(as_typed(text), alone=alone)
        if packed is None:
            return None
        return self.dialogue.router.codec.unpack_page(packed)

    def by_link(self, event: Event) -> bool:
        """Whether a link brought the person here, tapped or typed."""
        match event.doing:
            case Commanded(name="start", argument=packed):
                return bool(packed)
            case Typed(text=text):
                return self.links.typed_in(as_typed(text), alone=False) is not None
            case _:
                return False

    def unpacked(self, packed: str | None) -> Action | None:
        """The action that was packed, unless it is of an older release."""
        try:
            return self.dialogue.router.codec.unpack(packed)[0] if packed else None
        except UnknownAction:
            return None
