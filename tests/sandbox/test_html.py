"""Telegram's HTML: what becomes of it and what it refuses."""

from typing import Any

import pytest

from sandbox.errors import TelegramError
from sandbox.params import Params
from sandbox.texts import FormattedText, formatted_text, plain_text


def parse(source: str) -> FormattedText:
    return formatted_text(Params({"text": source, "parse_mode": "HTML"}), "text", "entities")


def mark(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


PARSED = [
    ("plain", "plain", []),
    ("<b>bold</b> and <em>it</em>", "bold and it", [mark("bold", 0, 4), mark("italic", 9, 2)]),
    ("😀 <b>x</b>", "😀 x", [mark("bold", 3, 1)]),
    ("<b>a<i>b</i></b>", "ab", [mark("bold", 0, 2), mark("italic", 1, 1)]),
    ("&lt;b&gt; &amp; &quot; &#228; &#x1F600;", '<b> & " ä 😀', []),
    ("&copy;", "&copy;", []),
    ("<B>x</B>", "x", [mark("bold", 0, 1)]),
    ("<b>x</>", "x", [mark("bold", 0, 1)]),
    ("  <b> x </b>  ", "x", [mark("bold", 0, 1)]),
    (
        '<a href="https://example.com/?a=1&amp;b=2">link</a>',
        "link",
        [mark("text_link", 0, 4, url="https://example.com/?a=1&b=2")],
    ),
    ("<a href='nowhere'>x</a>", "x", []),
    ("<code>a</code>", "a", [mark("code", 0, 1)]),
    (
        '<pre><code class="language-python">x = 1</code></pre>',
        "x = 1",
        [mark("pre", 0, 5, language="python")],
    ),
    ("<blockquote expandable>q</blockquote>", "q", [mark("expandable_blockquote", 0, 1)]),
    ('<span class="tg-spoiler">s</span>', "s", [mark("spoiler", 0, 1)]),
    (
        '<tg-time unix="1790000000" format="wdt">soon</tg-time>',
        "soon",
        [mark("date_time", 0, 4, unix_time=1790000000, date_time_format="wdt")],
    ),
    ("<b></b>x", "x", []),
]


@pytest.mark.parametrize(("source", "text", "entities"), PARSED)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    found = parse(source)

    assert (found.text, list(found.entities)) == (text, entities)


REFUSED = [
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("ä<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "complaint"), REFUSED)
def test_bad_html_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(TelegramError) as caught:
        parse(source)

    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


FOUND = [
    ("/start abc", [mark("bot_command", 0, 6)]),
    ("ask @hereabouts_bot", [mark("mention", 4, 15)]),
    ("see https://t.me/x?start=1.", [mark("url", 4, 22)]),
    ("mail a.b@example.com", [mark("email", 5, 15)]),
    ("#coffee now", [mark("hashtag", 0, 7)]),
    ("and/or 1/2", []),
]


@pytest.mark.parametrize(("words", "entities"), FOUND)
def test_plain_text_is_searched_for_entities(words: str, entities: list[dict[str, Any]]) -> None:
    assert list(plain_text(words).entities) == entities


def test_entities_may_come_beside_the_text() -> None:
    given = '[{"type": "bold", "offset": 1, "length": 2}]'
    found = formatted_text(Params({"text": " ab", "entities": given}), "text", "entities")

    assert list(found.entities) == [mark("bold", 0, 2)]
