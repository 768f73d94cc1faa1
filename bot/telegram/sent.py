"""Of a message that was sent or changed, what we remember of it."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Sent:
    """Its number, and Telegram's name for its picture, if it has one.

    Of a change that Telegram only nods at, the number is 0.
    """

    number: int
    picture: str | None = None

    @classmethod
    def of(cls, told: Any) -> Self:
        """From the answer to a call."""
        if not isinstance(told, dict):
            return cls(0)
        pictures = told.get("photo") or ({"file_id": None},)
        return cls(int(told["message_id"]), pictures[-1]["file_id"])
