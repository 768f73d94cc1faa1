"""A page that asks before what is not easily undone: what comes of it, the yes in red, the way back."""

from markupsafe import Markup

from chat.action import Move, Page
from chat.screen import Button, Row, Screen, Style


def asked_first(
    text: Markup, yes: tuple[Markup, Move], back: Page, no: Markup | None = None
) -> Screen:
    """`no`, where the way back has a key of its own with these words."""
    label, move = yes
    rows: list[Row] = [(Button(label, move, Style.DANGER),)]
    if no is not None:
        rows.append((Button(no, back),))
    return Screen(text=text, rows=tuple(rows), back=back)
