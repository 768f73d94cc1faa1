"""Where the clocks are not changed, minutes of the wall give the same starts as real time does."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from catalog.slots import starts, starts_by_changing_clock
from catalog.weekly import Span, Timetable, stretches_of_day
from tests.thoroughness import many

ZONES = ("Europe/Helsinki", "Asia/Kathmandu", "America/New_York", "Pacific/Apia")
DAY = date(2026, 3, 4)


@dataclass(frozen=True)
class Service:
    duration_minutes: int
    step_minutes: int
    lead_minutes: int = 0
    horizon_days: int = 30


spans = some.builds(
    lambda opens, long: Span(opens, opens + long),
    some.integers(0, 1439),
    some.integers(1, 2000),
)
days = some.lists(spans, max_size=3).map(tuple)
tables = some.builds(
    Timetable,
    some.sampled_from(ZONES),
    some.dictionaries(some.integers(0, 6), days),
    some.dictionaries(some.integers(-2, 3).map(lambda n: DAY + timedelta(days=n)), days),
)
services = some.builds(Service, some.integers(1, 600), some.integers(5, 240))


@settings(max_examples=many(100, 300))
@given(tables, services)
def test_both_ways_to_find_the_starts_agree(table: Timetable, service: Service) -> None:
    cuts = stretches_of_day(ZoneInfo(table.zone), DAY)

    assert len(cuts) == 1
    assert starts(service, table, DAY) == starts_by_changing_clock(service, table, DAY, cuts)
