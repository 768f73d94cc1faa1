"""Logs that can be read by people or machines, and never carry what people wrote or own.

An error is logged by its class and the places it passed, never by its message: messages quote
what they stumble over, and that may be a code, a phone number or somebody's words.
"""

import logging
import re
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO, cast

from bot.sparing import without

with without("rich"):  # it would show the messages of errors, and all that was at hand
    import structlog
    from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

Log = FilteringBoundLogger
_ROOT = Path(__file__).parents[1]
_TOKEN = re.compile(r"\d{6,}:[\w-]{20,}")


def make_log(log_format: str, stream: TextIO | None = None) -> Log:
    """A logger that writes `json` or `text` lines to the stream (standard error by default)."""
    target = stream or sys.stderr
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=target.isatty(), pad_event_to=0)
    )
    return cast(
        "Log",
        structlog.wrap_logger(
            structlog.PrintLogger(target),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _trace_of_error,
                _without_tokens,
                renderer,
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        ),
    )


def adopt_libraries(log: Log) -> None:
    """Sends what libraries warn of to the log: their templates only, without the values."""
    root = logging.getLogger()
    root.handlers = [_Adopted(log)]
    root.setLevel(logging.WARNING)
    for noisy in ("telegram", "aiohttp.access", "httpx"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


class _Adopted(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._log.log(
            record.levelno,
            "a library complains",
            library=record.name,
            what=str(record.msg)[:200],
            **({"error": error} if error else {}),
        )


def _trace_of_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if event.pop("exc_info", None):
        event.setdefault("error", sys.exc_info()[1])
    error = event.get("error")
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["trace"] = [*_places(error.__cause__), *_places(error)]
    return event


def _places(error: BaseException | None) -> list[str]:
    if error is None:
        return []
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return [*places[-12:], type(error).__qualname__]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])


def _without_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: _redacted(value) for key, value in event.items()}


def _redacted(value: Any) -> Any:
    return _TOKEN.sub("…", value) if isinstance(value, str) else value
