"""A conversation of a few pages, so that the bot can be tested without the product's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, func, select

from bot.dialogue import Dialogue
from chat.action import Action, Move, Page, given
from chat.errors import LinkThatActs, NotAllowed, PageOutdated, UnknownAction
from chat.event import Commanded, Doing, Typed
from chat.flow import Flow, Router
from chat.screen import Button, Photo, Screen, Style
from chat.turn import Turn
from database.errors import Refusal
from database.outbox import Message, put
from handlers.frame import with_words
from promotions.attributing import make_source
from promotions.models import sources

flow = Flow()

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364e4"
    "f80f0000840181185a34d67f0000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class OpenHome(Page):
    code = "home"


@dataclass(frozen=True, slots=True)
class OpenCount(Page):
    code = "count"


@dataclass(frozen=True, slots=True)
class AddOne(Move):
    code = "add"


@dataclass(frozen=True, slots=True)
class OpenQuestion(Page):
    code = "ask"


@dataclass(frozen=True, slots=True)
class GiveName(Move):
    code = "name"
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenPhoto(Page):
    code = "photo"


@dataclass(frozen=True, slots=True)
class OpenKept(Page):
    code = "kept"
    number: int


@dataclass(frozen=True, slots=True)
class Fail(Move):
    code = "fail"


@dataclass(frozen=True, slots=True)
class Refuse(Move):
    code = "no"


@dataclass(frozen=True, slots=True)
class OpenOld(Page):
    code = "old"


@dataclass(frozen=True, slots=True)
class OpenSecret(Page):
    code = "secret"


@dataclass(frozen=True, slots=True)
class TellEverybody(Move):
    code = "tell"


@dataclass(frozen=True, slots=True)
class OpenPlace(Page):
    code = "place"


@dataclass(frozen=True, slots=True)
class Stumble(Move):
    code = "stumble"


class NoMore(Refusal):
    pass


class NameTooShort(Refusal):
    pass


def counted(connection: Connection) -> int:
    """How often AddOne had its effect."""
    return connection.execute(select(func.count()).select_from(sources)).scalar_one()


@flow.page(OpenHome)
def home(_turn: Turn, _press: OpenHome) -> Screen:
    return Screen(
        Markup("<b>Home</b>"),
        rows=(
            (Button("Count", OpenCount()), Button("Add", AddOne(), Style.PRIMARY)),
            (Button("Ask", OpenQuestion()), Button("Photo", OpenPhoto())),
            (Button("Keep 1", OpenKept(1)), Button("Fail", Fail()), Button("No", Refuse())),
            (Button("Old", OpenOld()), Button("Secret", OpenSecret())),
            (Button("Tell", TellEverybody()), Button("Place", OpenPlace())),
        ),
    )


@flow.page(OpenCount)
def count(turn: Turn, _press: OpenCount) -> Screen:
    number = counted(turn.connection)
    return Screen(
        Markup("Count: {}").format(number),
        rows=((Button("Add", AddOne()), Button("Home", OpenHome())),),
    )


@flow.move(AddOne)
def add_one(turn: Turn, _press: AddOne) -> Page:
    make_source(turn.connection, "share", "one", turn.now)
    return OpenCount()


@flow.page(OpenQuestion)
def question(_turn: Turn, _press: OpenQuestion) -> Screen:
    return Screen(Markup("Your name?"), asks=GiveName())


@flow.move(GiveName)
def give_name(turn: Turn, press: GiveName) -> Page:
    if len(press.text) < 2:
        raise NameTooShort
    make_source(turn.connection, "share", press.text, turn.now)
    return OpenCount()


@flow.page(OpenPhoto)
def photo(_turn: Turn, _press: OpenPhoto) -> Screen:
    return Screen(
        Markup("A photo"),
        photo=Photo("drawn:1", lambda: PNG),
        rows=((Button("Home", OpenHome()), Button("Count", OpenCount())),),
    )


@flow.page(OpenKept)
def kept(_turn: Turn, press: OpenKept) -> Screen:
    return Screen(
        Markup("Kept {}").format(press.number),
        keep=True,
        subject=f"kept-{press.number}",
        rows=((Button("Home", OpenHome()), Button("Again", OpenKept(press.number))),),
    )


@flow.move(Fail)
def fail(turn: Turn, _press: Fail) -> Page:
    make_source(turn.connection, "share", "lost", turn.now)
    raise ZeroDivisionError("secret words 123456:abcdefghijklmnopqrstuvwxyz")


@flow.move(Refuse)
def refuse(_turn: Turn, _press: Refuse) -> Page:
    raise NoMore


@flow.page(OpenOld)
def old(_turn: Turn, _press: OpenOld) -> Screen:
    raise PageOutdated(OpenCount())


@flow.page(OpenSecret)
def secret(_turn: Turn, _press: OpenSecret) -> Screen:
    raise NotAllowed


@flow.page(OpenPlace)
def place(_turn: Turn, _press: OpenPlace) -> Screen:
    return Screen(Markup("Where?"), rows=((Button("Home", OpenHome()),),), asks_place="Here")


@flow.move(Stumble)
def stumble(turn: Turn, _press: Stumble) -> Page:
    """As if the database failed this very statement, however often it is tried."""
    make_source(turn.connection, "share", "stumbled", turn.now)
    if turn.connection.dialect.name == "postgresql":
        turn.connection.exec_driver_sql("SET LOCAL statement_timeout = '5ms'")
        turn.connection.exec_driver_sql("SELECT pg_sleep(5)")
    raise OSError(28, "No space left on device")


@flow.move(TellEverybody)
def tell(turn: Turn, _press: TellEverybody) -> Page:
    payload = {"about": "hello", "person": turn.person.id, "quiet": False}
    put(turn.connection, Message("notice", f"hello:{turn.person.id}", payload), turn.now)
    return OpenHome()


@dataclass(frozen=True, slots=True)
class Explained:
    words: Markup
    next: Page


WORDS = {
    NoMore: "There is no more.",
    NameTooShort: "That is too short.",
    PageOutdated: "That has changed.",
    NotAllowed: "Not for you.",
    UnknownAction: "That is old.",
    LinkThatActs: "A link only opens pages.",
}


def explain(_turn: Turn, error: Exception) -> Explained:
    following = error.fresh if isinstance(error, PageOutdated) else OpenHome()
    return Explained(Markup(WORDS[type(error)]), following)


def entrance(_turn: Turn, doing: Doing, asked: Action | None) -> Action:
    match doing:
        case Commanded(name="start"):
            return OpenHome()
        case Commanded(name="add"):
            return AddOne()
        case Commanded(name="stumble"):
            return Stumble()
        case Typed(text=text) if isinstance(asked, GiveName):
            return GiveName(text)
        case _:
            return OpenCount()


def notice(_turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    if payload["about"] == "campaign":
        return Screen(Markup("News: hello"), rows=((Button("Count", OpenCount()),),), keep=True)
    if payload["about"] != "hello":
        return None
    return Screen(
        Markup("News: {}").format(payload.get("news", "hello")),
        keep=True,
        subject=payload.get("subject", "hello"),
    )


def small_dialogue() -> Dialogue:
    return Dialogue(
        router=Router([flow]),
        home=OpenHome(),
        entrance=entrance,
        explain=explain,
        frame=lambda _turn, screen: screen,
        with_words=with_words,
        notice=notice,
        menu=lambda _texts: (("start", "Begin"), ("add", "Add one")),
    )
