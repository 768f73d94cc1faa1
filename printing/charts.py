"""Two measures over the hours, days of a week or of a month, drawn as a picture for the chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from printing.typesetting import png

STEPS = (1, 2, 2.5, 5, 10)
LINES = 4
"""About so many lines to read amounts by."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What one hour or day had, in minor units; without a `label` it stands unnamed."""

    label: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`shown` are the amounts at the lines, as `lines_of` gives them, from the lowest on."""

    title: str
    first: str
    second: str
    bars: tuple[Bar, ...]
    lines: tuple[int, ...]
    shown: tuple[str, ...]
    language: str
    right_to_left: bool


def lines_of(amounts: Sequence[int], least: int = 1) -> tuple[int, ...]:
    """Round amounts from nothing to what no bar is higher than, no two closer than `least`."""
    most = max([*amounts, 0])
    if most <= 0:
        return (0, least)
    rough = most / LINES
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in STEPS if each * power >= rough)
    whole = max(least, round(step))
    return tuple(range(0, most + whole, whole))


def draw(chart: Chart) -> bytes:
    """As PNG."""
    top = chart.lines[-1]
    data = {
        "title": chart.title,
        "first": chart.first,
        "second": chart.second,
        "lang": chart.language[:2],
        "rtl": chart.right_to_left,
        "bars": [
            {"label": each.label, "first": each.first / top, "second": each.second / top}
            for each in chart.bars
        ],
        "lines": [
            {"at": line / top, "words": words}
            for line, words in zip(chart.lines, chart.shown, strict=True)
        ],
    }
    return png("chart", data)
