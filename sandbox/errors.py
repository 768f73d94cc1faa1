"""Refusals in Telegram's own words, so that a bot meets here what it would meet there."""

from typing import Any


class TelegramError(Exception):
    """A request that Telegram would refuse, with the code and the words it would use."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def payload(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


class ControlError(Exception):
    """Something that a person cannot do here, said to whoever drives the person."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def bad_request(text: str) -> TelegramError:
    return TelegramError(400, f"Bad Request: {text}")


def forbidden(text: str) -> TelegramError:
    return TelegramError(403, f"Forbidden: {text}")


def conflict(text: str) -> TelegramError:
    return TelegramError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> TelegramError:
    text = f"Too Many Requests: retry after {retry_after}"
    return TelegramError(429, text, retry_after=retry_after)
