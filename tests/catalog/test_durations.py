"""Lengths of time are read as people write them, or not at all."""

import pytest

from catalog.durations import minutes


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90", 90),
        (" 45 min", 45),
        ("45min.", 45),
        ("1:30", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1.5 h", 90),
        ("1,5 ч", 90),
        ("2 часа", 120),
        ("30 минут", 30),
        ("1 小时 30 分钟", 90),
        ("1小时30分", 90),
        ("45分钟", 45),
        ("٤٥ دقيقة", 45),
        ("2 ساعة", 120),
        ("2 days", 2880),
        ("1 d 2 h", 1560),
        ("0", 0),
    ],
)
def test_it_is_read(text: str, meant: int) -> None:
    assert minutes(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "-5",
        "1:75",
        "30 min 1 h",
        "5 5",
        "1 parsec",
        "0.3",
        "1" * 60,
        "10 kg",
        "1:30:00",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert minutes(text) is None
