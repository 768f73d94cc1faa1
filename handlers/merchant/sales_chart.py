"""What guests paid and what was earned, hour by hour or day by day, as a picture."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from chat.screen import Photo
from chat.turn import Turn
from database.money import minor_exponent
from handlers.merchant.periods import DAY, WEEK, Period, period_name
from orders import Sales, daily
from printing import charts
from printing.charts import Bar, Chart

HOUR = timedelta(hours=1)
EVERY = 5
"""Of a month's days, and three of a day's hours, one is named."""


def chart_of(turn: Turn, merchant_id: int, shown: Period, currency: str) -> Photo:
    """Of one currency: amounts of several are not to be compared."""
    begins, until = list(begins_of(shown)), shown.bounds()[1]
    figures = daily.sales_by_day(turn.connection, [*begins, until], merchant_id)
    place = ZoneInfo(shown.zone)
    bars = tuple(
        Bar(_label(turn, shown, begin.astimezone(place), number), *_sums(found, currency))
        for number, (begin, found) in enumerate(zip(begins, figures, strict=True))
    )
    amounts = [amount for each in bars for amount in (each.first, each.second)]
    lines = charts.lines_of(amounts, 10 ** minor_exponent(currency))
    drawn = Chart(
        title=str(turn._("Sales, {day}", day=period_name(turn, shown)).unescape()),
        first=str(turn._("Paid by guests")),
        second=str(turn._("Earned")),
        bars=bars,
        lines=lines,
        shown=tuple(turn.texts.money(each, currency) for each in lines),
        language=turn.texts.code,
        right_to_left=turn.texts.right_to_left,
    )
    content = charts.draw(drawn)
    return Photo(f"chart:{sha256(content).hexdigest()[:24]}", lambda: content)


def begins_of(shown: Period) -> Iterator[datetime]:
    """Of each hour of a day, which may have 23 or 25, or of each day."""
    begin, until = shown.bounds()
    if shown.span == DAY:
        while begin < until:
            yield begin
            begin += HOUR
        return
    place = ZoneInfo(shown.zone)
    for number in range((shown.end - shown.first).days):
        yield datetime.combine(shown.first + timedelta(days=number), time(), place)


def _sums(found: Sequence[Sales], currency: str) -> tuple[int, int]:
    """Paid and earned."""
    own = [each for each in found if each.currency == currency]
    return sum(each.paid for each in own), sum(each.earned for each in own)


def _label(turn: Turn, shown: Period, begin: datetime, number: int) -> str:
    if shown.span == DAY:
        return turn.texts.clock(begin.hour * 60) if number % 3 == 0 else ""
    if shown.span == WEEK:
        return turn.texts.weekday(begin.date())
    return _day_of_month(turn, begin.date())


def _day_of_month(turn: Turn, day: date) -> str:
    named = day.day == 1 or day.day % EVERY == 0
    return turn.texts.number(day.day) if named else ""
