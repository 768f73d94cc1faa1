"""Where anything a person does that is no button finds its page: commands, words, places, photos."""

from dataclasses import fields, replace

from chat.action import GIVEN, Action
from chat.event import Commanded, Doing, Pressed, SentOther, SentPhoto, SharedPlace, Typed
from chat.turn import Turn
from handlers.codes import for_code, for_likely_code
from handlers.commands import COMMANDS
from handlers.guest.actions import GivePlace, LookFor, OpenHome
from handlers.guest.checkout import GiveNote
from handlers.guest.hint import Hint, OpenHint
from handlers.guest.wishing import wished
from handlers.operator.finding import for_operator


def entrance(turn: Turn, doing: Doing, asked: Action | None) -> Action:
    """The action that stands for what was done; `asked` is what the last page asked for.

    Presses and deep links carry their action packed and are unpacked before they come here.
    """
    match doing:
        case Commanded(name=name):
            return COMMANDS[name](turn) if name in COMMANDS else OpenHint(Hint.COMMAND)
        case Typed(text=text):
            return _typed(turn, text.strip(), asked)
        case SharedPlace(point=point):
            return _answer(asked, "point", point) or GivePlace(search=None, point=point)
        case SentPhoto(key=key):
            return _answer(asked, "photo", key) or OpenHint(Hint.PHOTO)
        case SentOther(kind=kind):
            return OpenHint(Hint.of(kind))
        case Pressed():
            return OpenHome()


def _typed(turn: Turn, text: str, asked: Action | None) -> Action:
    action = (
        for_code(turn, text)
        or _answer(asked, "text", text)
        or for_operator(turn, text)
        or for_likely_code(turn, text)
        or LookFor(text=text)
    )
    if isinstance(action, LookFor | GiveNote):
        wished(turn, action.text)  # worked out here, where nobody waits: the move finds it known
    return action


def _answer(asked: Action | None, name: str, value: object) -> Action | None:
    """The question with its answer filled in, where it asked for such a thing."""
    if asked is None or not value:
        return None
    wanted = {field.name for field in fields(asked) if GIVEN in field.metadata}
    return replace(asked, **{name: value}) if name in wanted else None
