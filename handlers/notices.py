"""The news that the outbox brings: what each kind of it looks like to the person who gets it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from chat.screen import Screen
from chat.turn import Turn

Payload = Mapping[str, Any]
Render = Callable[[Turn, Payload], Screen | None]


def render(turn: Turn, payload: Payload) -> Screen | None:
    """The message for a notice's payload; None when there is nothing to say any more."""
    return RENDERERS[payload["about"]](turn, payload)


RENDERERS: Mapping[str, Render] = MappingProxyType({})
