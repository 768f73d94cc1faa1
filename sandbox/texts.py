"""The text of a message as Telegram keeps it: parsed, trimmed, measured, its entities found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.errors import bad_request
from sandbox.html_parsing import HtmlParser, utf16_length
from sandbox.params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<url>(?:https?://|t\.me/|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]'])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w/])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/])(?P<hashtag>#\w*[^\W\d]\w*)"
)
OPAQUE = {"code", "pre", "text_link", "text_mention"}


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text beside its entities, offsets in UTF-16 code units."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()

    @property
    def length(self) -> int:
        return utf16_length(self.text)

    def fields(self, text_field: str, entities_field: str) -> dict[str, Any]:
        found: dict[str, Any] = {text_field: self.text} if self.text else {}
        return {**found, entities_field: list(self.entities)} if self.entities else found


def plain_text(text: str) -> FormattedText:
    return _finished(text.replace("\r", ""), [])


def formatted_text(params: Params, text_field: str, entities_field: str) -> FormattedText:
    """The field parsed as its parse_mode asks, or with the entities that came beside it."""
    source = params.text(text_field).replace("\r", "")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        return _finished(*HtmlParser(source).parse())
    if mode:
        raise bad_request("unsupported parse_mode")
    given = params.objects(entities_field, "MessageEntity")
    return _finished(source, [dict(entity) for entity in given])


def required_text(params: Params) -> FormattedText:
    text = formatted_text(params, "text", "entities")
    if not text.text:
        raise bad_request("message text is empty")
    if text.length > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text


def optional_caption(params: Params) -> FormattedText:
    caption = formatted_text(params, "caption", "caption_entities")
    if caption.length > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return caption


def _finished(text: str, entities: list[dict[str, Any]]) -> FormattedText:
    stripped = text.strip()
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    room = utf16_length(stripped)
    kept = [moved for entity in entities if (moved := _moved(entity, cut, room))]
    kept += _found(stripped, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(stripped, tuple(kept[:ENTITY_LIMIT]))


def _moved(entity: dict[str, Any], cut: int, room: int) -> dict[str, Any] | None:
    try:
        start = max(int(entity["offset"]) - cut, 0)
        end = min(int(entity["offset"]) - cut + int(entity["length"]), room)
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity: Field must be of type Number") from None
    return {**entity, "offset": start, "length": end - start} if end > start else None


def _found(text: str, taken: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    spans = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken
        if entity["type"] in OPAQUE
    ]
    for match in FOUND.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match[0])
        if not any(start < last and first < end for first, last in spans):
            yield {"type": match.lastgroup, "offset": start, "length": end - start}
