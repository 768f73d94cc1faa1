"""What a button, a link or an answer stands for: small typed intentions that outlive restarts."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Action:
    """An intention of a person: a frozen dataclass with a short, unique `code`.

    Fields are ids, small enums, dates and moments (see `chat.packing`). An action carries no
    price, name or right: whoever acts on it reads and authorises anew. Fields declared with
    `given()` are what the person hands over with it (typed text, a photo, a place); they are
    never packed. One that is not `tracked` is no visit, whatever link or button brought it; if it
    is a page, it is written down nowhere, so that whatever opens something (a code) may be in it.
    Where one that is `passing` was asked and is forgotten, what is typed is looked for as ever.
    """

    code: ClassVar[str]
    tracked: ClassVar[bool] = True
    listens: ClassVar[bool] = False
    """Of a question: none was put, and what is typed may be about anything."""
    passing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Page(Action):
    """To be shown something: it reads only, so that a link, a picture to scan or a message that
    travels may open it for whoever comes along.
    """


@dataclass(frozen=True, slots=True)
class Move(Action):
    """To change something: only a press in one's own chat, or an answer or a command typed there,
    makes a move; no link does.

    Where only a link asked, what is typed next completes a move that `answers_links`: it looks for
    the words, or puts them before an operator. Any other question is asked by a press first.
    """

    answers_links: ClassVar[bool] = False


def given(default: Any) -> Any:
    """A field that the person fills by typing, sending a photo or sharing a place."""
    return field(default=default, metadata={GIVEN: True})


class Hour(int):
    """An hour of a day, from 0 to 23: short, where an action carries much."""
