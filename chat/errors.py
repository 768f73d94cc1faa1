"""What goes wrong in a conversation itself, apart from what the market refuses."""

from chat.action import Action, Page


class UnknownAction(Exception):
    """A button or link of an older release, forged or cut short."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class LinkThatActs(Exception):
    """A link that carries a move, made by hand: nothing was done, since links open pages only."""


class ActionTooLong(Exception):
    """A developer's mistake: the packed action does not fit a link."""

    def __init__(self, action: Action, packed: str) -> None:
        super().__init__(f"{packed} ({len(packed)} characters)")
        self.action = action


class PageOutdated(Exception):
    """What a button showed no longer holds: the person sees the fresh page instead.

    Not a refusal of the market, so no domain error: `fresh` is the page to show.
    """

    def __init__(self, fresh: Page) -> None:
        super().__init__(fresh)
        self.fresh = fresh


class NotAllowed(Exception):
    """The person may not see or do this: a forged button, or a right since withdrawn."""
