"""Turns an action into the screen to show, refusals into words over the page that helps."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.script import Script
from chat.action import Action
from chat.errors import NotAllowed, PageOutdated, UnknownAction
from chat.screen import Screen
from chat.turn import Turn
from database.errors import Refusal

EXPLAINED = (Refusal, PageOutdated, NotAllowed, UnknownAction)
"""What the script has words for; whatever else is raised is a bug."""

TOAST_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders pages; `tapped` says whether a toast can be shown over what the person tapped."""

    script: Script

    def page(self, turn: Turn, action: Action, *, tapped: bool) -> Screen:
        """The page of an action, with its frame; or what stands in its place."""
        try:
            return self.whole(turn, action, tapped=tapped)
        except EXPLAINED as error:
            return self.refusal(turn, error, tapped=tapped)

    def whole(self, turn: Turn, action: Action, *, tapped: bool) -> Screen:
        """The page and nothing else; what refuses it is for the caller."""
        screen = self.script.frame(turn, self.script.book.show(turn, action))
        return screen if tapped or not screen.toast else self._spoken(screen)

    def refusal(self, turn: Turn, error: Exception, *, tapped: bool) -> Screen:
        """The words for a refusal, over the page that is the next step."""
        explained = self.script.explain(turn, error)
        screen = self._next(turn, explained.next)
        if tapped and len(explained.words) <= TOAST_LENGTH:
            return replace(
                screen,
                toast=explained.words.striptags(),
                alert=not isinstance(error, PageOutdated),
            )
        return self.script.with_words(screen, explained.words)

    def _next(self, turn: Turn, action: Action) -> Screen:
        book = self.script.book
        try:
            return self.script.frame(turn, book.show(turn, action))
        except EXPLAINED:
            return self.script.frame(turn, book.show(turn, self.script.home))

    def _spoken(self, screen: Screen) -> Screen:
        words = screen.toast or ""
        return self.script.with_words(
            screen, words if isinstance(words, Markup) else Markup.escape(words)
        )
