"""Texts within Telegram's limits, measured as Telegram measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.telegram.wording import CAPTION_LENGTH, cut, length, plain, shortened, spoken
from sandbox.html_parsing import HtmlParser

LINES = some.lists(
    some.tuples(
        some.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", "{} &amp; more"]), some.text("ab😀 é")
    ),
    max_size=300,
)


@pytest.mark.parametrize(
    ("text", "units"),
    [("abc", 3), ("<b>abc</b>", 3), ("a &amp; b", 5), ("😀", 2), ("<code>x</code>\n", 2)],
)
def test_length_counts_utf16_units_of_what_is_seen(text: str, units: int) -> None:
    assert length(text) == units


@given(LINES)
def test_a_cut_text_fits_and_every_tag_is_closed(written: list[tuple[str, str]]) -> None:
    text = "<b>Head</b>\n" + "\n".join(form.format(words) for form, words in written)

    kept = cut(text, 100)

    HtmlParser(kept).parse()  # refuses what Telegram refuses
    assert length(kept) <= max(100, 0)


def test_a_text_is_cut_between_lines() -> None:
    text = "\n".join(f"<i>line {number}</i>" for number in range(500))

    assert plain(cut(text, CAPTION_LENGTH)).endswith("\n…")


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert cut("<b>a</b>\n&lt;", 10) == "<b>a</b>\n&lt;"


def test_toasts_are_plain_and_short() -> None:
    assert len(spoken("x" * 300)) == 200
    assert shortened("short", 32) == "short"
