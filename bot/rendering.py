"""Turns an action into the screen to show, refusals into words over the page that helps."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.dialogue import Dialogue
from chat.action import Move, Page
from chat.errors import LinkThatActs, NotAllowed, PageOutdated, UnknownAction
from chat.screen import Button, Screen
from chat.turn import Turn
from database.errors import Refusal

EXPLAINED = (Refusal, PageOutdated, NotAllowed, UnknownAction, LinkThatActs)
"""What the dialogue has words for; whatever else is raised is a bug."""

TOAST_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders pages; `tapped` says whether a toast can be shown over what the person tapped.

    `linked`: a link led here, so that the person has asked for nothing yet.
    """

    dialogue: Dialogue
    linked: bool = False

    def page(self, turn: Turn, page: Page, *, tapped: bool) -> Screen:
        """The page with its frame; or what stands in its place."""
        try:
            return self.whole(turn, page, tapped=tapped)
        except EXPLAINED as error:
            return self.refusal(turn, error, tapped=tapped)

    def whole(self, turn: Turn, page: Page, *, tapped: bool) -> Screen:
        """The page and nothing else; what refuses it is for the caller."""
        screen = self.framed(turn, page)
        return screen if tapped or not screen.toast else self._spoken(screen)

    def framed(self, turn: Turn, page: Page) -> Screen:
        """The page with its frame; what only a link asked is asked again by a press."""
        screen = self.unframed(turn, page)
        if self.linked and isinstance(screen.asks, Move) and not screen.asks.answers_links:
            answer = Button(turn._("✍️ Answer here"), page)
            screen = replace(screen, rows=((answer,), *screen.rows), asks=None)
        return self.dialogue.frame(turn, screen)

    def unframed(self, turn: Turn, page: Page) -> Screen:
        """What the page shows by itself."""
        return self.dialogue.router.show(turn, page)

    def refusal(self, turn: Turn, error: Exception, *, tapped: bool) -> Screen:
        """The words for a refusal, over the page that is the next step."""
        explained = self.dialogue.explain(turn, error)
        screen = self._next(turn, explained.next)
        if tapped and len(explained.words) <= TOAST_LENGTH:
            return replace(
                screen,
                toast=explained.words.striptags(),
                alert=not isinstance(error, PageOutdated),
            )
        return self.dialogue.with_words(screen, explained.words)

    def _next(self, turn: Turn, page: Page) -> Screen:
        try:
            return self.framed(turn, page)
        except EXPLAINED:
            return self.framed(turn, self.dialogue.home)

    def _spoken(self, screen: Screen) -> Screen:
        words = screen.toast or ""
        return self.dialogue.with_words(
            screen, words if isinstance(words, Markup) else Markup.escape(words)
        )
