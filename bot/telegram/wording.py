"""The length of texts as Telegram counts it, and texts cut so that what is left is whole."""

from html import escape, unescape
from html.parser import HTMLParser

from markupsafe import Markup

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
TOAST_LENGTH = 200
ELLIPSIS = "…"


def length(text: str) -> int:
    """How long the text is once its markup is read, in UTF-16 code units."""
    return _units(plain(text))


def fits(text: str, limit: int) -> bool:
    """Whether the text has at most so many units; read, no markup is longer than it was written."""
    return _units(text) <= limit or length(text) <= limit


def plain(text: str) -> str:
    """The text without its markup."""
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` units: whole lines where possible, every tag closed."""
    if fits(text, limit):
        return text
    cutter = _Cutter(limit - 1 - len(ELLIPSIS))
    cutter.feed(text)
    cutter.close()
    return cutter.result()


def shortened(text: str, limit: int) -> str:
    """Plain text in at most `limit` characters, also when they are counted in UTF-16."""
    if _units(text) <= limit:
        return text
    kept = text
    while _units(kept) > limit - len(ELLIPSIS):
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def spoken(text: str) -> str:
    """What a toast says: plain, and no longer than a toast may be."""
    said = text.unescape() if isinstance(text, Markup) else text
    return shortened(said, TOAST_LENGTH)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Cutter(HTMLParser):
    """Copies markup until the room is used up; remembers the last line that fitted whole."""

    def __init__(self, room: int) -> None:
        super().__init__(convert_charrefs=False)
        self._room = room
        self._parts: list[str] = []
        self._open: list[str] = []
        self._at_line: tuple[int, tuple[str, ...]] | None = None
        self._full = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._full:
            self._parts.append(self.get_starttag_text() or f"<{tag}>")
            self._open.append(tag)
        del attrs

    def handle_endtag(self, tag: str) -> None:
        if not self._full and tag in self._open:
            self._parts.append(f"</{tag}>")
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        for line in data.splitlines(keepends=True):
            self._take(line, escape(line, quote=False))
            if line.endswith("\n") and not self._full:
                self._at_line = (len(self._parts), tuple(self._open))

    def handle_entityref(self, name: str) -> None:
        self._take(unescape(f"&{name};"), f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._take(unescape(f"&#{name};"), f"&#{name};")

    def result(self) -> str:
        if self._at_line is not None:
            kept, still_open = self._at_line
            return self._closed("".join(self._parts[:kept]) + ELLIPSIS, still_open)
        return self._closed("".join(self._parts) + ELLIPSIS, tuple(self._open))

    def _take(self, shown: str, written: str) -> None:
        if self._full:
            return
        if _units(shown) <= self._room:
            self._room -= _units(shown)
            self._parts.append(written)
            return
        self._full = True
        if self._at_line is None:
            self._parts.append(escape(shortened(shown, self._room), quote=False).rstrip(ELLIPSIS))

    def _closed(self, text: str, still_open: tuple[str, ...]) -> str:
        return text + "".join(f"</{tag}>" for tag in reversed(still_open))
