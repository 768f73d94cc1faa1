"""Draws the one plot of the report: curves over sizes that grow tenfold, as an SVG of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from benchmarks.report import Section

WIDTH, HEIGHT = 860, 420
LEFT, RIGHT, TOP, BOTTOM, LEGEND = 70, 330, 50, 50, 17
FONT = 'font-family="sans-serif" font-size="12"'
COLOURS = ("#1b6ca8", "#c8553d", "#2a9d5c", "#8e5ea2", "#c99700", "#4d4d4d", "#d45087", "#2f9aa0")
DASHES = ("", "6 4", "2 3", "8 3 2 3")


@dataclass(frozen=True)
class Curve:
    """A row of a table: what it costs at each size."""

    name: str
    points: Sequence[tuple[float, float]]


def curves(section: Section) -> list[Curve]:
    """What a table says of sizes: in columns headed by them, or row by row; none where it says nothing."""
    return by_columns(section) or by_rows(section)


def by_rows(section: Section) -> list[Curve]:
    """Each row has its number of `places` and its `p99`; what else it has in words is the name."""
    if not {"places", "p99"} <= set(section.header):
        return []
    across, up = section.header.index("places"), section.header.index("p99")
    found: dict[str, list[tuple[float, float]]] = {}
    for row in section.rows:
        name = ", ".join(cell for cell in row if cell and number(cell) is None)
        x, y = number(row[across]), number(row[up])
        if x and y:
            found.setdefault(name, []).append((x, y))
    return [Curve(name, points) for name, points in found.items() if len(points) > 1]


def by_columns(section: Section) -> list[Curve]:
    sizes = {column: value for column, name in enumerate(section.header) if (value := number(name))}
    found = [
        Curve(
            row[0],
            [(value, y) for column, value in sizes.items() if (y := number(row[column]))],
        )
        for row in section.rows
    ]
    return [curve for curve in found if len(curve.points) > 1]


def number(text: str) -> float | None:
    """`1,000,000`, or `4.2`, with its unit after a space or without; None for what is none."""
    try:
        return float(text.replace(",", "").split(" ")[0])
    except ValueError:
        return None


def draw(title: str, drawn: Sequence[Curve]) -> str:
    """The plot; both axes are logarithmic, so that a flat curve is one that does not grow."""
    height = max(HEIGHT, TOP + BOTTOM + LEGEND * len(drawn))
    frame = Frame(
        height,
        [x for curve in drawn for x, _ in curve.points],
        [y for curve in drawn for _, y in curve.points],
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {FONT}>',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        text(LEFT, 26, title, 'font-size="15"'),
        *frame.grid(),
        *(part for place, curve in enumerate(drawn) for part in line(frame, place, curve)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True)
class Frame:
    """Where a value stands on the paper."""

    height: int
    across: Sequence[float]
    up: Sequence[float]

    def x(self, value: float) -> float:
        low, high = log10(min(self.across)), log10(max(self.across))
        return LEFT + (log10(value) - low) / ((high - low) or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        low, high = self.decades[0], self.decades[-1]
        share = (log10(value) - low) / (high - low)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)

    @property
    def decades(self) -> range:
        low, high = log10(min(self.up)), log10(max(self.up))
        return range(int(low // 1), int(high // 1) + 2)

    def grid(self) -> list[str]:
        rows = [(self.y(10**power), f"{10**power:g} ms") for power in self.decades]
        columns = [(self.x(value), f"{value:,.0f}") for value in sorted(set(self.across))]
        right, bottom = WIDTH - RIGHT, self.height - BOTTOM
        return [
            *(stroke(LEFT, y, right, y) for y, _ in rows),
            *(stroke(x, TOP, x, bottom) for x, _ in columns),
            *(text(LEFT - 8, y + 4, name, 'text-anchor="end"') for y, name in rows),
            *(text(x, bottom + 20, name, 'text-anchor="middle"') for x, name in columns),
        ]


def line(frame: Frame, place: int, curve: Curve) -> list[str]:
    """A curve, and its name in the legend."""
    colour = COLOURS[place % len(COLOURS)]
    dash = DASHES[place // len(COLOURS) % len(DASHES)]
    points = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in curve.points)
    left, height = WIDTH - RIGHT + 20, TOP + 10 + place * LEGEND
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    return [
        f'<polyline points="{points}" {style}/>',
        f'<polyline points="{left},{height} {left + 24},{height}" {style}/>',
        text(left + 32, height + 4, curve.name, ""),
    ]


def stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
    return f'<line {ends} stroke="#dddddd"/>'


def text(x: float, y: float, words: str, style: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'
