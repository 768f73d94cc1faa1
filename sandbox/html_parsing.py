"""Telegram's HTML into plain text and entities, refusing what its parser refuses."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from sandbox.errors import bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
SPACE = " \t\r\n\0\b"


def utf16_length(text: str) -> int:
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def unescape(text: str) -> str:
    return REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


@dataclass(slots=True)
class OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    start: int


class HtmlParser:
    """One pass over the text; the positions in its complaints are byte offsets, as Telegram's."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[OpenTag] = []
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise bad_request(
                "can't parse entities: Can't find end tag corresponding to start tag "
                f'"{self.open[-1].name}"'
            )
        return "".join(self.text), self.entities

    def _step(self) -> None:
        if self.source[self.at] != "<":
            end = self.source.find("<", self.at)
            self._write(self.source[self.at : end if end >= 0 else len(self.source)])
        elif self._peek(1) == "/":
            self._close_tag()
        else:
            self._open_tag()

    def _write(self, raw: str) -> None:
        piece = unescape(raw)
        self.text.append(piece)
        self.length += utf16_length(piece)
        self.at += len(raw)

    def _peek(self, ahead: int = 0) -> str:
        """The character there, or nothing past the end."""
        return self.source[self.at + ahead : self.at + ahead + 1]

    def _until(self, stop: str) -> str:
        begin = self.at
        while self._peek() and self._peek() not in stop:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in SPACE:
            self.at += 1

    def _fail(self, text: str, begin: int) -> NoReturn:
        offset = len(self.source[:begin].encode())
        raise bad_request(f"can't parse entities: {text} at byte offset {offset}")

    def _open_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._until(SPACE + ">").lower()
        if not self._peek():
            self._fail("Unclosed start tag", begin)
        if name not in TAGS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(OpenTag(name, attributes, self.length, begin))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._peek() == ">":
                self.at += 1
                return found
            name = self._until(SPACE + "=>/\"'").lower()
            if not name:
                self._fail(f'Empty attribute name in the tag "{tag}"', begin)
            found[name] = self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        self._skip_space()
        if self._peek() != "=":
            if not self._peek():
                self._fail(f'Unclosed start tag "{tag}"', begin)
            return ""
        self.at += 1
        self._skip_space()
        value = self._quoted() if self._peek() in ("'", '"') else self._token()
        if not self._peek():
            self._fail("Unclosed start tag", begin)
        return value

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        value = unescape(self._until(quote))
        self.at += 1
        return value

    def _token(self) -> str:
        begin = self.at
        while self._peek().isalnum() or self._peek() in (".", "-"):
            self.at += 1
        if self._peek() and self._peek() not in SPACE + ">":
            self._fail("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open:
            self._fail("Unexpected end tag", begin)
        self.at += 2
        name = self._until(SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            self._fail("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            offset = len(self.source[:begin].encode())
            raise bad_request(
                f"can't parse entities: Unmatched end tag at byte offset {offset}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self._add_entity(tag)

    def _add_entity(self, tag: OpenTag) -> None:
        length = self.length - tag.offset
        if length <= 0:
            return
        entity = {"type": TAGS[tag.name], "offset": tag.offset, "length": length}
        extra = entity_details(tag.name, tag.attributes, self._covered(tag))
        if extra is not None:
            self._merge(entity | extra)

    def _merge(self, entity: dict[str, Any]) -> None:
        """`<pre><code class="language-x">` is one entity that knows its language."""
        inner = self.entities[-1] if self.entities else {}
        same_place = all(inner.get(key) == entity[key] for key in ("offset", "length"))
        if entity["type"] == "pre" and inner.get("type") == "code" and same_place:
            self.entities.pop()
            language = {"language": inner["language"]} if "language" in inner else {}
            entity |= language
        elif entity["type"] == "code" and not self.open:
            entity.pop("language", None)
        self.entities.append(entity)

    def _covered(self, tag: OpenTag) -> str:
        encoded = "".join(self.text).encode("utf-16-le")
        return encoded[tag.offset * 2 :].decode("utf-16-le")


def entity_details(tag: str, attributes: dict[str, str], covered: str) -> dict[str, Any] | None:
    """What an entity carries beside its place; None when the tag marks nothing after all."""
    if tag == "a":
        return _link(attributes.get("href") or covered)
    if tag == "code" and attributes.get("class", "").startswith("language-"):
        return {"language": attributes["class"].removeprefix("language-")}
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if tag == "tg-emoji":
        return {"custom_emoji_id": attributes.get("emoji-id", "")}
    if tag == "tg-time":
        return _time(attributes)
    return {}


def _link(address: str) -> dict[str, Any] | None:
    person = re.fullmatch(r"tg://user\?id=(\d+)", address)
    if person:
        user = {"id": int(person[1]), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    if "." not in address and ":" not in address:
        return None
    return {"url": address if "://" in address else f"http://{address}/"}


def _time(attributes: dict[str, str]) -> dict[str, Any] | None:
    if not attributes.get("unix", "").isdecimal():
        return None
    return {
        "unix_time": int(attributes["unix"]),
        "date_time_format": attributes.get("format", ""),
    }
