"""How buttons are laid out so that they read well on a phone, and how long texts are kept short."""

from collections.abc import Iterable
from itertools import islice

from chat.screen import AnyButton, Row


def columns(width: int, buttons: Iterable[AnyButton]) -> tuple[Row, ...]:
    """Rows of at most `width` buttons."""
    rest = iter(buttons)
    rows: list[Row] = []
    while row := tuple(islice(rest, width)):
        rows.append(row)
    return tuple(rows)


def shortened(text: str, length: int) -> str:
    """The text in at most `length` characters; an ellipsis stands for what is left out."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else f"{plain[: length - 1].rstrip()}…"
