"""What of an order could not be had is told beside what is had instead, whatever stands for what."""

from orders.pricing import Line, LineKind
from orders.reading.had import HadLine, Missing, had, missing


def line(title: str, quantity: int) -> Line:
    return Line(LineKind.ITEM, None, title, quantity, 100, 1)


COFFEE, BUN, CAKE, PIE = line("Coffee", 2), line("Bun", 3), line("Cake", 2), line("Pie", 1)


def test_without_anything_missing_it_is_what_was_ordered() -> None:
    assert list(had([COFFEE, BUN], ())) == [
        HadLine(COFFEE, 2, 0, stands_in=False),
        HadLine(BUN, 3, 0, stands_in=False),
    ]


def test_what_stands_for_it_comes_right_behind() -> None:
    found = list(had([BUN, COFFEE, CAKE], [Missing(1, 2, 3)]))
    assert found == [
        HadLine(BUN, 1, 2, stands_in=False),
        HadLine(CAKE, 2, 0, stands_in=True),
        HadLine(COFFEE, 2, 0, stands_in=False),
    ]


def test_what_stands_for_it_can_be_missing_in_turn() -> None:
    found = had([BUN, CAKE, PIE], [Missing(1, 2, 2), Missing(1, 1, None), Missing(2, 1, 3)])
    assert [(each.line.title, each.left, each.missing) for each in found] == [
        ("Bun", 0, 3),
        ("Cake", 1, 1),
        ("Pie", 1, 0),
    ]


def test_rows_are_read_in_any_order_and_not_at_all() -> None:
    assert missing(None, None) == ()
    assert missing([[2, 1]], [[1, 2, 3]]) == (Missing(1, 2, 3), Missing(2, 1, None))
