"""What goes wrong around the conversation, told apart by what is to be done about it."""


class WrongSettings(Exception):
    """Settings that are missing or wrong, each with a sentence that says what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class CannotDo(Exception):
    """A command that cannot be carried out, with a sentence that says why and what to do."""


class Unavailable(Exception):
    """Database or disk are in trouble: nothing happened, and the channel may deliver again."""


class ChatClosed(Exception):
    """The person blocked us or is gone."""


class Unanswered(Exception):
    """No answer came from a channel or a provider: it may have happened, or not."""


class NotReached(Unanswered):
    """It surely did not happen."""
