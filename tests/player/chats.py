"""What each person's chat shows: pages edited in place, messages kept, news by their subject."""

from dataclasses import dataclass, field, replace

from chat.screen import AnyButton, Screen
from tests.player.driver import NotThere
from tests.player.seen import readable


@dataclass(slots=True, eq=False)
class Message:
    """One message and what it shows now; presses on a tracked one carry its source."""

    screen: Screen
    source: str | None = None


@dataclass(slots=True)
class Chat:
    """One person's chat, newest message last; `asked` is the packed question, if any."""

    messages: list[Message] = field(default_factory=list)
    asked: str | None = None
    news: list[Screen] = field(default_factory=list)

    def answer(self, screen: Screen, pressed: Message | None) -> None:
        """An answer takes the place of the page whose button was pressed, unless that is kept."""
        self.news.append(screen)
        if pressed is None or pressed.screen.keep or not _is_page(screen):
            self._append(screen)
        elif bool(pressed.screen.photo) == bool(screen.photo):
            pressed.screen = _lasting(screen)
        else:
            self.messages.remove(pressed)
            self._append(screen)

    def bring(self, screen: Screen, *, quiet: bool, source: str | None = None) -> None:
        """News: quiet ones only bring the message of their subject up to date."""
        shown = self._about(screen.subject)
        if quiet and shown is None:
            return
        if quiet and shown is not None:
            shown.screen = screen
        else:
            self._append(screen, source)
        self.news.append(screen)

    def _append(self, screen: Screen, source: str | None = None) -> None:
        """A new message takes the place of the older ones about the same subject."""
        if screen.subject:
            self.retract(screen.subject)
        self.messages.append(Message(_lasting(screen), source))

    def retract(self, subject: str) -> None:
        """Takes the message of a subject away."""
        self.messages = [each for each in self.messages if each.screen.subject != subject]

    def find(self, label: str) -> tuple[Message, AnyButton]:
        """The newest message with a button that reads so."""
        for message in reversed(self.messages):
            for button in (each for row in message.screen.rows for each in row):
                if readable(button.label) == label:
                    return message, button
        raise NotThere(f"nobody sees [{label}]")

    def told(self) -> list[Screen]:
        """What was shown since this was asked last."""
        news, self.news = self.news, []
        return news

    def _about(self, subject: str | None) -> Message | None:
        about = (each for each in reversed(self.messages) if each.screen.subject == subject)
        return next(about, None) if subject else None


def _is_page(screen: Screen) -> bool:
    """Invoices, maps and files stand by themselves."""
    return not (screen.invoice or screen.venue or screen.live or screen.document)


def _lasting(screen: Screen) -> Screen:
    return replace(screen, toast=None, alert=False)
