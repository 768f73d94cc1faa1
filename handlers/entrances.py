"""Where anything a person does that is no button finds its page: commands, words, places, photos."""

from dataclasses import fields, replace

from catalog import places
from chat.action import GIVEN, Action
from chat.event import Commanded, Doing, Pressed, SentOther, SentPhoto, SharedPlace, Typed
from chat.turn import Turn
from database.point import Point
from handlers.codes import for_code, for_likely_code
from handlers.commands import COMMANDS
from handlers.courier.actions import BeginShift
from handlers.courier.shift import delivers, is_on_shift
from handlers.guest.actions import (
    GivePlace,
    LookFor,
    OpenHome,
    SayOfBooking,
    SayOfHold,
    SayOfPayment,
)
from handlers.guest.answering import answer
from handlers.guest.hint import Hint, OpenHint
from handlers.guest.wishing import says_more, wished
from handlers.merchant.delivery import for_fetch_number
from handlers.operator.finding import for_operator
from understanding import Intent

OF_AN_ORDER = (SayOfBooking, SayOfHold, SayOfPayment)
SAYS_SO = (LookFor, *OF_AN_ORDER)
"""Moves whose words are read as a sentence."""


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
            return _answer(asked, "point", point) or shared_place(turn, point)
        case SentPhoto(key=key, caption=words):
            answered = _answer(asked, "photo", key)
            return answered or _beside(turn, words.strip(), asked) or OpenHint(Hint.PHOTO)
        case SentOther(kind=kind, words=words):
            read = _mended if kind == Hint.EDITED else _beside
            return read(turn, words.strip(), asked) or OpenHint(Hint.of(kind))
        case Pressed():
            return OpenHome()


def shared_place(turn: Turn, point: Point) -> Action:
    """Whoever delivers, and is on shift, says where they are; everybody else looks around there."""
    if delivers(turn) and is_on_shift(turn):
        return BeginShift(point=point)
    return GivePlace(search=None, point=point)


def _typed(turn: Turn, text: str, asked: Action | None) -> Action:
    answered = _answer(asked, "text", text)
    if isinstance(answered, GivePlace):
        answered = _where(turn, answered)
    action = (
        for_code(turn, text)
        or (None if gives_way(asked) else answered)
        or for_operator(turn, text)
        or for_fetch_number(turn, text)
        or for_likely_code(turn, text)
        or answered
        or LookFor(text=text)
    )
    if isinstance(action, SAYS_SO):  # worked out here, where nobody waits: the move finds it known
        answer(turn, action.text)
        wished(turn, action.text)
    return action


def _where(turn: Turn, given: GivePlace) -> Action:
    """Who is asked where to look may as well say what, or when: where no place is called so."""
    wish = answer(turn, given.text)
    if wish.near and not wish.what:
        return replace(given, text=wish.near)
    says = wish.intent is not Intent.FIND or says_more(wish) or wish.changes
    if not says or places.find(turn.connection, given.text):
        return given
    return LookFor(given.text, search=given.search)


def _beside(turn: Turn, words: str, asked: Action | None) -> Action | None:
    """Words that came with something else are read where nobody waits for an answer."""
    waits = asked is not None and not asked.listens
    return _typed(turn, words, asked) if words and not waits else None


def _mended(turn: Turn, words: str, asked: Action | None) -> Action | None:
    """A search is made anew; whatever was asked meanwhile is another thing, and so is a command."""
    waits = asked is not None and not asked.listens
    if not words or words.startswith("/") or waits:
        return None
    return _typed(turn, words, None)


def gives_way(asked: Action | None) -> bool:
    """Whether the page only listens to what is said of it, without having asked for anything."""
    beside = isinstance(asked, LookFor) and asked.search is not None and asked.service is None
    return beside or isinstance(asked, OF_AN_ORDER)


def _answer(asked: Action | None, name: str, value: object) -> Action | None:
    """The question with its answer filled in, where it asked for such a thing."""
    if asked is None or not value:
        return None
    wanted = {field.name for field in fields(asked) if GIVEN in field.metadata}
    return replace(asked, **{name: value}) if name in wanted else None
