"""The raw Bot API traffic, for those who ask what the bot really said."""

from collections import deque
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request and its answer; tokens and file contents are never kept."""

    seq: int
    at: str
    method: str
    parameters: Json
    status: int
    response: Json
    milliseconds: float
    fault: str = ""

    def view(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


class RequestLog:
    def __init__(self, kept: int) -> None:
        self._requests: deque[LoggedRequest] = deque(maxlen=kept)
        self.count = 0

    def add(self, **fields: Any) -> LoggedRequest:
        self.count += 1
        request = LoggedRequest(seq=self.count, **fields)
        self._requests.append(request)
        return request

    def view(self, after: int = 0, method: str = "", limit: int = 100) -> list[Json]:
        chosen = [
            request
            for request in self._requests
            if request.seq > after and (not method or request.method.lower() == method.lower())
        ]
        return [request.view() for request in chosen[-limit:]]

    def clear(self) -> None:
        self._requests.clear()
