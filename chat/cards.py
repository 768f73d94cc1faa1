"""Places offered in any chat, not only in one's own with us: what a list says, and what is then sent."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.action import Page
from chat.screen import Row


@dataclass(frozen=True, slots=True)
class Card:
    """One of a list; chosen, its `text` and `rows` are a message of whoever chose it.

    Others read it: it says nothing of the person, and its buttons are links, which open pages.
    """

    key: str
    title: str
    description: str
    text: Markup
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """A page of the list; `more` asks for the next one, and is empty after the last.

    `opens` is the page behind the words above the list, in one's own chat with us.
    """

    cards: tuple[Card, ...]
    more: str
    words: str
    opens: Page
