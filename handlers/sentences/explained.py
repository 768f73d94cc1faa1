"""What every sentence comes with: the page that helps on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.turn import Turn


@dataclass(frozen=True, slots=True)
class Explained:
    """What to say (at most 200 characters), and the page to show under it."""

    words: Markup
    next: Page


Explain = Callable[[Turn, Any], Explained]
Sentences = Mapping[type[Exception], Explain]
