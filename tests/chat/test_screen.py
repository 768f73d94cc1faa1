"""A screen's labels are plain text, its paragraphs are markup."""

from markupsafe import Markup

from chat.action import Action
from chat.screen import CopyButton, lines, paragraphs


def test_a_label_that_was_escaped_as_markup_reads_plainly() -> None:
    label = Markup("Fish &amp; Chips")

    assert CopyButton(label, text="x").label == "Fish & Chips"


def test_parts_are_joined_and_empty_ones_left_out() -> None:
    assert paragraphs(Markup("<b>a</b>"), None, "", "1 < 2") == "<b>a</b>\n\n1 &lt; 2"
    assert lines("a", None, "b") == "a\nb"
    assert isinstance(lines(), Markup)


def test_the_vocabulary_of_actions_starts_empty() -> None:
    assert not hasattr(Action, "code")
