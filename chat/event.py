"""What a person did, in words that every channel shares."""

from dataclasses import dataclass

from database.point import Point


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it, as the channel knows them."""

    channel: str
    user: str
    chat: str
    name: str
    username: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button with packed `data`, on the message `message`, which may be gone by now."""

    data: str
    message: str | None
    query: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """Any text that is no command."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command without its slash, lower case, and what stood behind it (a deep link's payload)."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A location, or a venue's location."""

    point: Point


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo by the key under which it can be shown again, with its caption."""

    key: str
    caption: str


@dataclass(frozen=True, slots=True)
class SentOther:
    """Something no page reads: a sticker, a voice message, an edited message.

    `words` are what it says, as far as the channel brings that: what was written under it, what was
    spoken in it, what an edited message says now.
    """

    kind: str
    words: str = ""


Doing = Pressed | Typed | Commanded | SharedPlace | SentPhoto | SentOther


@dataclass(frozen=True, slots=True)
class Event:
    """One thing one person did; `key` is the channel's id of it, for exactly-once effects."""

    key: int
    sender: Sender
    doing: Doing


@dataclass(frozen=True, slots=True)
class Inline:
    """Somebody types our name and some words in any chat; `offset` is ours, of an earlier answer."""

    key: int
    sender: Sender
    query: str
    words: str
    offset: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A location that somebody shares as they go has moved."""

    key: int
    sender: Sender
    point: Point
