"""No text goes past the translators: what a screen says comes from a message, or says no words."""

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import handlers

ROOT = Path(handlers.__path__[0])
SHOWN = {
    "Button",
    "CopyButton",
    "DeepLinkButton",
    "LinkButton",
    "PayButton",
    "ShareButton",
    "Screen",
    "Markup",
    "lines",
    "paragraphs",
}
SAID = {"_", "ngettext", "say"}


def files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


@cache
def calls(path: Path) -> Sequence[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def words_in(node: ast.expr) -> bool:
    """Whether a literal says words: letters outside of markup's tags and of what is filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [each.value for each in parts if isinstance(each, ast.Constant)]
    return any(letters(text) for text in texts if isinstance(text, str))


def letters(text: str) -> bool:
    tagless = text
    for tag in ("<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<s>", "</s>"):
        tagless = tagless.replace(tag, "")
    return any(sign.isalpha() for sign in tagless)


def test_what_is_shown_is_never_a_plain_text() -> None:
    plain = [
        f"{path.relative_to(ROOT)}:{argument.lineno}"
        for path in files()
        for call in calls(path)
        if name_of(call) in SHOWN
        for argument in (
            *call.args,
            *(each.value for each in call.keywords if each.arg in {"text", "label", "toast"}),
        )
        if words_in(argument)
    ]

    assert plain == []


def test_what_is_said_is_a_literal_that_the_translators_see() -> None:
    computed = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in files()
        if path.name != "kinds.py"  # its names are marked where they stand
        for call in calls(path)
        if name_of(call) in SAID and call.args and not is_literal(call.args[0])
    ]

    assert computed == []


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
