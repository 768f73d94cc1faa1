"""Lengths of time as people write them: 90, 1:30, 1 h 30 min, 1,5 h, two days in their language."""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from catalog.amount_signs import plain

HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY
LONGEST = 40
PART = re.compile(r"(?P<number>\d{1,6}(?:[.,٫]\d{1,2})?)\s*(?P<unit>[^\W\d_]*)\.?\s*")
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)\Z")
WORDS: Mapping[int, str] = MappingProxyType(
    {
        1: "m min mins minute minutes мин м минута минуты минут 分 分钟 分鐘 د دقيقة دقائق دقيقه",
        HOUR: "h hr hrs hour hours std t ч час часа часов 小时 小時 时 時間 س ساعة ساعات",
        DAY: "d day days д дн день дня дней сутки суток 天 日 يوم أيام ايام",
        WEEK: "w week weeks нед неделя недели недель 周 星期 أسبوع أسابيع",
    }
)
UNITS = {word: unit for unit, words in WORDS.items() for word in words.split()}


def minutes(text: str) -> int | None:
    """Whole minutes; a number alone means minutes. None for what is no length of time."""
    normal = plain(text).casefold()
    if len(normal) > LONGEST:
        return None
    clock = CLOCK.match(normal)
    if clock is not None:
        return int(clock[1]) * HOUR + int(clock[2])
    total = together(normal)
    return None if total is None or total != int(total) else int(total)


def together(normal: str) -> Decimal | None:
    total, at, last = Decimal(0), 0, WEEK + 1
    while at < len(normal):
        part = PART.match(normal, at)
        unit = None if part is None else unit_of(part["unit"], last)
        if part is None or unit is None or unit >= last:
            return None
        total += Decimal(re.sub("[,٫]", ".", part["number"])) * unit
        at, last = part.end(), unit
    return total if at else None


def unit_of(word: str, last: int) -> int | None:
    """`1 h 30` goes on in minutes; a number alone is in minutes too."""
    if word:
        return UNITS.get(word)
    return 1 if last != 1 else None
