"""Writes down every message that reached somebody, and when, as only an onlooker can."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.requests_log import LoggedRequest, RequestLog

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}\b")
SLACK = 5.0
"""Seconds within which the bot has surely written down what it was told, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A new message in somebody's chat, by the machine's clock that only rises."""

    chat: int
    message: int
    text: str
    data: tuple[str, ...]
    answer_lost: bool
    began: float
    ended: float

    @property
    def code(self) -> str | None:
        found = CODE.search(self.text)
        return found and found[0].replace("-", "")

    def is_doubtful(self, blows: list[float]) -> bool:
        """Whether the bot may not know that it sent this: no answer, or struck before it noted."""
        return self.answer_lost or any(self.began <= blow <= self.ended + SLACK for blow in blows)


class Witness(RequestLog):
    """Takes the place of the sandbox's request log; keeps messages, forgets the rest."""

    def __init__(self) -> None:
        super().__init__(kept=200)
        self.sent: list[Sent] = []
        self.codes: list[str] = []

    def add(self, **fields: Any) -> LoggedRequest:
        request = super().add(**fields)
        if request.status == 200 and request.method.lower().startswith("send"):
            self._note(request)
        return request

    def _note(self, request: LoggedRequest) -> None:
        message = request.response["result"]
        ended = time.monotonic()
        sent = Sent(
            chat=message["chat"]["id"],
            message=message["message_id"],
            text=message.get("text") or message.get("caption") or "",
            data=tuple(_data(message)),
            answer_lost=request.fault == "lost_answer",
            began=ended - request.milliseconds / 1000,
            ended=ended,
        )
        self.sent.append(sent)
        if sent.code:
            self.codes.append(sent.code)


def _data(message: dict[str, Any]) -> Iterator[str]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from (button["callback_data"] for button in row if "callback_data" in button)
