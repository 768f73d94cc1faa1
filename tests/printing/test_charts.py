"""A chart shows what it is told: bars as high as their amounts, time in the direction of the script."""

from io import BytesIO

import pytest
from PIL import Image

from printing import charts
from printing.charts import Bar, Chart

SOFT, STRONG = (153, 213, 207), (15, 118, 110)


@pytest.mark.parametrize(
    ("amounts", "least", "lines"),
    [
        ((), 100, (0, 100)),
        ((0, 0), 100, (0, 100)),
        ((-500,), 100, (0, 100)),
        ((50,), 100, (0, 100)),
        ((4000,), 100, (0, 1000, 2000, 3000, 4000)),
        ((4100, 3), 100, (0, 2000, 4000, 6000)),
        ((999,), 1, (0, 250, 500, 750, 1000)),
        ((3,), 1, (0, 1, 2, 3)),
        ((10**15,), 100, (0, 25 * 10**13, 5 * 10**14, 75 * 10**13, 10**15)),
    ],
)
def test_lines_are_round_and_above_every_bar(
    amounts: tuple[int, ...], least: int, lines: tuple[int, ...]
) -> None:
    assert charts.lines_of(amounts, least) == lines
    assert max([0, *amounts]) <= lines[-1]


def drawn(amounts: tuple[tuple[int, int], ...], *, right_to_left: bool = False) -> Image.Image:
    bars = tuple(Bar(str(number), *both) for number, both in enumerate(amounts))
    lines = charts.lines_of([each for both in amounts for each in both])
    shown = tuple(map(str, lines))
    code = "ar" if right_to_left else "en"
    chart = Chart("Sales", "Paid", "Earned", bars, lines, shown, code, right_to_left)
    return Image.open(BytesIO(charts.draw(chart))).convert("RGB")


def tallest(picture: Image.Image, colour: tuple[int, int, int], left: float, right: float) -> int:
    """How many pixels one under the other have the colour, in a part of the picture's plot."""
    width, height = picture.size
    plot = picture.crop((round(width * left), round(height * 0.2), round(width * right), height))
    columns = range(plot.width)
    return max(
        sum(plot.getpixel((column, row)) == colour for row in range(plot.height))
        for column in columns
    )


def test_a_bar_is_as_high_as_its_amount() -> None:
    picture = drawn(((4000, 1000), (2000, 0)))
    first, second = tallest(picture, SOFT, 0.1, 0.55), tallest(picture, SOFT, 0.6, 1)
    assert first == pytest.approx(2 * second, rel=0.05)
    assert tallest(picture, STRONG, 0.1, 0.55) == pytest.approx(first / 4, rel=0.1)
    assert tallest(picture, STRONG, 0.6, 1) == 0


def test_time_runs_as_the_script_does() -> None:
    picture = drawn(((4000, 0), (0, 0)), right_to_left=True)
    assert tallest(picture, SOFT, 0, 0.45) == 0
    assert tallest(picture, SOFT, 0.45, 0.9) > 100


@pytest.mark.parametrize("count", [1, 7, 23, 31])
def test_nothing_and_much_are_drawn(count: int) -> None:
    for amounts in (((0, 0),) * count, ((10**14, 10**13),) * count):
        assert drawn(amounts).size == (1000, 528)
